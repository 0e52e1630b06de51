import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/routes.tsx';
import { settingsSearch } from './search.ts';

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import('./page.tsx'), 'SettingsPage'),
});

export const settingsRoutes = [settingsRoute];
