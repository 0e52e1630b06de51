import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';
import { pathSearch } from './search.ts';

const pathRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/paths',
  validateSearch: pathSearch,
  component: lazyPage(() => import('./page.tsx'), 'PathsPage'),
});

export const pathRoutes = [pathRoute];
