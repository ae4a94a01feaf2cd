import { useQuery } from '@tanstack/react-query';
import { Table, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForCluster, CLUSTER } from '../api/watch';
import type { ClusterNode, Epoch } from '../api/watch';
import { useClient } from '../app/session';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useFormats } from '../texts/formats';

/** The nodes of the cluster, and whether each serves what is in force. */
export function NodesPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const query = useQuery({ queryKey: [CLUSTER], queryFn: () => askForCluster(client), refetchInterval: 5_000 });
  return (
    <Page title={t('nodes.title')} intro={query.data && t('nodes.intro', { epoch: formats.number(query.data.epoch) })} call={`GET ${CLUSTER}`}>
      <Loaded query={query} empty={(cluster) => cluster.nodes.length === 0}>
        {(cluster) => (
          <>
          <Table<ClusterNode>
            rowKey="id"
            size="middle"
            pagination={false}
            dataSource={[...cluster.nodes]}
            columns={[
              { title: t('nodes.node'), render: (_, node) => (node.id === cluster.self ? t('nodes.self', { name: node.name }) : node.name) },
              { title: t('nodes.state'), render: (_, node) => <Tag color={node.in_step ? 'success' : 'error'}>{t(node.in_step ? 'nodes.inStep' : node.live ? 'nodes.behind' : 'nodes.gone')}</Tag> },
              { title: t('nodes.serving'), render: (_, node) => formats.number(node.serving) },
              { title: t('nodes.since'), render: (_, node) => formats.dateTime(node.started_at) },
              { title: t('nodes.trouble'), dataIndex: 'trouble' },
            ]}
          />
          <h2 className="tg-gap">{t('nodes.epochs')}</h2>
          <Table<Epoch>
            rowKey="epoch"
            size="small"
            pagination={false}
            dataSource={[...cluster.epochs]}
            columns={[
              { title: t('nodes.epoch'), render: (_, epoch) => formats.number(epoch.epoch) },
              { title: t('nodes.state'), render: (_, epoch) => <Tag color={epoch.epoch === cluster.epoch ? 'success' : undefined}>{t(`nodes.of.${epoch.state}`)}</Tag> },
              { title: t('rules.number'), render: (_, epoch) => formats.number(epoch.rule_pack) },
              { title: t('services.title'), render: (_, epoch) => formats.number(epoch.services) },
              { title: t('nodes.catalog'), render: (_, epoch) => <code title={epoch.catalog}>{epoch.catalog.slice(0, 12)}</code> },
            ]}
          />
          </>
        )}
      </Loaded>
    </Page>
  );
}
