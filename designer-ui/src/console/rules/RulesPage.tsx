import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Table, Tag } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useNavigate } from 'react-router';
import { newKey } from '../../api/client';
import { problemOf } from '../../api/problem';
import { askForDrafts, askForPackInForce, askForPacks, beginDraft, rollBack, RULE_DRAFTS, RULE_PACKS } from '../../api/rules';
import type { RuleDraft, RulePack } from '../../api/rules';
import { useClient } from '../../app/session';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { DraftPage } from './DraftPage';
import './rules.css';

/** Rule packs: what is in force, what is being edited, and what was in force before. */
export function RulesPage(): ReactNode {
  return (
    <Routes>
      <Route index element={<Packs />} />
      <Route path="drafts/:id" element={<DraftPage />} />
    </Routes>
  );
}

function Packs(): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const queries = useQueryClient();
  const formats = useFormats();
  const navigate = useNavigate();
  const { modal, message } = App.useApp();
  const inForce = useQuery({ queryKey: [RULE_PACKS, 'current'], queryFn: () => askForPackInForce(client) });
  const packs = useQuery({ queryKey: [RULE_PACKS], queryFn: () => askForPacks(client) });
  const drafts = useQuery({ queryKey: [RULE_DRAFTS], queryFn: () => askForDrafts(client) });
  // a second click while the first is on its way begins no second draft
  const key = useMemo(newKey, []);
  const begin = useMutation({
    mutationFn: () => beginDraft(client, key),
    onSuccess: (draft) => navigate(`drafts/${draft.id}`),
  });
  const back = useMutation({
    mutationFn: (pack: RulePack) => rollBack(client, pack.number),
    onSuccess: async (release) => {
      await queries.invalidateQueries();
      void message.success(t('rules.releasedNow', { version: release.rule_pack.version, number: release.rule_pack.number, count: release.live }));
    },
  });
  const askToGoBack = (pack: RulePack): void =>
    void modal.confirm({
      title: t('rules.back', { number: pack.number }),
      content: t('rules.backHint'),
      okText: t('rules.backDo'),
      onOk: () => back.mutateAsync(pack).catch(() => undefined),
    });

  return (
    <Page
      title={t('rules.title')}
      intro={inForce.data && t('rules.inForce', { pack: inForce.data.pack, version: inForce.data.version, number: inForce.data.number })}
      actions={
        <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate()}>
          {t('rules.begin')}
        </Button>
      }
      call={`GET ${RULE_PACKS} · GET ${RULE_DRAFTS}`}
    >
      {[begin, back].map((act, index) => act.isError && <ProblemNotice key={index} problem={problemOf(act.error)} />)}
      <h2>{t('rules.drafts')}</h2>
      <Loaded query={drafts} empty={(found) => found.rule_drafts.length === 0} whenEmpty={<p className="tg-quiet">{t('rules.noDrafts')}</p>}>
        {(found) => (
          <Table<RuleDraft>
            rowKey="id"
            size="middle"
            pagination={{ hideOnSinglePage: true, pageSize: 10, showSizeChanger: false }}
            dataSource={[...found.rule_drafts]}
            columns={[
              { title: t('rules.draft'), render: (_, draft) => <Link to={`drafts/${draft.id}`}>{t('rules.draftNumber', { id: draft.id })}</Link> },
              { title: t('rules.basedOn'), dataIndex: 'based_on' },
              { title: t('rules.author'), dataIndex: 'author' },
              { title: t('rules.state'), render: (_, draft) => <Tag>{t(`draftState.${draft.state}`)}</Tag> },
              { title: t('rules.grade'), render: (_, draft) => draft.grade && <GradeTag grade={draft.grade} /> },
              { title: t('rules.created'), render: (_, draft) => formats.dateTime(draft.created_at) },
            ]}
          />
        )}
      </Loaded>
      <h2 className="tg-gap">{t('rules.packs')}</h2>
      <Loaded query={packs}>
        {(found) => (
          <Table<RulePack>
            rowKey="number"
            size="middle"
            pagination={{ hideOnSinglePage: true, pageSize: 10, showSizeChanger: false }}
            dataSource={[...found.rule_packs]}
            columns={[
              { title: t('rules.number'), dataIndex: 'number' },
              { title: t('rules.version'), render: (_, pack) => `${pack.pack} ${pack.version}` },
              { title: t('rules.author'), dataIndex: 'author' },
              { title: t('rules.created'), render: (_, pack) => formats.dateTime(pack.created_at) },
              { title: t('services.fingerprint'), render: (_, pack) => <code title={pack.fingerprint}>{pack.fingerprint.slice(0, 12)}</code> },
              {
                title: '',
                render: (_, pack) =>
                  pack.number === inForce.data?.number ? (
                    <Tag>{t('rules.now')}</Tag>
                  ) : (
                    <Button size="small" onClick={() => askToGoBack(pack)}>
                      {t('rules.backDo')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

/** How far an edit goes; by words, and by colour. */
export function GradeTag({ grade }: { readonly grade: NonNullable<RuleDraft['grade']> }): ReactNode {
  const { t } = useTranslation('console');
  const colours = { none: 'default', tightening: 'processing', refusing: 'warning', loosening: 'error' } as const;
  return <Tag color={colours[grade]}>{t(`grade.${grade}`)}</Tag>;
}
