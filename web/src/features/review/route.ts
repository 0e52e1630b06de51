import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';
import { reviewSearch } from './search.ts';

export const reviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/review',
  validateSearch: reviewSearch,
  component: lazyPage(() => import('./page.tsx'), 'ReviewPage'),
});

export const reviewRoutes = [reviewRoute];
