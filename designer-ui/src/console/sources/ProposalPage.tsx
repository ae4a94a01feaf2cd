import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { problemOf } from '../../api/problem';
import { askForProposal, confirmProposal, leaveOutProposal, proposalPath, sourcePath, writeProposal } from '../../api/sources';
import type { Proposal, ProposalNote } from '../../api/sources';
import { useClient, useSession } from '../../app/session';
import { Diagnostics } from '../../parts/Diagnostics';
import { Loaded } from '../../parts/Loaded';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { STATE_COLOURS } from './SourcePage';
import { mayProvide, withRoles } from './sources';

/** One resource: its description as a file of the catalog, beside it why each label is proposed. */
export function ProposalPage(): ReactNode {
  const id = Number(useParams().proposal);
  const client = useClient();
  const query = useQuery({ queryKey: [proposalPath(id)], queryFn: () => askForProposal(client, id) });
  return <Loaded query={query}>{(proposal) => <Described key={proposal.revision} proposal={proposal} />}</Loaded>;
}

function Described({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const formats = useFormats();
  const queries = useQueryClient();
  const provides = mayProvide(useSession());
  const [text, setText] = useState(proposal.text);
  const path = proposalPath(proposal.id);
  const act = useMutation({
    mutationFn: async (does: 'write' | 'confirm' | 'leaveOut') => {
      if (does === 'leaveOut') return leaveOutProposal(client, proposal);
      // what was written is kept, also where it cannot be confirmed
      const written = text === proposal.text ? proposal : await writeProposal(client, proposal, text);
      queries.setQueryData([path], written);
      return does === 'confirm' ? confirmProposal(client, written) : written;
    },
    onSuccess: async (now) => {
      queries.setQueryData([path], now);
      await queries.invalidateQueries({ queryKey: [sourcePath(proposal.source)] });
    },
  });
  const unusable = proposal.state === 'unusable';
  return (
    <Page
      title={proposal.name}
      intro={
        <>
          <Tag color={STATE_COLOURS[proposal.state]}>{t(`sources.states.${proposal.state}`)}</Tag>
          {proposal.in_catalog && proposal.state !== 'confirmed' && <Tag color="success">{t('sources.earlier')}</Tag>}
          {proposal.rows !== undefined && t('sources.aboutRows', { rows: formats.number(proposal.rows) })}
        </>
      }
      actions={<Link to={`/console/sources/${encodeURIComponent(proposal.source)}`}>{t('sources.back')}</Link>}
      call={`GET ${path} · PUT ${path} · POST ${path}/confirm`}
    >
      {act.isError && (
        <>
          <ProblemNotice problem={problemOf(act.error)} />
          <Diagnostics diagnostics={problemOf(act.error).diagnostics} />
        </>
      )}
      <div className="tg-describing">
        {!unusable && (
          <section className="tg-section">
            <p className="tg-quiet">{t('sources.fillIn')}</p>
            <Input.TextArea
              className="tg-description"
              aria-label={t('sources.description')}
              autoSize={{ minRows: 12, maxRows: 40 }}
              spellCheck={false}
              readOnly={!provides}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            {provides && (
              <div className="tg-actions tg-gap">
                <Button type="primary" loading={act.isPending} disabled={proposal.state === 'confirmed' && text === proposal.text} onClick={() => act.mutate('confirm')}>
                  {t('sources.confirm')}
                </Button>
                <Button disabled={act.isPending || text === proposal.text} onClick={() => act.mutate('write')}>
                  {t('sources.save')}
                </Button>
                {withRoles(text) !== text && <Button onClick={() => setText(withRoles(text))}>{t('sources.takeRoles')}</Button>}
                <Button danger disabled={act.isPending || (proposal.state === 'left_out' && !proposal.in_catalog)} onClick={() => act.mutate('leaveOut')}>
                  {t(proposal.in_catalog ? 'sources.takeOut' : 'sources.leaveOut')}
                </Button>
              </div>
            )}
          </section>
        )}
        <section className="tg-section">
          <h2>{t('sources.why')}</h2>
          <Table<ProposalNote>
            rowKey={(note) => `${note.column} ${note.reason.en}`}
            size="small"
            pagination={false}
            dataSource={[...proposal.notes]}
            columns={[
              { title: t('sources.column'), render: (_, note) => (note.column === '' ? '–' : <code>{note.column}</code>) },
              {
                title: t('sources.label'),
                render: (_, note) => (note.described ? <Tag color={note.sensitivity === null ? 'error' : undefined}>{note.sensitivity ?? t('sources.covered')}</Tag> : '–'),
              },
              { title: t('sources.reason'), render: (_, note) => formats.text(note.reason) },
            ]}
          />
        </section>
      </div>
    </Page>
  );
}
