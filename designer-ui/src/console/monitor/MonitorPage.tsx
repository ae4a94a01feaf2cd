import { useQuery } from '@tanstack/react-query';
import { Table, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { askForMetrics, METRICS, MONITOR_CALLS, MONITOR_NODE } from '../../api/watch';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';
import { FlowOverTime, NodeMemory } from './FlowOverTime';
import { countsOf, OUTCOMES, readMetrics } from './metrics';
import type { Counts, ProblemCounts, ServiceCounts } from './metrics';
import './monitor.css';

/** What a node counts of its calls. */
export function MonitorPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  // what a node counts is its operator's; the calls of all an auditor sees as well
  const operates = useSession()?.roles.includes('operator') ?? false;
  const query = useQuery({ queryKey: [METRICS], queryFn: async () => countsOf(readMetrics(await askForMetrics(client))), refetchInterval: 5_000, enabled: operates });
  return (
    <Page title={t('monitor.title')} intro={t('monitor.intro')} call={[MONITOR_CALLS, ...(operates ? [MONITOR_NODE, METRICS] : [])].map((path) => `GET ${path}`).join(' · ')}>
      <FlowOverTime />
      <NodeMemory />
      {operates && (
        <section className="tg-section" aria-label={t('monitor.counted')}>
          <h2>{t('monitor.counted')}</h2>
          <Loaded query={query} empty={(counts) => counts.services.length === 0} whenEmpty={<p className="tg-quiet">{t('monitor.none')}</p>}>
            {(counts) => <Shown counts={counts} />}
          </Loaded>
        </section>
      )}
    </Page>
  );
}

function Shown({ counts }: { readonly counts: Counts }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  const time = (seconds: number): string =>
    Number.isFinite(seconds) ? t('monitor.ms', { ms: formats.number(seconds * 1000) }) : t('monitor.longer', { ms: formats.number(counts.greatestBound * 1000) });
  return (
    <>
      <dl className="tg-terms">
        <dt>{t('monitor.waiting')}</dt>
        <dd>{formats.number(counts.waiting)}</dd>
        <dt>{t('monitor.unrecorded')}</dt>
        <dd>{counts.unrecorded === 0 ? formats.number(0) : <Tag color="error">{formats.number(counts.unrecorded)}</Tag>}</dd>
      </dl>
      <h2>{t('monitor.services')}</h2>
      <Scrolled label={t('monitor.services')}>
        <Table<ServiceCounts>
          rowKey="service"
          size="small"
          pagination={{ hideOnSinglePage: true, pageSize: 30, showSizeChanger: false }}
          dataSource={[...counts.services]}
          columns={[
            { title: t('services.service'), render: (_, one) => <Link to={`/console/calls?service=${encodeURIComponent(one.service)}`}>{one.service}</Link> },
            {
              title: t('monitor.calls'),
              render: (_, one) => (
                <>
                  {formats.number(one.calls)}
                  <div className="tg-shares" aria-hidden>
                    {OUTCOMES.map((outcome) => (
                      <span key={outcome} className={`tg-share-${outcome}`} style={{ flexGrow: one.outcomes[outcome] }} />
                    ))}
                  </div>
                </>
              ),
            },
            ...OUTCOMES.map((outcome) => ({ title: t(`outcome.${outcome}`), render: (_: unknown, one: ServiceCounts) => formats.number(one.outcomes[outcome]) })),
            { title: t('monitor.half'), render: (_, one) => time(one.half) },
            { title: t('monitor.most'), render: (_, one) => time(one.most) },
            { title: t('monitor.rows'), render: (_, one) => formats.number(one.rows) },
            { title: t('monitor.bytes'), render: (_, one) => formats.number(one.bytes) },
          ]}
        />
      </Scrolled>
      <h2 className="tg-gap">{t('monitor.problems')}</h2>
      <Table<ProblemCounts>
        rowKey="problem"
        size="small"
        pagination={false}
        locale={{ emptyText: <span className="tg-quiet">{t('monitor.noProblems')}</span> }}
        dataSource={[...counts.problems]}
        columns={[
          { title: t('monitor.origin'), render: (_, one) => t(`monitor.of.${one.origin}`) },
          { title: t('monitor.problem'), render: (_, one) => <code>{one.problem}</code> },
          { title: t('monitor.calls'), render: (_, one) => formats.number(one.calls) },
        ]}
      />
    </>
  );
}
