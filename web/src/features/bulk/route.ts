import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';

const bulkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bulk',
  component: lazyPage(() => import('./page.tsx'), 'BulkPage'),
});

export const bulkRoutes = [bulkRoute];
