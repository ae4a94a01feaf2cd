import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { newKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { askForSources, registerSource, SOURCES } from '../../api/sources';
import type { RegisteredSource, SourceRegistration } from '../../api/sources';
import { useClient, useSession } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { Scrolled } from '../../parts/Scrolled';
import { useFormats } from '../../texts/formats';
import { SourceForm } from './SourceForm';
import { mayProvide } from './sources';

/** The sources that were registered on the running platform. */
export function SourceListPage(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const navigate = useNavigate();
  const provides = mayProvide(useSession());
  const [registering, setRegistering] = useState(false);
  const query = useQuery({ queryKey: [SOURCES], queryFn: () => askForSources(client) });
  const register = useMutation({
    mutationFn: (wish: SourceRegistration) => registerSource(client, wish, newKey()),
    onSuccess: (answer) => navigate(answer.body.source),
  });
  return (
    <Page
      title={t('sources.title')}
      intro={t('sources.intro')}
      call={`GET ${SOURCES}`}
      actions={
        provides && (
          <Button type="primary" onClick={() => setRegistering(!registering)}>
            {t('sources.register')}
          </Button>
        )
      }
    >
      {registering && <SourceForm busy={register.isPending} send={(source, kind, told) => register.mutate({ ...told, source, kind })} />}
      {register.isError && <ProblemNotice problem={problemOf(register.error)} />}
      <Loaded query={query} empty={(found) => found.sources.length === 0} whenEmpty={<p className="tg-state tg-quiet">{t('sources.none')}</p>}>
        {(found) => (
          <Scrolled label={t('sources.title')}>
            <Table<RegisteredSource>
              rowKey="source"
              size="middle"
              pagination={{ hideOnSinglePage: true, pageSize: 20, showSizeChanger: false }}
              dataSource={[...found.sources]}
              columns={[
                { title: t('sources.id'), render: (_, source) => <Link to={source.source}>{source.source}</Link> },
                { title: t('sources.name'), render: (_, source) => formats.text(source.title) },
                { title: t('sources.kind'), render: (_, source) => t(`sources.kinds.${source.kind}`) },
                { title: t('sources.department'), dataIndex: 'department' },
                { title: t('sources.states.confirmed'), render: (_, source) => formats.number(source.proposals.confirmed) },
                { title: t('sources.states.proposed'), render: (_, source) => formats.number(source.proposals.proposed) },
                { title: t('sources.by'), dataIndex: 'registered_by' },
              ]}
            />
          </Scrolled>
        )}
      </Loaded>
    </Page>
  );
}
