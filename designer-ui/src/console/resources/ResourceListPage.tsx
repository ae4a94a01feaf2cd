import { useInfiniteQuery } from '@tanstack/react-query';
import { Input, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RESOURCES } from '../../api/designing';
import { askForResources } from '../../api/resources';
import type { ListedResource } from '../../api/resources';
import { useClient } from '../../app/session';
import { Page } from '../../parts/Page';
import { Pages } from '../../parts/Pages';
import { useFormats } from '../../texts/formats';
import { DRIFT_COLOURS, rowsOf } from './measures';

/** What the catalog in force describes, with what was last measured of it. */
export function ResourceListPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const [q, setQ] = useState('');
  const query = useInfiniteQuery({
    queryKey: [RESOURCES, 'measured', q],
    queryFn: ({ pageParam }) => askForResources(client, q, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_from,
  });
  const round = query.data?.pages[0]?.round;
  return (
    <Page
      title={t('resources.title')}
      intro={t('resources.intro')}
      call={`GET ${RESOURCES}`}
      actions={<Input.Search className="tg-short" aria-label={t('resources.find')} placeholder={t('resources.find')} allowClear onSearch={setQ} />}
    >
      {round && (
        <p role="status">
          {round.state === 'running'
            ? t('resources.running', { done: formats.number(round.done), total: formats.number(round.total) })
            : t('resources.round', { when: formats.dateTime(round.ended_at ?? round.begun_at), what: formats.text(round.message) })}
        </p>
      )}
      <Pages query={query} label={t('resources.title')}>
        {(pages) =>
          pages[0]?.resources.length === 0 ? (
            <p className="tg-state tg-quiet">{t('resources.none')}</p>
          ) : (
            <Table<ListedResource>
              rowKey="id"
              size="middle"
              pagination={false}
              dataSource={pages.flatMap((page) => page.resources)}
              columns={[
                { title: t('resources.id'), render: (_, resource) => <Link to={resource.id}>{resource.id}</Link> },
                { title: t('resources.name'), render: (_, resource) => formats.text(resource.title) },
                { title: t('resources.source'), dataIndex: 'source' },
                { title: t('resources.department'), dataIndex: 'department' },
                { title: t('resources.theme'), dataIndex: 'theme' },
                { title: t('resources.rows'), render: (_, resource) => rowsOf(resource.measure, formats) },
                { title: t('resources.lastChange'), render: (_, resource) => (resource.measure?.last_change ? formats.dateTime(resource.measure.last_change) : '–') },
                {
                  title: t('resources.drift'),
                  render: (_, { measure }) =>
                    measure ? <Tag color={DRIFT_COLOURS[measure.drift]}>{t(`resources.drifts.${measure.drift}`)}</Tag> : t('resources.notMeasured'),
                },
              ]}
            />
          )
        }
      </Pages>
    </Page>
  );
}
