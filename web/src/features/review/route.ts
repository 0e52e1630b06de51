import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { queries } from '../../app/queries.ts';
import { rootRoute } from '../../app/routes.tsx';
import { facetsQuery, queueQuery } from './queries.ts';
import { reviewSearch } from './search.ts';

export const reviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/review',
  validateSearch: reviewSearch,
  loaderDeps: ({ search: { edge: _edge, open: _open, ...shown } }) => shown,
  // What the page will ask for first is on its way while its code is.
  loader: ({ deps }) => {
    void queries.prefetchInfiniteQuery(queueQuery(deps));
    void queries.prefetchQuery(facetsQuery(deps));
  },
  component: lazyPage(() => import('./page.tsx'), 'ReviewPage'),
});

export const reviewRoutes = [reviewRoute];
