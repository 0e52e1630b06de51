import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { enter, organizationId } from './app/place.ts';
import { queries } from './app/queries.ts';
import { keepTheme } from './app/theme.ts';
import { ProblemScreen } from './app/problem-screen.tsx';
import { sessionQuery } from './features/sign-in/session.ts';
import { SignIn } from './features/sign-in/page.tsx';
import { router } from './router.tsx';
import './styles.css';

keepTheme();
const element = document.getElementById('app');
if (element === null) throw new Error('The page has no place for the app.');
const root = createRoot(element);
const show = (content: ReactNode): void => root.render(<StrictMode>{content}</StrictMode>);

try {
  const session = await queries.fetchQuery(sessionQuery);
  const [first] = session.organizations;
  const isInside = session.organizations.some(({ id }) => id === organizationId);
  if (first === undefined) show(<SignIn session={session} />);
  else if (organizationId === null) enter(first.id);
  else if (isInside)
    show(
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>,
    );
  else show(<SignIn session={session} />);
} catch (error) {
  show(<ProblemScreen error={error} />);
}
