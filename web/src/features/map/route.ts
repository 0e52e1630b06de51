import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';

const mapRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/map',
  component: lazyPage(() => import('./page.tsx'), 'MapPage'),
});

export const mapRoutes = [mapRoute];
