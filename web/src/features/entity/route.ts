import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/routes.tsx';

const entityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/$sourceId/entities/$entityType/$entityId',
  component: lazyRouteComponent(() => import('./page.tsx'), 'EntityPage'),
});

export const entityRoutes = [entityRoute];
