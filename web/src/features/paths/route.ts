import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';

const pathRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/paths',
  component: lazyPage(() => import('./page.tsx'), 'PathsPage'),
});

export const pathRoutes = [pathRoute];
