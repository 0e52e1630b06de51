import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../app/routes.tsx';

const healthSearch = z.object({
  /** Text in the names of either end. */
  q: z.string().max(200).optional().catch(undefined),
  source: z.guid().optional().catch(undefined),
});

export const healthRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/health',
  validateSearch: healthSearch,
  component: lazyRouteComponent(() => import('./page.tsx'), 'HealthPage'),
});

export const healthRoutes = [healthRoute];
