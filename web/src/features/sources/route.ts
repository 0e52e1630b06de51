import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/routes.tsx';
import { newSourceSearch, sourceSearch, sourcesSearch } from './search.ts';

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  validateSearch: sourcesSearch,
  component: lazyRouteComponent(() => import('./page.tsx'), 'SourcesPage'),
});

const newRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/new',
  validateSearch: newSourceSearch,
  component: lazyRouteComponent(() => import('./new-source-page.tsx'), 'NewSourcePage'),
});

const oneRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/$sourceId',
  validateSearch: sourceSearch,
  component: lazyRouteComponent(() => import('./source-page.tsx'), 'SourcePage'),
});

export const sourceRoutes = [listRoute, newRoute, oneRoute];
