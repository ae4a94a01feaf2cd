import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Button, Select, Table, Tag } from 'antd';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { askForDrafts, beginDraft, beginDraftFrom, DRAFTS, findResources, RESOURCES } from '../api/designing';
import type { Draft, DraftSummary } from '../api/designing';
import { problemOf } from '../api/problem';
import { useClient } from '../app/session';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { ProblemNotice } from '../parts/ProblemNotice';
import { Scrolled } from '../parts/Scrolled';
import { useFormats } from '../texts/formats';
import blank from './blank.yaml?raw';

/** The drafts there are, and ways to begin another one. */
export function DraftsPage(): ReactNode {
  const { t } = useTranslation('designer');
  const client = useClient();
  const formats = useFormats();
  const navigate = useNavigate();
  const file = useRef<HTMLInputElement>(null);
  const [looked, setLooked] = useState('');
  const drafts = useQuery({ queryKey: [DRAFTS], queryFn: () => askForDrafts(client) });
  const resources = useQuery({ queryKey: [RESOURCES, looked], queryFn: () => findResources(client, looked), placeholderData: keepPreviousData });
  const begin = useMutation({
    mutationFn: (make: () => Promise<Draft>) => make(),
    onSuccess: (draft) => navigate(`/designer/drafts/${draft.id}`),
  });
  return (
    <Page
      title={t('drafts.title')}
      intro={t('drafts.intro')}
      call={`GET ${DRAFTS}`}
      actions={
        <>
          <Select<string>
            className="tg-from-table"
            aria-label={t('drafts.fromTable')}
            placeholder={t('drafts.fromTable')}
            value={null as unknown as string}
            disabled={begin.isPending}
            showSearch={{ filterOption: false, onSearch: setLooked }}
            loading={resources.isFetching}
            options={(resources.data?.resources ?? []).map((resource) => ({ value: resource.id, label: `${formats.text(resource.title)} ${resource.id}` }))}
            onChange={(resource) => begin.mutate(() => beginDraftFrom(client, resource))}
          />
          <Button onClick={() => file.current?.click()}>{t('drafts.import')}</Button>
          <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate(() => beginDraft(client, blank))}>
            {t('drafts.blank')}
          </Button>
          <input
            ref={file}
            type="file"
            hidden
            accept=".yaml,.yml"
            onChange={(event) => {
              const chosen = event.target.files?.[0];
              if (chosen !== undefined) begin.mutate(async () => beginDraft(client, await chosen.text()));
              event.target.value = '';
            }}
          />
        </>
      }
    >
      {begin.isError && <ProblemNotice problem={problemOf(begin.error)} />}
      <Loaded query={drafts} empty={(found) => found.service_drafts.length === 0} whenEmpty={<p className="tg-state tg-quiet">{t('drafts.none')}</p>}>
        {(found) => (
          <Scrolled label={t('drafts.title')}>
          <Table<DraftSummary>
            rowKey="id"
            pagination={{ hideOnSinglePage: true, pageSize: 20, showSizeChanger: false }}
            dataSource={[...found.service_drafts]}
            columns={[
              { title: t('drafts.service'), render: (_, draft) => <Link to={`drafts/${draft.id}`}>{`${draft.service || t('drafts.unnamed')} ${draft.version}`}</Link> },
              { title: t('drafts.department'), dataIndex: 'department' },
              { title: t('drafts.state'), render: (_, draft) => <Tag>{t(`state.${draft.state}`)}</Tag> },
              { title: t('drafts.author'), dataIndex: 'author' },
              { title: t('drafts.changed'), render: (_, draft) => formats.dateTime(draft.changed_at) },
              { title: t('drafts.reason'), dataIndex: 'reason' },
            ]}
          />
          </Scrolled>
        )}
      </Loaded>
    </Page>
  );
}
