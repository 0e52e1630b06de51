import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/routes.tsx';
import { auditSearch } from './search.ts';

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./page.tsx'), 'AuditPage'),
});

export const auditRoutes = [auditRoute];
