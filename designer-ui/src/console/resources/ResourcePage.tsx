import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { problemOf } from '../../api/problem';
import { askForResource, measureResource, previewResource, resourcePath } from '../../api/resources';
import type { MeasuredField, MeasuredResource, MeasureSummary } from '../../api/resources';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';
import { DRIFT_COLOURS, mayMeasure, mayPreview, rowsOf, sizeOf, spanOf } from './measures';

/** One resource: what is described of it, what its source says, what has drifted, and what an interface would show. */
export function ResourcePage(): ReactNode {
  const { t } = useTranslation('console');
  const id = useParams().resource ?? '';
  const client = useClient();
  const formats = useFormats();
  const query = useQuery({
    queryKey: [resourcePath(id)],
    queryFn: () => askForResource(client, id),
    refetchInterval: ({ state }) => (state.data?.run?.state === 'running' ? 1_000 : false),
  });
  return (
    <Loaded query={query}>
      {(resource) => (
        <Page
          title={formats.text(resource.title)}
          intro={
            <>
              <code>{resource.id}</code> · <code>{`${resource.source}/${resource.name}`}</code> · {formats.text(resource.summary)}
            </>
          }
          actions={<Link to="/console/resources">{t('resources.all')}</Link>}
          call={`GET ${resourcePath(id)}`}
        >
          <Measured resource={resource} />
          <Fields resource={resource} />
          <Preview resource={resource} />
          <History resource={resource} />
        </Page>
      )}
    </Loaded>
  );
}

/** What was last measured, and the way to do it now. */
function Measured({ resource }: { readonly resource: MeasuredResource }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const queries = useQueryClient();
  const may = mayMeasure(useSession());
  const measure = useMutation({
    mutationFn: () => measureResource(client, resource.id),
    onSettled: () => queries.invalidateQueries({ queryKey: [resourcePath(resource.id)] }),
  });
  const { measure: last, frequency, run } = resource;
  const running = run?.state === 'running';
  const span = (seconds: number | undefined): string => {
    if (seconds === undefined) return '–';
    const { unit, count } = spanOf(seconds);
    return t(`resources.spans.${unit}`, { count, number: formats.number(count) });
  };
  return (
    <section className="tg-section">
      <div className="tg-section-head">
        <h2>{t('resources.measured')}</h2>
        {may && (
          <Button type="primary" loading={measure.isPending || running} onClick={() => measure.mutate()}>
            {t('resources.measure')}
          </Button>
        )}
      </div>
      {measure.isError && <ProblemNotice problem={problemOf(measure.error)} />}
      {running && <p role="status">{t('resources.measuring')}</p>}
      {!last && !running && <p className="tg-quiet">{t('resources.notMeasured')}</p>}
      {last?.failed && (
        <p role="status">
          <Tag color="error">{t('resources.failed')}</Tag> {formats.text(last.message)}
        </p>
      )}
      {frequency.late && (
        <p role="status">
          <Tag color="warning">{t('resources.tooLate')}</Tag> {t('resources.late', { declared: frequency.declared })}
        </p>
      )}
      <dl className="tg-terms">
        <Fact name={t('resources.department')}>{resource.department}</Fact>
        <Fact name={t('resources.theme')}>{resource.theme}</Fact>
        <Fact name={t('resources.tags')}>{resource.tags.join(', ') || '–'}</Fact>
        <Fact name={t('resources.openness')}>{t(`openness.${resource.openness}`, { defaultValue: resource.openness })}</Fact>
        <Fact name={t('resources.rows')}>{rowsOf(last, formats)}</Fact>
        <Fact name={t('resources.size')}>{sizeOf(last?.bytes, formats)}</Fact>
        <Fact name={t('resources.lastChange')}>
          {last?.last_change ? formats.dateTime(last.last_change) : '–'} {last?.last_change_by && <code>{last.last_change_by}</code>}
        </Fact>
        <Fact name={t('resources.declared')}>{frequency.declared}</Fact>
        <Fact name={t('resources.observed')}>{span(frequency.observed_seconds)}</Fact>
        {last && <Fact name={t('resources.at')}>{`${formats.dateTime(last.measured_at)} · ${last.actor}`}</Fact>}
      </dl>
      {last && (
        <>
          <h2>
            {t('resources.drift')} <Tag color={DRIFT_COLOURS[last.drift]}>{t(`resources.drifts.${last.drift}`)}</Tag>
          </h2>
          {last.drifts.length > 0 && (
            <ul>
              {last.drifts.map((drift) => (
                <li key={`${drift.kind} ${drift.place}`}>{formats.text(drift.message)}</li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Fields({ resource }: { readonly resource: MeasuredResource }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  const shares = new Map(resource.measure?.fields.map((field) => [field.name, field.empty_share]));
  const filled = (field: MeasuredField): string => {
    const share = shares.get(field.name);
    return share === undefined ? '–' : `${formats.number(Math.round((1 - share) * 1_000) / 10)} %`;
  };
  return (
    <section className="tg-section">
      <h2>{t('resources.fields', { count: resource.fields.length })}</h2>
      {resource.measure && <p className="tg-quiet">{t('resources.lookedAt', { records: formats.number(resource.measure.looked_at) })}</p>}
      <Scrolled label={t('resources.fields', { count: resource.fields.length })}>
        <Table<MeasuredField>
          rowKey="name"
          size="small"
          pagination={{ hideOnSinglePage: true, pageSize: 50, showSizeChanger: false }}
          dataSource={[...resource.fields]}
          columns={[
            { title: t('resources.field'), render: (_, field) => <code>{field.name}</code> },
            { title: t('resources.name'), render: (_, field) => formats.text(field.title) },
            { title: t('resources.type'), render: (_, field) => (field.format === '' ? field.type : `${field.type} (${field.format})`) },
            { title: t('resources.length'), render: (_, field) => (field.length === 0 ? '–' : formats.number(field.length)) },
            { title: t('resources.sensitivity'), dataIndex: 'sensitivity' },
            { title: t('resources.filled'), render: (_, field) => filled(field) },
          ]}
        />
      </Scrolled>
    </section>
  );
}

/** What the interface would answer one of the cast. */
function Preview({ resource }: { readonly resource: MeasuredResource }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const may = mayPreview(useSession());
  const [as, setAs] = useState(resource.callers[0]?.as ?? '');
  const look = useMutation({ mutationFn: () => previewResource(client, resource.id, as) });
  return (
    <section className="tg-section">
      <h2>{t('resources.preview')}</h2>
      <p className="tg-quiet">{t(may ? 'resources.previewIntro' : 'resources.noPreview')}</p>
      {may && (
        <div className="tg-actions">
          <Select
            aria-label={t('resources.as')}
            value={as}
            onChange={setAs}
            options={resource.callers.map((caller) => ({ value: caller.as, label: caller.name === '' ? caller.as : `${caller.name} (${caller.as})` }))}
          />
          <Button loading={look.isPending} onClick={() => look.mutate()}>
            {t('resources.look')}
          </Button>
        </div>
      )}
      {look.isError && <ProblemNotice problem={problemOf(look.error)} />}
      {look.data && (
        <Scrolled label={t('resources.preview')}>
          <pre>{JSON.stringify(look.data.answer ?? look.data.problem, null, 2)}</pre>
        </Scrolled>
      )}
    </section>
  );
}

function History({ resource }: { readonly resource: MeasuredResource }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  if (resource.history.length < 2) return null;
  return (
    <section className="tg-section">
      <h2>{t('resources.history')}</h2>
      <Scrolled label={t('resources.history')}>
        <Table<MeasureSummary>
          rowKey="measured_at"
          size="small"
          pagination={false}
          dataSource={[...resource.history]}
          columns={[
            { title: t('resources.at'), render: (_, measure) => formats.dateTime(measure.measured_at) },
            { title: t('resources.by'), dataIndex: 'actor' },
            { title: t('resources.rows'), render: (_, measure) => (measure.failed ? t('resources.failed') : rowsOf(measure, formats)) },
            { title: t('resources.size'), render: (_, measure) => sizeOf(measure.bytes, formats) },
            { title: t('resources.lastChange'), render: (_, measure) => (measure.last_change ? formats.dateTime(measure.last_change) : '–') },
            { title: t('resources.drift'), render: (_, measure) => <Tag color={DRIFT_COLOURS[measure.drift]}>{t(`resources.drifts.${measure.drift}`)}</Tag> },
          ]}
        />
      </Scrolled>
    </section>
  );
}
