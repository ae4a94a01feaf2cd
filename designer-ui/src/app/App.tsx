import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import type { ComponentType, ReactNode } from 'react';
import { createBrowserRouter, Navigate, RouterProvider } from 'react-router';
import { problemOf } from '../api/problem';
import { NoPage } from '../parts/NoPage';
import { NoRight, ProblemPage } from '../parts/ProblemNotice';
import { AppFrame } from './AppFrame';
import { ChoicesProvider } from './ChoicesProvider';
import { DOORS, firstPath } from './doors';
import type { Door } from './doors';
import { SessionProvider, useSession } from './session';

// each door is fetched when somebody goes through it
const pages: Record<Door, ComponentType> = {
  portal: lazy(() => import('../portal/Portal')),
  designer: lazy(() => import('../designer/Designer')),
  console: lazy(() => import('../console/Console')),
};

const SignInPage = lazy(() => import('./SignInPage'));

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // what was refused will be refused again; what nobody answered may be answered
      retry: (times, error) => times < 2 && [0, 502, 503, 504].includes(problemOf(error).status),
    },
  },
});

const router = createBrowserRouter(
  [
    {
      element: <AppFrame />,
      children: [
        { index: true, element: <Home /> },
        { path: 'login', element: <SignInPage /> },
        ...DOORS.map((door) => ({ path: `${door.path.slice(1)}/*`, element: <Behind door={door.door} /> })),
        { path: '*', element: <NoPage /> },
      ],
    },
  ],
  { basename: import.meta.env.BASE_URL.replace(/\/$/, '') },
);

export function App(): ReactNode {
  return (
    <ChoicesProvider>
      <QueryClientProvider client={queries}>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </QueryClientProvider>
    </ChoicesProvider>
  );
}

function Home(): ReactNode {
  return <Navigate to={firstPath(useSession())} replace />;
}

/** A door, when it opens to whoever is signed in. */
function Behind({ door }: { readonly door: Door }): ReactNode {
  const session = useSession();
  if (session?.mustChangePassword) return <Navigate to="/login" replace />;
  if (!DOORS.some((one) => one.door === door && one.opensTo(session))) {
    return session === undefined ? <ProblemPage problem={{ status: 401, code: '', title: '', detail: '', diagnostics: [] }} /> : <NoRight />;
  }
  const Page = pages[door];
  return <Page />;
}
