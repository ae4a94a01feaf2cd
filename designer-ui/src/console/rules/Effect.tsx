import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Progress, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../api/problem';
import { askForImpact, askForRun, cancelRun, startImpact } from '../../api/rules';
import type { Direction, ExampleRow, Impact, RuleDraft, ServiceImpact } from '../../api/rules';
import { useClient } from '../../app/session';
import { Diagnostics } from '../../parts/Diagnostics';
import { Loading } from '../../parts/Loaded';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { GradeTag } from './RulesPage';

/** How often a run is looked at, in milliseconds. */
const LOOK = 500;

/** What a draft would do to every live service, before anything is done. */
export function Effect({ draft, unsaved }: { readonly draft: RuleDraft; readonly unsaved: boolean }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const [run, setRun] = useState<number>();
  const start = useMutation({ mutationFn: () => startImpact(client, draft.id), onSuccess: (begun) => setRun(begun.run) });
  const cancel = useMutation({ mutationFn: (number: number) => cancelRun(client, number) });
  const progress = useQuery({
    queryKey: ['impact-run', run],
    queryFn: () => askForRun(client, run ?? 0),
    enabled: run !== undefined,
    refetchInterval: (query) => (['waiting', 'running'].includes(query.state.data?.state ?? 'waiting') ? LOOK : false),
  });
  const state = progress.data?.state;
  const impact = useQuery({ queryKey: ['impact', run], queryFn: () => askForImpact(client, run ?? 0), enabled: state === 'done', staleTime: Infinity });
  const going = run !== undefined && (state === undefined || state === 'waiting' || state === 'running');
  const old = progress.data !== undefined && progress.data.revision !== draft.revision;

  return (
    <section aria-labelledby="tg-effect">
      <div className="tg-page-head">
        <div>
          <h2 id="tg-effect">{t('effect.title')}</h2>
          <p className="tg-quiet">{t('effect.intro')}</p>
        </div>
        <div className="tg-actions">
          {going && run !== undefined && <Button onClick={() => cancel.mutate(run)}>{t('effect.cancel')}</Button>}
          <Button type="primary" disabled={going || unsaved} loading={start.isPending} onClick={() => start.mutate()}>
            {t('effect.start')}
          </Button>
        </div>
      </div>
      {unsaved && <p className="tg-quiet">{t('effect.unsaved')}</p>}
      {[start, cancel, progress, impact].map((act, index) => act.isError && <ProblemNotice key={index} problem={problemOf(act.error)} />)}
      {going && (
        <div role="status">
          <Progress aria-label={t('effect.title')} percent={progress.data?.of ? Math.floor((100 * progress.data.done) / progress.data.of) : 0} />
          <span className="tg-quiet">{t(`phase.${progress.data?.phase ?? 'waiting'}`)}</span>
        </div>
      )}
      {state === 'cancelled' && <p>{t('effect.cancelled')}</p>}
      {state === 'failed' && progress.data?.reason && <p role="alert">{formats.text(progress.data.reason)}</p>}
      {progress.data?.diagnostics && progress.data.diagnostics.length > 0 && <Diagnostics diagnostics={progress.data.diagnostics} />}
      {state === 'done' && old && <p role="alert">{t('effect.old')}</p>}
      {state === 'done' && impact.data === undefined && !impact.isError && <Loading />}
      {impact.data && <Outcome impact={impact.data} />}
    </section>
  );
}

function Outcome({ impact }: { readonly impact: Impact }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  const count = (direction: Direction): number =>
    impact.services.reduce((sum, service) => sum + [...service.fields, ...service.access].filter((change) => change.direction === direction).length, 0);
  const refused = impact.services.filter((service) => service.fate === 'newly_refused').length;
  if (impact.services.length === 0) return <p data-testid="effect-outcome">{t('effect.nothing')}</p>;
  return (
    <div data-testid="effect-outcome">
      <p>
        <GradeTag grade={impact.grade} /> {t('effect.counts', { count: impact.services.length })}{' '}
        {(['loosened', 'appeared', 'tightened', 'vanished'] as const)
          .filter((direction) => count(direction) > 0)
          .map((direction) => `${t(`direction.${direction}`)} ${formats.number(count(direction))}`)
          .concat(refused > 0 ? [`${t('fate.newly_refused')} ${formats.number(refused)}`] : [])
          .join(' · ')}
      </p>
      <Table<ServiceImpact>
        rowKey="service"
        size="small"
        pagination={{ hideOnSinglePage: true, pageSize: 20, showSizeChanger: false }}
        dataSource={[...impact.services]}
        expandable={{ expandedRowRender: (service) => <ServiceChanges service={service} />, defaultExpandAllRows: impact.services.length <= 3 }}
        columns={[
          { title: t('services.service'), render: (_, service) => <code>{`${service.service} ${service.version}`}</code> },
          { title: t('rules.grade'), render: (_, service) => <GradeTag grade={service.grade} /> },
          { title: t('effect.fate'), render: (_, service) => t(`fate.${service.fate}`) },
          { title: t('effect.fields'), render: (_, service) => formats.number(service.fields.length) },
          { title: t('effect.grants'), render: (_, service) => (service.grants.length === 0 ? '–' : service.grants.join(', ')) },
        ]}
      />
    </div>
  );
}

function ServiceChanges({ service }: { readonly service: ServiceImpact }): ReactNode {
  const { t } = useTranslation('console');
  return (
    <div className="tg-changes">
      {service.fields.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{t('effect.field')}</th>
              <th>{t('effect.relations')}</th>
              <th>{t('effect.direction')}</th>
              <th>{t('effect.before')}</th>
              <th>{t('effect.after')}</th>
              <th>{t('effect.rules')}</th>
            </tr>
          </thead>
          <tbody>
            {service.fields.map((field) => (
              <tr key={`${field.read}.${field.output}.${field.direction}.${field.audience}.${field.relations.join()}`}>
                <td>
                  <code>{field.paths.length > 0 ? field.paths.join(', ') : field.output}</code>
                </td>
                <td>{[field.relations.join(', '), field.audience].filter(Boolean).join(' · ')}</td>
                <td>
                  <DirectionTag direction={field.direction} />
                </td>
                <td>{field.before}</td>
                <td>{field.after}</td>
                <td>
                  <code>{field.rules_after.join(', ')}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {service.access.map((access) => (
        <p key={`${access.what}.${access.audience}.${access.read}`}>
          <DirectionTag direction={access.direction} /> {[access.what, access.audience, access.read].filter(Boolean).join(' · ')}: {access.before} → {access.after}
        </p>
      ))}
      {service.influences.map((influence) => (
        <p key={`${influence.read}.${influence.column}.${influence.where}`}>
          <code>{influence.column}</code> {influence.where}: {influence.before.join(', ') || '–'} → {influence.after.join(', ') || '–'}
        </p>
      ))}
      {service.examples.map((example, index) => (
        <Example key={index} example={example} />
      ))}
      {service.refusal.length > 0 && <Diagnostics diagnostics={service.refusal} />}
    </div>
  );
}

/** A made-up record before and after, side by side; what changes is marked. */
function Example({ example }: { readonly example: ExampleRow }): ReactNode {
  const { t } = useTranslation('console');
  const members = [...new Set([...Object.keys(example.before), ...Object.keys(example.after)])];
  const shown = (value: unknown): string => (value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value));
  return (
    <table>
      <caption>{t('effect.example', { relations: example.relations.join(', ') })}</caption>
      <thead>
        <tr>
          <th>{t('effect.field')}</th>
          <th>{t('effect.before')}</th>
          <th>{t('effect.after')}</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => {
          const [before, after] = [shown(example.before[member]), shown(example.after[member])];
          return (
            <tr key={member} className={before === after ? undefined : 'tg-changed'}>
              <td>
                <code>{member}</code>
              </td>
              <td>{before}</td>
              <td>{before === after ? after : <strong>{after}</strong>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function DirectionTag({ direction }: { readonly direction: Direction }): ReactNode {
  const { t } = useTranslation('console');
  const colours = { loosened: 'error', appeared: 'error', tightened: 'processing', vanished: 'warning' } as const;
  return <Tag color={colours[direction]}>{t(`direction.${direction}`)}</Tag>;
}
