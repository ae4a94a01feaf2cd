import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { ProblemNotice, ProblemPage } from './ProblemNotice';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  /** Whether there is nothing to show. */
  readonly empty?: (data: T) => boolean;
  /** What to say, and perhaps offer, then. */
  readonly whenEmpty?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/**
 * What was asked of the engine, in each of its states: on its way, failed, nothing there, and there. What was there before stays on the screen
 * while it is asked again, and when that fails.
 */
export function Loaded<T>({ query, empty, whenEmpty, children }: LoadedProps<T>): ReactNode {
  const { t } = useTranslation();
  const again = (): void => void query.refetch();
  if (query.data === undefined) {
    return query.isError ? <ProblemPage problem={problemOf(query.error)} again={again} /> : <Loading />;
  }
  return (
    <>
      {query.isError && <ProblemNotice problem={problemOf(query.error)} again={again} />}
      {empty?.(query.data) ? (whenEmpty ?? <p className="tg-state tg-quiet">{t('empty')}</p>) : children(query.data)}
    </>
  );
}

/** Something is on its way. */
export function Loading(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="tg-loading" role="status">
      <span>{t('loading')}</span>
    </div>
  );
}
