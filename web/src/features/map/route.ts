import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';
import { mapSearch } from './search.ts';

const mapRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/map',
  validateSearch: mapSearch,
  component: lazyPage(() => import('./page.tsx'), 'MapPage'),
});

export const mapRoutes = [mapRoute];
