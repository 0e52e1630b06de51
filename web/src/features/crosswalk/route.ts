import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/routes.tsx';

const crosswalkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/crosswalks',
  component: lazyRouteComponent(() => import('./page.tsx'), 'CrosswalksPage'),
});

export const crosswalkRoutes = [crosswalkRoute];
