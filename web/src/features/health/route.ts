import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { lazyPage } from '../../app/lazy-page.ts';
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
  component: lazyPage(() => import('./page.tsx'), 'HealthPage'),
});

export const healthRoutes = [healthRoute];
