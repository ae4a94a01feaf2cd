import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { Loading } from './Loaded';
import { ProblemPage } from './ProblemNotice';
import { Scrolled } from './Scrolled';

interface PagesProps<T> {
  readonly query: UseInfiniteQueryResult<InfiniteData<T>>;
  /** What is in it. */
  readonly label: string;
  readonly children: (pages: readonly T[]) => ReactNode;
}

/** A record without end, in each of its states: what was read of it so far, and the way to more. */
export function Pages<T>({ query, label, children }: PagesProps<T>): ReactNode {
  const { t } = useTranslation();
  if (query.data === undefined) {
    return query.isError ? <ProblemPage problem={problemOf(query.error)} again={() => void query.refetch()} /> : <Loading />;
  }
  return (
    <>
      <Scrolled label={label}>{children(query.data.pages)}</Scrolled>
      {query.hasNextPage && (
        <Button className="tg-gap" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}
