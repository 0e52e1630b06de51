import { createRoute } from '@tanstack/react-router';
import { lazyPage } from '../../app/lazy-page.ts';
import { rootRoute } from '../../app/routes.tsx';
import { settingsSearch } from './search.ts';

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  validateSearch: settingsSearch,
  component: lazyPage(() => import('./page.tsx'), 'SettingsPage'),
});

export const settingsRoutes = [settingsRoute];
