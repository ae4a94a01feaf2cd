import { useQuery } from '@tanstack/react-query';
import { Input, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { askForLives, SERVICE_LIVES } from '../../api/lives';
import { askForLiveServices, LIVE_SERVICES } from '../../api/services';
import type { LiveService } from '../../api/services';
import { useClient } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';

/** The services that are live, with the epoch they are in force since. */
export function LiveServicesPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const [looked, setLooked] = useState('');
  const query = useQuery({ queryKey: [LIVE_SERVICES], queryFn: () => askForLiveServices(client) });
  const lives = useQuery({ queryKey: [SERVICE_LIVES], queryFn: () => askForLives(client) });
  const ending = (lives.data?.services ?? []).filter((life) => life.state !== 'live');
  const matches = (service: LiveService): boolean =>
    [service.service, service.title.zh, service.title.en, service.path, service.department].some((text) => text.toLowerCase().includes(looked.trim().toLowerCase()));
  return (
    <Page
      title={t('services.title')}
      intro={query.data && t('services.intro', { count: query.data.services.length, epoch: formats.number(query.data.epoch) })}
      actions={<Input.Search allowClear aria-label={t('services.find')} placeholder={t('services.find')} onChange={(event) => setLooked(event.target.value)} />}
      call={`GET ${LIVE_SERVICES} · GET ${SERVICE_LIVES}`}
    >
      {ending.length > 0 && (
        <p>
          {t('life.endingOrEnded')}{' '}
          {ending.map((life) => (
            <Link key={`${life.service} ${life.major}`} to={life.service} className="tg-code">
              {`${life.service} ${life.major} · ${life.deprecation && life.state === 'deprecated' ? t('life.until', { day: formats.date(life.deprecation.sunset) }) : t(`life.state.${life.state}`)}`}
            </Link>
          ))}
        </p>
      )}
      <Loaded query={query} empty={(live) => live.services.length === 0}>
        {(live) => (
          <Scrolled label={t('services.title')}>
          <Table<LiveService>
            rowKey="path"
            size="middle"
            pagination={{ hideOnSinglePage: true, pageSize: 20, showSizeChanger: false }}
            dataSource={live.services.filter(matches)}
            columns={[
              {
                title: t('services.service'),
                sorter: (a, b) => a.service.localeCompare(b.service),
                render: (_, service) => (
                  <>
                    <Link to={service.service}>{formats.text(service.title)}</Link>
                    <br />
                    <code className="tg-quiet">{`${service.service} ${service.version}`}</code>
                  </>
                ),
              },
              { title: t('services.path'), render: (_, service) => <code>{service.path}</code> },
              { title: t('services.department'), dataIndex: 'department' },
              { title: t('services.openness'), render: (_, service) => <Tag>{t(`openness.${service.openness}`, service.openness)}</Tag> },
              { title: t('services.approval'), dataIndex: 'approval' },
              { title: t('services.fingerprint'), render: (_, service) => <code title={service.fingerprint}>{service.fingerprint.slice(0, 12)}</code> },
            ]}
          />
          </Scrolled>
        )}
      </Loaded>
    </Page>
  );
}
