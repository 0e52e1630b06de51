import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';
import { filterSearch } from '../review/search.ts';

/** Which suggestions, and from which score on. */
const bulkSearch = filterSearch.extend({ from: z.number().min(0).max(1).optional().catch(undefined) });
export type BulkSearch = z.output<typeof bulkSearch>;

export const bulkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/bulk',
  validateSearch: bulkSearch,
  component: lazyPage(() => import('./page.tsx'), 'BulkPage'),
});

export const bulkRoutes = [bulkRoute];
