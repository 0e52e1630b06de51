import { createRootRoute, createRoute, redirect } from '@tanstack/react-router';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';
import { ProblemPage } from './problem-page.tsx';

/** Every page is a child of it: `features/<feature>/route.ts` makes them, router.tsx lists them. */
export const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: ProblemPage });

/** The review queue is the home of the app. */
export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/review' });
  },
});
