import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Progress, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { problemOf } from '../../api/problem';
import {
  askForProposals,
  askForSource,
  changeSource,
  collectSource,
  describeSource,
  PROPOSAL_STATES,
  proposalsPath,
  removeSource,
  sourcePath,
  testSource,
} from '../../api/sources';
import type { Collection, ListedProposal, ProposalState, RegisteredSource, SourceChange } from '../../api/sources';
import { useClient, useSession } from '../../app/session';
import { Diagnostics } from '../../parts/Diagnostics';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { Pages } from '../../parts/Pages';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { SourceForm } from './SourceForm';
import { mayProvide } from './sources';

export const STATE_COLOURS = { proposed: 'warning', confirmed: 'success', left_out: undefined, unusable: 'error' } as const;

/** One source: where it is, how far a look at it is, and what it has. */
export function SourcePage(): ReactNode {
  const { t } = useTranslation('console');
  const id = useParams().source ?? '';
  const client = useClient();
  const formats = useFormats();
  const query = useQuery({
    queryKey: [sourcePath(id)],
    queryFn: () => askForSource(client, id),
    refetchInterval: ({ state }) => (state.data?.collection?.state === 'running' ? 1_000 : false),
  });
  return (
    <Loaded query={query}>
      {(source) => (
        <Page
          title={formats.text(source.title)}
          intro={
            <>
              <code>{source.source}</code> {t(`sources.kinds.${source.kind}`)} · <code>{source.url}</code> {source.schema !== undefined && <code>{source.schema}</code>}
            </>
          }
          actions={<Link to="/console/sources">{t('sources.all')}</Link>}
          call={`GET ${sourcePath(id)} · GET ${proposalsPath(id)}`}
        >
          <Acts source={source} />
          {source.collection && <Run run={source.collection} />}
          <Proposals source={source} />
        </Page>
      )}
    </Loaded>
  );
}

function Run({ run }: { readonly run: Collection }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  const percent = run.total === 0 ? 0 : Math.floor((100 * run.done) / run.total);
  return (
    <section className="tg-section" role="status">
      <p>
        {run.state === 'running'
          ? t('sources.running', { done: formats.number(run.done), total: formats.number(run.total) })
          : `${formats.text(run.message)} · ${formats.dateTime(run.ended_at ?? run.begun_at)}`}
      </p>
      {run.state === 'running' && <Progress percent={percent} aria-label={t('sources.collect')} />}
    </section>
  );
}

/** What its provider does with a source. */
function Acts({ source }: { readonly source: RegisteredSource }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const provides = mayProvide(useSession());
  const [changing, setChanging] = useState(false);
  const renew = (): Promise<void> => queries.invalidateQueries({ queryKey: [sourcePath(source.source)] });
  const test = useMutation({ mutationFn: () => testSource(client, source.source) });
  const collect = useMutation({ mutationFn: () => collectSource(client, source.source), onSettled: renew });
  const change = useMutation({
    mutationFn: (told: SourceChange) => changeSource(client, source, told),
    onSuccess: async () => {
      setChanging(false);
      await renew();
    },
  });
  const remove = useMutation({ mutationFn: () => removeSource(client, source), onSuccess: () => navigate('/console/sources') });
  if (!provides) return null;
  const failed = [test, collect, change, remove].find((one) => one.isError);
  return (
    <section className="tg-section">
      <div className="tg-actions">
        <Button loading={test.isPending} onClick={() => test.mutate()}>
          {t('sources.test')}
        </Button>
        {source.kind === 'postgresql' && (
          <Button type="primary" loading={collect.isPending} disabled={source.collection?.state === 'running'} onClick={() => collect.mutate()}>
            {t('sources.collect')}
          </Button>
        )}
        <Button onClick={() => setChanging(!changing)}>{t('sources.change')}</Button>
        <Button danger disabled={source.proposals.confirmed > 0} loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('sources.remove')}
        </Button>
      </div>
      {test.data && (
        <p role="status">
          <Tag color={test.data.ok ? 'success' : 'error'}>{t(test.data.ok ? 'sources.reached' : 'sources.notReached')}</Tag> {formats.text(test.data.message)}
        </p>
      )}
      {failed && <ProblemNotice problem={problemOf(failed.error)} />}
      {changing && <SourceForm key={source.revision} source={source} busy={change.isPending} send={(_id, _kind, told) => change.mutate(told)} />}
      {source.kind !== 'postgresql' && <Describe source={source} />}
    </section>
  );
}

/** Proposes an operation from what a source says of itself. */
function Describe({ source }: { readonly source: RegisteredSource }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const navigate = useNavigate();
  const [description, setDescription] = useState('');
  const [operation, setOperation] = useState('');
  const describe = useMutation({
    mutationFn: () => describeSource(client, source.source, description, operation),
    onSuccess: (proposal) => navigate(`${proposal.id}`),
  });
  return (
    <div className="tg-decide">
      <h2>{t('sources.describe')}</h2>
      <label>
        {t(source.kind === 'rest' ? 'sources.openapi' : 'sources.wsdl')}
        <Input.TextArea className="tg-description" rows={6} value={description} onChange={(event) => setDescription(event.target.value)} />
      </label>
      <label>
        {t('sources.operation')}
        <Input className="tg-short" value={operation} onChange={(event) => setOperation(event.target.value)} />
      </label>
      <div>
        <Button type="primary" loading={describe.isPending} disabled={description === '' || operation === ''} onClick={() => describe.mutate()}>
          {t('sources.propose')}
        </Button>
      </div>
      {describe.isError && (
        <>
          <ProblemNotice problem={problemOf(describe.error)} />
          <Diagnostics diagnostics={problemOf(describe.error).diagnostics} />
        </>
      )}
    </div>
  );
}

function Proposals({ source }: { readonly source: RegisteredSource }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const [q, setQ] = useState('');
  const [state, setState] = useState<ProposalState>();
  const query = useInfiniteQuery({
    queryKey: [sourcePath(source.source), proposalsPath(source.source), q, state, source.collection?.done],
    queryFn: ({ pageParam }) => askForProposals(client, source.source, { q, state }, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_after,
  });
  return (
    <section className="tg-section">
      <div className="tg-section-head">
        <h2>{t('sources.resources')}</h2>
        <div className="tg-actions">
          <Input.Search className="tg-short" aria-label={t('sources.find')} placeholder={t('sources.find')} allowClear onSearch={setQ} />
          <Select<ProposalState>
            aria-label={t('sources.state')}
            placeholder={t('sources.state')}
            allowClear
            value={state}
            onChange={(chosen?: ProposalState) => setState(chosen)}
            options={PROPOSAL_STATES.map((value) => ({ value, label: `${t(`sources.states.${value}`)} ${formats.number(source.proposals[value])}` }))}
          />
        </div>
      </div>
      <Pages query={query} label={t('sources.resources')}>
        {(pages) => (
          <Table<ListedProposal>
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={pages.flatMap((page) => page.proposals)}
            columns={[
              { title: t('sources.resource'), render: (_, proposal) => <Link to={`${proposal.id}`}>{proposal.name}</Link> },
              {
                title: t('sources.state'),
                render: (_, proposal) => (
                  <>
                    <Tag color={STATE_COLOURS[proposal.state]}>{t(`sources.states.${proposal.state}`)}</Tag>
                    {proposal.in_catalog && proposal.state !== 'confirmed' && <Tag color="success">{t('sources.earlier')}</Tag>}
                  </>
                ),
              },
              { title: t('sources.rows'), render: (_, proposal) => (proposal.rows === undefined ? '–' : formats.number(proposal.rows)) },
              { title: t('sources.author'), render: (_, proposal) => proposal.author ?? t('sources.machine') },
              { title: t('sources.changed'), render: (_, proposal) => formats.dateTime(proposal.changed_at) },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}
