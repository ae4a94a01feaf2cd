import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select, Table, Tag } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useSession } from '../../app/session';
import { askForFlow, askForNode, MONITOR_CALLS, MONITOR_NODE } from '../../api/watch';
import type { Flowing, NodeState } from '../../api/watch';
import { Loaded, Loading } from '../../parts/Loaded';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';
import { outcomeSeries, SPANS, sumOf, timeSeries } from './flow';
import type { Series } from './flow';
import { OUTCOMES } from './metrics';

const Chart = lazy(() => import('./Chart'));

/** The calls of all nodes over the last hours, minute by minute. */
export function FlowOverTime(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const [minutes, setMinutes] = useState<number>(SPANS[1]);
  const query = useQuery({ queryKey: [MONITOR_CALLS, minutes], queryFn: () => askForFlow(client, minutes), refetchInterval: 15_000, placeholderData: keepPreviousData });
  return (
    <section className="tg-section" aria-label={t('monitor.flow')}>
      <h2>{t('monitor.flow')}</h2>
      <Select<number> aria-label={t('monitor.span')} value={minutes} onChange={setMinutes} options={SPANS.map((value) => ({ value, label: t('monitor.hours', { count: value / 60 }) }))} />
      <Loaded query={query}>{(flow) => <Shown flow={flow} />}</Loaded>
    </section>
  );
}

function Shown({ flow }: { readonly flow: Flowing }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  const sum = useMemo(() => sumOf(flow), [flow]);
  const ms = (micros: number): string => t('monitor.ms', { ms: formats.number(Math.round(micros / 100) / 10) });
  const times = flow.minutes.map((minute) => formats.dateTime(minute.at));
  return (
    <>
      <dl className="tg-terms">
        <dt>{t('monitor.calls')}</dt>
        <dd>{formats.number(sum.calls)}</dd>
        {OUTCOMES.map((outcome) => (
          <div key={outcome} className="tg-term">
            <dt>{t(`outcome.${outcome}`)}</dt>
            <dd>{formats.number(sum.outcomes[outcome])}</dd>
          </div>
        ))}
        <dt>{t('monitor.mean')}</dt>
        <dd>{ms(sum.mean)}</dd>
        <dt>{t('monitor.slowest')}</dt>
        <dd>{ms(sum.slowest)}</dd>
      </dl>
      <Suspense fallback={<Loading />}>
        <div className="tg-charts">
          <Drawn label={t('monitor.byOutcome')} times={times} kind="bar" series={outcomeSeries(flow, (outcome) => t(`outcome.${outcome}`))} />
          <Drawn label={t('monitor.times')} times={times} kind="line" series={timeSeries(flow, t('monitor.mean'), t('monitor.slowest'))} />
        </div>
      </Suspense>
      <div className="tg-charts">
        <Counted title={t('monitor.masks')} none={t('monitor.noMasks')} rows={flow.masks.map((one) => ({ name: one.mask, calls: one.calls }))} />
        <Counted title={t('monitor.whyNot')} none={t('monitor.noProblems')} rows={flow.problems.map((one) => ({ name: one.problem, calls: one.calls }))} />
      </div>
    </>
  );
}

/** Colours of the outcomes and of the lines, in their order; each is told apart on both grounds. */
const COLOURS = ['#3f9d5f', '#c98a1b', '#d0473d', '#7c8b93'];

interface DrawnProps {
  readonly label: string;
  readonly times: readonly string[];
  readonly kind: 'bar' | 'line';
  readonly series: readonly Series[];
}

function Drawn({ label, times, kind, series }: DrawnProps): ReactNode {
  const options = useMemo(
    () => ({
      color: COLOURS,
      aria: { enabled: true, label: { description: label } },
      tooltip: { trigger: 'axis' },
      legend: { bottom: 0 },
      grid: { left: 56, right: 16, top: 16, bottom: 72 },
      dataZoom: [{ type: 'inside' }],
      xAxis: { type: 'category', data: times },
      yAxis: { type: 'value', minInterval: kind === 'bar' ? 1 : 0 },
      series: series.map((one) => ({ ...one, type: kind, ...(kind === 'bar' ? { stack: 'calls' } : { showSymbol: false }) })),
    }),
    [kind, label, series, times],
  );
  return (
    <figure className="tg-figure">
      <figcaption>{label}</figcaption>
      <Chart label={label} options={options} />
    </figure>
  );
}

function Counted({ title, none, rows }: { readonly title: string; readonly none: string; readonly rows: readonly { readonly name: string; readonly calls: number }[] }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  return (
    <Table
      rowKey="name"
      size="small"
      pagination={false}
      locale={{ emptyText: <span className="tg-quiet">{none}</span> }}
      dataSource={[...rows]}
      columns={[
        { title, render: (_, one) => <code>{one.name}</code> },
        { title: t('monitor.calls'), render: (_, one) => formats.number(one.calls) },
      ]}
    />
  );
}

/** What the node that answers keeps in memory: answers, breakers, quota. */
export function NodeMemory(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  // what a node holds is its operator's
  const may = useSession()?.roles.includes('operator') ?? false;
  const query = useQuery({ queryKey: [MONITOR_NODE], queryFn: () => askForNode(client), refetchInterval: 5_000, enabled: may });
  if (!may) return null;
  return (
    <section className="tg-section" aria-label={t('monitor.node')}>
      <h2>{t('monitor.node')}</h2>
      <Loaded query={query}>{(node) => <Memory node={node} />}</Loaded>
    </section>
  );
}

const STATES = { closed: 'success', half_open: 'warning', open: 'error' } as const;

function Memory({ node }: { readonly node: NodeState }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  const asked = node.cache.kept + node.cache.made + node.cache.stale;
  return (
    <>
      <dl className="tg-terms">
        <dt>{t('monitor.cached')}</dt>
        <dd>{t('monitor.cachedNow', { answers: formats.number(node.cache.answers), bytes: formats.number(node.cache.bytes) })}</dd>
        <dt>{t('monitor.hits')}</dt>
        <dd>{asked === 0 ? '–' : t('monitor.hitsOf', { percent: formats.number(Math.round((1000 * (node.cache.kept + node.cache.stale)) / asked) / 10), asked: formats.number(asked) })}</dd>
      </dl>
      <Scrolled label={t('monitor.breakers')}>
        <Table<NodeState['breakers'][number]>
          rowKey="source"
          size="small"
          pagination={false}
          locale={{ emptyText: <span className="tg-quiet">{t('monitor.noBreakers')}</span> }}
          dataSource={[...node.breakers]}
          columns={[
            { title: t('monitor.breaker'), render: (_, one) => <code>{one.source}</code> },
            { title: t('monitor.state'), render: (_, one) => <Tag color={STATES[one.state]}>{t(`breaker.${one.state}`)}</Tag> },
            { title: t('monitor.reads'), render: (_, one) => formats.number(one.reads) },
            { title: t('monitor.failing'), render: (_, one) => (one.failure_rate === null ? '–' : `${formats.number(one.failure_rate)} %`) },
            { title: t('monitor.tried'), render: (_, one) => (one.tried_in_ms === 0 ? '–' : t('monitor.ms', { ms: formats.number(one.tried_in_ms) })) },
          ]}
        />
      </Scrolled>
      <Scrolled label={t('monitor.quota')}>
        <Table<NodeState['quota'][number]>
          rowKey={(one) => `${one.application} ${one.service} ${one.agreement}`}
          size="small"
          pagination={false}
          locale={{ emptyText: <span className="tg-quiet">{t('monitor.noQuota')}</span> }}
          dataSource={[...node.quota]}
          columns={[
            { title: t('monitor.quota'), render: (_, one) => one.application ?? t('monitor.withoutKey') },
            { title: t('services.service'), render: (_, one) => one.service },
            {
              title: t('monitor.used'),
              render: (_, one) => one.buckets.map((bucket) => t('monitor.bucket', { bucket: t(`bucket.${bucket.bucket}`), used: formats.number(bucket.used), limit: formats.number(bucket.limit) })).join(' · '),
            },
          ]}
        />
      </Scrolled>
    </>
  );
}
