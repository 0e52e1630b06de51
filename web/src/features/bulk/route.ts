import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/routes.tsx';

const bulkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bulk',
  component: lazyRouteComponent(() => import('./page.tsx'), 'BulkPage'),
});

export const bulkRoutes = [bulkRoute];
