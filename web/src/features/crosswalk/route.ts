import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';

const crosswalkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/crosswalks',
  component: lazyPage(() => import('./page.tsx'), 'CrosswalksPage'),
});

export const crosswalkRoutes = [crosswalkRoute];
