import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';
import { newSourceSearch, sourceSearch, sourcesSearch } from './search.ts';

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  validateSearch: sourcesSearch,
  component: lazyPage(() => import('./page.tsx'), 'SourcesPage'),
});

const newRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/new',
  validateSearch: newSourceSearch,
  component: lazyPage(() => import('./new-source-page.tsx'), 'NewSourcePage'),
});

const oneRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources/$sourceId',
  validateSearch: sourceSearch,
  component: lazyPage(() => import('./source-page.tsx'), 'SourcePage'),
});

export const sourceRoutes = [listRoute, newRoute, oneRoute];
