import { useQuery } from '@tanstack/react-query';
import { Input, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { accessPath, askForAccess } from '../../api/lives';
import type { AgreedAccess, FieldAccess, ReleaseAccess } from '../../api/lives';
import { useClient } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';
import { fieldsWith, givenBy, maskOf, relationsOf } from './life';

/** Who can see each field of a service, and why. */
export function Access({ service }: { readonly service: string }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const query = useQuery({ queryKey: [accessPath(service)], queryFn: () => askForAccess(client, service) });
  const [version, setVersion] = useState<string>();
  return (
    <section className="tg-section" aria-label={t('access.title')}>
      <Loaded query={query}>
        {(access) => {
          const release = access.releases.find((one) => one.version === version) ?? access.releases[0];
          return (
            release && (
              <>
                <header className="tg-section-head">
                  <h2>{t('access.title')}</h2>
                  {access.releases.length > 1 && (
                    <Select
                      aria-label={t('rules.version')}
                      value={release.version}
                      onChange={setVersion}
                      options={access.releases.map((one) => ({ value: one.version, label: one.version }))}
                    />
                  )}
                </header>
                <Release release={release} />
              </>
            )
          );
        }}
      </Loaded>
    </section>
  );
}

function Release({ release }: { readonly release: ReleaseAccess }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  const [looked, setLooked] = useState('');
  const [chosen, setChosen] = useState<string>();
  const field = release.fields.find((one) => one.field === chosen);
  return (
    <>
      <p className="tg-quiet">
        {t(`access.open.${release.openness}`, release.openness)} {release.anonymous && t('access.anonymous')}
      </p>
      <Input.Search allowClear className="tg-find" aria-label={t('access.find')} placeholder={t('access.find')} onChange={(event) => setLooked(event.target.value)} />
      <Scrolled label={t('access.title')}>
        <Table<FieldAccess>
          rowKey="field"
          size="small"
          pagination={{ hideOnSinglePage: true, pageSize: 30, showSizeChanger: false }}
          locale={{ emptyText: <span className="tg-quiet">{t('access.none')}</span> }}
          dataSource={[...fieldsWith(release, looked)]}
          rowClassName={(one) => (one.field === chosen ? 'tg-chosen' : '')}
          columns={[
            {
              title: t('effect.field'),
              render: (_, one) => (
                <>
                  <button type="button" className="tg-link" aria-pressed={one.field === chosen} onClick={() => setChosen(one.field === chosen ? undefined : one.field)}>
                    {one.field}
                  </button>
                  {one.title && <div className="tg-quiet">{formats.text(one.title)}</div>}
                </>
              ),
            },
            { title: t('access.label'), render: (_, one) => <Tag>{one.label}</Tag> },
            ...relationsOf(release).map((relation) => ({
              title: t(`shell:relation.${relation}`, relation),
              render: (_: unknown, one: FieldAccess) => <Mask mask={maskOf(one, relation)} />,
            })),
            {
              title: t('access.byAgreement'),
              render: (_, one) => formats.number(release.agreements.filter((agreement) => ['shown', 'masked', 'own'].includes(givenBy(agreement, one))).length),
            },
          ]}
        />
      </Scrolled>
      {field === undefined ? <p className="tg-quiet">{t('access.choose')}</p> : <Why field={field} agreements={release.agreements} />}
    </>
  );
}

function Mask({ mask }: { readonly mask?: string }): ReactNode {
  const { t } = useTranslation('console');
  if (mask === undefined) return <span className="tg-quiet">{t('access.never')}</span>;
  return mask === 'none' ? <Tag color="success">{t('access.plain')}</Tag> : <Tag color="warning">{mask}</Tag>;
}

/** Where a field comes from, what the rules said, and what each agreement gives of it. */
function Why({ field, agreements }: { readonly field: FieldAccess; readonly agreements: readonly AgreedAccess[] }): ReactNode {
  const { t } = useTranslation('console');
  const formats = useFormats();
  return (
    <section className="tg-decide" aria-label={t('access.why', { field: field.field })}>
      <h2>{t('access.why', { field: field.field })}</h2>
      <dl className="tg-terms">
        <dt>{t('access.sources')}</dt>
        <dd>
          <Codes texts={field.sources} />
        </dd>
        {field.control.length > 0 && (
          <>
            <dt>{t('access.control')}</dt>
            <dd>
              <Codes texts={field.control} />
            </dd>
          </>
        )}
        <dt>{t('access.label')}</dt>
        <dd>
          <Tag>{field.label}</Tag>
        </dd>
        {field.relations.map((one) => (
          <div key={one.relation} className="tg-pairing">
            <dt>{t(`shell:relation.${one.relation}`, one.relation)}</dt>
            <dd>
              <Mask mask={one.mask} /> {t(`access.who.${one.relation}`, '')} <Codes texts={one.rules} />
            </dd>
          </div>
        ))}
      </dl>
      <h3>{t('access.agreements')}</h3>
      <Scrolled label={t('access.agreements')}>
        <Table<AgreedAccess>
          rowKey="agreement"
          size="small"
          pagination={{ hideOnSinglePage: true, pageSize: 20, showSizeChanger: false }}
          locale={{ emptyText: <span className="tg-quiet">{t('access.noAgreements')}</span> }}
          dataSource={[...agreements]}
          columns={[
            { title: t('request.agreement'), dataIndex: 'agreement' },
            {
              title: t('request.enterprise'),
              render: (_, one) => (
                <>
                  <div>{one.enterprise}</div>
                  <code className="tg-quiet">{one.application}</code>
                </>
              ),
            },
            { title: t('approvals.purpose'), render: (_, one) => t(`purpose.${one.purpose}`, one.purpose) },
            { title: t('access.until'), render: (_, one) => formats.dateTime(one.until) },
            {
              title: t('access.gives'),
              render: (_, one) => {
                const given = givenBy(one, field);
                return <Tag color={given === 'shown' ? 'success' : given === 'masked' || given === 'own' ? 'warning' : undefined}>{t(`given.${given}`)}</Tag>;
              },
            },
          ]}
        />
      </Scrolled>
    </section>
  );
}

function Codes({ texts }: { readonly texts: readonly string[] }): ReactNode {
  return texts.map((text) => (
    <code key={text} className="tg-code">
      {text}
    </code>
  ));
}
