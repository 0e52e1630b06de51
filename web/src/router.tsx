import { createRouter } from '@tanstack/react-router';
import { basePath } from './app/place.ts';
import { homeRoute, rootRoute } from './app/routes.tsx';
import { auditRoutes } from './features/audit/route.ts';
import { bulkRoutes } from './features/bulk/route.ts';
import { crosswalkRoutes } from './features/crosswalk/route.ts';
import { entityRoutes } from './features/entity/route.ts';
import { healthRoutes } from './features/health/route.ts';
import { mapRoutes } from './features/map/route.ts';
import { pathRoutes } from './features/paths/route.ts';
import { reviewRoutes } from './features/review/route.ts';
import { settingsRoutes } from './features/settings/route.ts';
import { sourceRoutes } from './features/sources/route.ts';

/** All pages. Each feature lists its own, whose code is loaded when they are opened. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    ...reviewRoutes,
    ...bulkRoutes,
    ...sourceRoutes,
    ...mapRoutes,
    ...entityRoutes,
    ...pathRoutes,
    ...crosswalkRoutes,
    ...healthRoutes,
    ...auditRoutes,
    ...settingsRoutes,
  ]),
  basepath: basePath,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
