import { useQuery } from '@tanstack/react-query';
import { Table, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { askForExplanation, explanationPath } from '../../api/lent';
import type { ExplainedField, Explanation } from '../../api/lent';
import { useClient } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';
import { Facts } from '../Facts';

/** Why one of our calls was answered what it was: by which revision, under what agreement, and what hid each field by which rule. */
export default function ExplainPage(): ReactNode {
  const { t } = useTranslation('portal');
  const trace = useParams().trace ?? '';
  const client = useClient();
  const query = useQuery({ queryKey: [explanationPath(trace)], queryFn: () => askForExplanation(client, trace) });
  return (
    <Page title={t('explain.title')} intro={t('explain.intro')} actions={<Link to="/portal/calls">{t('explain.back')}</Link>} call={`GET ${explanationPath(trace)}`}>
      <Loaded query={query}>{(explanation) => <Explained explanation={explanation} />}</Loaded>
    </Page>
  );
}

function Explained({ explanation: { call, agreements, service } }: { readonly explanation: Explanation }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  return (
    <>
      <Facts
        facts={[
          [t('lent.at'), formats.dateTime(call.at)],
          [
            t('lent.outcome'),
            <>
              {`${t(`outcome.${call.outcome}`)} ${call.status} `}
              {call.problem && <code>{call.problem}</code>}
            </>,
          ],
          [
            t('explain.revision'),
            <>
              <Link to={`/portal/services/${encodeURIComponent(call.service)}`}>{service ? formats.text(service.title) : call.service}</Link>{' '}
              <code>{`${call.service} ${call.version}`}</code>
              <div className="tg-quiet">
                <code>{call.fingerprint}</code>
              </div>
            </>,
          ],
          [t('explain.epoch'), formats.number(call.epoch)],
          [t('explain.rows'), formats.number(call.rows)],
          [t('explain.you'), call.relations.length === 0 ? t('explain.nobody') : call.relations.map((one) => <Tag key={one}>{t(`relation.${one}`, one)}</Tag>)],
          [
            t('explain.masks'),
            call.masks.length === 0
              ? t('explain.nothing')
              : call.masks.map((one) => (
                  <Tag color="warning" key={one}>
                    {one}
                  </Tag>
                )),
          ],
          [
            t('explain.agreement'),
            agreements.length === 0
              ? t('explain.noAgreement')
              : agreements.map((one) => (
                  <div key={one.id}>
                    <Link to={`/portal/agreements/${one.id}`}>{one.name}</Link>{' '}
                    {t('explain.clause', { purpose: t(`purpose.${one.purpose}`, one.purpose), from: formats.date(one.from), to: formats.date(one.to), rows: t(`value.openness.${one.rows}`, one.rows) })}
                  </div>
                )),
          ],
        ]}
      />
      <h2>{t('explain.fields')}</h2>
      {service === undefined ? <p className="tg-quiet">{t('explain.replaced')}</p> : <Fields fields={service.fields} agreed={agreements.length === 0 ? undefined : new Set(agreements.flatMap((one) => one.fields))} />}
    </>
  );
}

/** What hides each field, by which rule. */
function Fields({ fields, agreed }: { readonly fields: readonly ExplainedField[]; readonly agreed?: ReadonlySet<string> }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  return (
    <Scrolled label={t('explain.fields')}>
      <Table<ExplainedField>
        rowKey="field"
        size="small"
        pagination={false}
        dataSource={fields}
        columns={[
          {
            title: t('service.field'),
            width: 240,
            render: (_, one) => (
              <>
                <code>{one.field}</code>
                {one.title && <div className="tg-quiet">{formats.text(one.title)}</div>}
              </>
            ),
          },
          { title: t('explain.label'), width: 160, render: (_, one) => <Tag>{one.label}</Tag> },
          ...(agreed ? [{ title: t('explain.agreed'), width: 100, render: (_: unknown, one: ExplainedField) => t(agreed.has(one.field) ? 'service.yes' : 'service.no') }] : []),
          {
            title: t('explain.hidden'),
            render: (_, one) =>
              one.relations.length === 0 ? (
                <span className="tg-quiet">{t('explain.never')}</span>
              ) : (
                one.relations.map((by) => (
                  <div key={by.relation}>
                    {`${t(`relation.${by.relation}`, by.relation)} `}
                    {by.mask === 'none' ? <Tag color="success">{t('service.open')}</Tag> : <Tag color="warning">{by.mask}</Tag>}
                    <code className="tg-quiet">{by.rules.join(', ')}</code>
                  </div>
                ))
              ),
          },
        ]}
      />
    </Scrolled>
  );
}
