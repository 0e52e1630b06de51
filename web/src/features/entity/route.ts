import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';
import { entitySearch } from './search.ts';

const entityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/$sourceId/entities/$entityType/$entityId',
  validateSearch: entitySearch,
  component: lazyPage(() => import('./page.tsx'), 'EntityPage'),
});

export const entityRoutes = [entityRoute];
