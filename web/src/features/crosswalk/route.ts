import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';
import { crosswalkSearch } from './search.ts';

const crosswalksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/crosswalks',
  component: lazyPage(() => import('./page.tsx'), 'CrosswalksPage'),
});

export const crosswalkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/crosswalks/$crosswalkId',
  validateSearch: crosswalkSearch,
  component: lazyPage(() => import('./crosswalk-page.tsx'), 'CrosswalkPage'),
});

export const crosswalkRoutes = [crosswalksRoute, crosswalkRoute];
