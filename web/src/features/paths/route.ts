import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/routes.tsx';

const pathRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/paths',
  component: lazyRouteComponent(() => import('./page.tsx'), 'PathsPage'),
});

export const pathRoutes = [pathRoute];
