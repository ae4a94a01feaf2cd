import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { askForStepTable, ROUTE_STEPS } from '../api/designing';
import { useClient } from '../app/session';
import { Loaded, Loading } from '../parts/Loaded';

const RouteDifference = lazy(() => import('../designer/view/RouteDifference'));

/** Two routes as they are drawn, with what became of their steps. */
export function ComparedRoutes({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const client = useClient();
  const table = useQuery({ queryKey: [ROUTE_STEPS], queryFn: () => askForStepTable(client), staleTime: Infinity });
  return (
    <Suspense fallback={<Loading />}>
      <Loaded query={table}>{(steps) => <RouteDifference before={before} after={after} table={steps} />}</Loaded>
    </Suspense>
  );
}
