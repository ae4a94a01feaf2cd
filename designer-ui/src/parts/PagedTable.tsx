import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { TableProps } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';
import { Loading } from './Loaded';
import { LongTable } from './LongTable';
import { ProblemNotice, ProblemPage } from './ProblemNotice';

/** How many rows are asked for at once. */
export const PAGE = 200;

interface PagedTableProps<P, T extends object> extends Pick<TableProps<T>, 'columns' | 'rowKey'> {
  readonly query: UseInfiniteQueryResult<InfiniteData<P>>;
  /** What is in it. */
  readonly label: string;
  /** What is said when there is nothing. */
  readonly none: string;
  /** The rows of a page; always the same function, for all pages are gone through when another one is given. */
  readonly rowsOf: (page: P) => readonly T[];
}

/** A record without end, in each of its states. More is fetched before its end is reached, or by a button. */
export function PagedTable<P, T extends object>({ query, label, none, rowsOf, ...table }: PagedTableProps<P, T>): ReactNode {
  const { t } = useTranslation();
  const { data, hasNextPage, isFetching, isError, isFetchNextPageError, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap(rowsOf) ?? [], [data, rowsOf]);
  const again = (): void => void (isFetchNextPageError ? fetchNextPage() : query.refetch());
  if (data === undefined) return isError ? <ProblemPage problem={problemOf(query.error)} again={again} /> : <Loading />;
  // what failed is not asked for again by every turn of a wheel
  const more = hasNextPage && !isFetching && !isError ? (): void => void fetchNextPage() : undefined;
  return (
    <>
      <LongTable<T> {...table} label={label} size="small" rows={rows} more={more} locale={{ emptyText: <span className="tg-quiet">{none}</span> }} />
      {isError && <ProblemNotice problem={problemOf(query.error)} again={again} />}
      {hasNextPage && (
        <Button className="tg-gap" loading={query.isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}
