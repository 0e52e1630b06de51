import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';

const entityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/$sourceId/entities/$entityType/$entityId',
  component: lazyPage(() => import('./page.tsx'), 'EntityPage'),
});

export const entityRoutes = [entityRoute];
