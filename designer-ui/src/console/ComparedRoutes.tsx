import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForStepTable, ROUTE_STEPS } from '../api/designing';
import { useClient } from '../app/session';
import { Loaded, Loading } from '../parts/Loaded';

const RouteDifference = lazy(() => import('../designer/view/RouteDifference'));

/** Two routes as they are drawn, with what became of their steps. */
export function ComparedRoutes({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  // the canvas is large, and many only read
  const [drawn, setDrawn] = useState(false);
  const table = useQuery({ queryKey: [ROUTE_STEPS], queryFn: () => askForStepTable(client), staleTime: Infinity, enabled: drawn });
  if (!drawn) return <Button onClick={() => setDrawn(true)}>{t('review.draw')}</Button>;
  return (
    <Suspense fallback={<Loading />}>
      <Loaded query={table}>{(steps) => <RouteDifference before={before} after={after} table={steps} />}</Loaded>
    </Suspense>
  );
}
