import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askForRevisions, revisionsPath, rollBackService } from '../../api/lives';
import type { ServiceRevision } from '../../api/lives';
import { problemOf } from '../../api/problem';
import type { LiveService } from '../../api/services';
import { useClient, useSession } from '../../app/session';
import { LineDifference } from '../../parts/LineDifference';
import { Pages } from '../../parts/Pages';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { ComparedRoutes } from '../ComparedRoutes';
import { mayRollBack, revisionBefore } from './life';

interface RevisionsProps {
  readonly service: string;
  readonly live: readonly LiveService[];
}

/** What happened to a service, latest first, each with what it changed and the way back to it. */
export function Revisions({ service, live }: RevisionsProps): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const session = useSession();
  const queries = useQueryClient();
  const formats = useFormats();
  const { modal, message } = App.useApp();
  const [chosen, setChosen] = useState<number>();
  const query = useInfiniteQuery({
    queryKey: [revisionsPath(service)],
    queryFn: ({ pageParam }) => askForRevisions(client, service, pageParam),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => page.next_before,
  });
  const back = useMutation({
    mutationFn: (revision: ServiceRevision) => rollBackService(client, revision),
    onSuccess: async (_, revision) => {
      await queries.invalidateQueries();
      void message.success(t('life.backNow', { version: revision.version }));
    },
  });
  const askToGoBack = (revision: ServiceRevision): void =>
    void modal.confirm({
      title: t('life.backAsk', { version: revision.version }),
      content: t('life.backHint'),
      okText: t('rules.backDo'),
      onOk: () => back.mutateAsync(revision).catch(() => undefined),
    });
  return (
    <section className="tg-section" aria-label={t('life.revisions')}>
      <h2>{t('life.revisions')}</h2>
      {back.isError && <ProblemNotice problem={problemOf(back.error)} />}
      <Pages query={query} label={t('life.revisions')}>
        {(pages) => {
          const revisions = pages.flatMap((page) => page.revisions);
          const shown = revisions.find((revision) => revision.number === chosen);
          return (
            <>
              <Table<ServiceRevision>
                rowKey="number"
                size="small"
                pagination={false}
                locale={{ emptyText: <span className="tg-quiet">{t('life.none')}</span> }}
                dataSource={revisions}
                rowClassName={(revision) => (revision.number === chosen ? 'tg-chosen' : '')}
                columns={[
                  { title: t('calls.at'), render: (_, revision) => formats.dateTime(revision.at) },
                  { title: t('audit.act'), render: (_, revision) => <Tag>{t(`life.act.${revision.act}`)}</Tag> },
                  { title: t('rules.version'), dataIndex: 'version' },
                  { title: t('audit.actor'), dataIndex: 'actor' },
                  { title: t('life.approver'), render: (_, revision) => revision.approver ?? '–' },
                  { title: t('review.reason'), dataIndex: 'reason' },
                  {
                    title: '',
                    render: (_, revision) => (
                      <Space wrap>
                        <Button size="small" aria-pressed={revision.number === chosen} onClick={() => setChosen(revision.number === chosen ? undefined : revision.number)}>
                          {t('life.changes')}
                        </Button>
                        {mayRollBack(revision, live, session) && (
                          <Button size="small" disabled={back.isPending} onClick={() => askToGoBack(revision)}>
                            {t('rules.backDo')}
                          </Button>
                        )}
                      </Space>
                    ),
                  },
                ]}
              />
              {shown && (
                <>
                  <ComparedRoutes before={revisionBefore(shown, revisions)?.text ?? ''} after={shown.text} />
                  <LineDifference label={t('life.changes')} before={revisionBefore(shown, revisions)?.text ?? ''} after={shown.text} />
                </>
              )}
            </>
          );
        }}
      </Pages>
    </section>
  );
}
