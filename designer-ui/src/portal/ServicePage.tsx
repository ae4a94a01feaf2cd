import { useQuery } from '@tanstack/react-query';
import { Table, Tabs, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { askForService, servicePath } from '../api/catalogue';
import type { CatalogueField, CatalogueParameter, CatalogueRelease, Terms } from '../api/catalogue';
import { useClient } from '../app/session';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { Scrolled } from '../parts/Scrolled';
import { useFormats } from '../texts/formats';
import { curlSample } from './model/samples';

/** A service for those who think of using it: what it answers, who sees what of it, on what terms, and how it is called. */
export default function ServicePage(): ReactNode {
  const { service = '' } = useParams();
  const client = useClient();
  const query = useQuery({ queryKey: [servicePath(service)], queryFn: () => askForService(client, service) });
  return (
    <Loaded query={query}>
      {({ releases }) =>
        releases.length === 1 && releases[0] !== undefined ? (
          <Release release={releases[0]} />
        ) : (
          <Tabs items={releases.map((release) => ({ key: release.version, label: release.version, children: <Release release={release} /> }))} />
        )
      }
    </Loaded>
  );
}

function Release({ release }: { readonly release: CatalogueRelease }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  return (
    <Page
      title={formats.text(release.title)}
      intro={
        <>
          {formats.text(release.summary)}
          <br />
          {`${release.department} · `}
          <code>{`${release.service} ${release.version}`}</code> <Tag>{t(`value.openness.${release.openness}`, release.openness)}</Tag>
          {release.tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </>
      }
      actions={
        <>
          <Link className="tg-button" to="try">
            {t('try.open')}
          </Link>
          <Link className="tg-button" to="apply">
            {t('apply.open')}
          </Link>
        </>
      }
      call={`GET ${servicePath(release.service)}`}
    >
      <section className="tg-card" aria-labelledby="tg-call">
        <h2 id="tg-call">{t('service.call')}</h2>
        <Typography.Paragraph copyable={{ text: curlSample(release, window.location.origin) }}>
          <code>{curlSample(release, window.location.origin)}</code>
        </Typography.Paragraph>
        {release.parameters.length > 0 && (
          <Scrolled label={t('service.parameter')}>
            <Table<CatalogueParameter>
              rowKey="name"
              size="small"
              pagination={false}
              dataSource={[...release.parameters]}
              columns={[
                { title: t('service.parameter'), render: (_, parameter) => <code>{parameter.name}</code> },
                { title: t('service.meaning'), render: (_, parameter) => formats.text(parameter.title) },
                { title: t('service.type'), render: (_, parameter) => <code>{parameter.format ?? parameter.type}</code> },
                { title: t('service.required'), render: (_, parameter) => (parameter.required ? t('service.yes') : t('service.no')) },
              ]}
            />
          </Scrolled>
        )}
      </section>
      <section className="tg-card tg-gap" aria-labelledby="tg-fields">
        <h2 id="tg-fields">{t('service.fields')}</h2>
        <p className="tg-quiet">{t('service.fieldsHint')}</p>
        <Scrolled label={t('service.fields')}>
          <Table<CatalogueField>
            rowKey="field"
            size="small"
            pagination={false}
            dataSource={[...release.fields]}
            columns={[
              { title: t('service.field'), render: (_, field) => <code>{field.field}</code> },
              { title: t('service.meaning'), render: (_, field) => field.title && formats.text(field.title) },
              { title: t('service.type'), render: (_, field) => <code>{field.list ? `${field.type}[]` : field.type}</code> },
              { title: t('service.masks'), render: (_, field) => <Masks field={field} /> },
            ]}
          />
        </Scrolled>
      </section>
      <section className="tg-card tg-gap" aria-labelledby="tg-terms">
        <h2 id="tg-terms">{t('service.terms')}</h2>
        <Scrolled label={t('service.terms')}>
          <Table<Terms>
            rowKey={(terms) => `${terms.purposes.join()} ${terms.levels.join()}`}
            size="small"
            pagination={false}
            dataSource={[...release.terms]}
            columns={[
              { title: t('service.purposes'), render: (_, terms) => terms.purposes.map((purpose) => t(`purpose.${purpose}`, purpose)).join(', ') },
              { title: t('service.levels'), render: (_, terms) => terms.levels.map((level) => t(`level.${level}`, level)).join(', ') },
              { title: t('service.approval'), render: (_, terms) => (terms.served ? t(`approval.${terms.approval}`, terms.approval) : t('service.notServed')) },
              {
                title: t('service.limit'),
                render: (_, { limit }) => t('service.limits', { second: formats.number(limit.per_second), burst: formats.number(limit.burst), day: formats.number(limit.per_day) }),
              },
            ]}
          />
        </Scrolled>
      </section>
    </Page>
  );
}

function Masks({ field }: { readonly field: CatalogueField }): ReactNode {
  const { t } = useTranslation('portal');
  const masks = Object.entries(field.masks);
  if (masks.length === 0) return <Tag>{t('service.open')}</Tag>;
  return (
    <ul className="tg-masks">
      {masks.map(([relation, mask]) => (
        <li key={relation}>
          {t(`relation.${relation}`, relation)}: <code>{mask}</code>
        </li>
      ))}
    </ul>
  );
}
