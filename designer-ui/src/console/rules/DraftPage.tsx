import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented, Space } from 'antd';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { Diagnostic } from '../../api/diagnostic';
import { problemOf } from '../../api/problem';
import { approveDraft, askForDraft, askForFile, checkDraft, draftPath, draftWorkbookPath, releaseDraft, releaseProgress, RULE_DRAFTS, submitDraft, writeFile } from '../../api/rules';
import type { RuleDraftWithFiles } from '../../api/rules';
import { useClient } from '../../app/session';
import { Diagnostics } from '../../parts/Diagnostics';
import { Loaded } from '../../parts/Loaded';
import { NoPage } from '../../parts/NoPage';
import { Page } from '../../parts/Page';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { edited, editsOf, redone, undone } from './edits';
import type { Edits } from './edits';
import { Effect } from './Effect';
import { GradeTag } from './RulesPage';
import { readTable, TableError } from './table';
import type { DecisionTable } from './table';
import { TableGrid } from './TableGrid';
import { keepUnsaved, unsavedOf } from './unsaved';

/** A draft of a rule pack: edit, check, see the effect, submit, approve, release. */
export function DraftPage(): ReactNode {
  const { id } = useParams();
  const number = Number(id);
  const client = useClient();
  const query = useQuery({ queryKey: [RULE_DRAFTS, number], queryFn: () => askForDraft(client, number), enabled: Number.isSafeInteger(number) });
  if (!Number.isSafeInteger(number)) return <NoPage />;
  return <Loaded query={query}>{(draft) => <Draft draft={draft} />}</Loaded>;
}

function Draft({ draft }: { readonly draft: RuleDraftWithFiles }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const queries = useQueryClient();
  const [file, setFile] = useState(() => draft.files.find((name) => name.startsWith('mask')) ?? draft.files[0] ?? '');
  const [unsaved, setUnsaved] = useState<ReadonlySet<string>>(() => new Set(draft.files.filter((name) => unsavedOf(draft.id, name))));
  const [place, setPlace] = useState<Diagnostic>();
  const check = useMutation({ mutationFn: () => checkDraft(client, draft.id) });
  const renew = (next: RuleDraftWithFiles): void => {
    queries.setQueryData([RULE_DRAFTS, draft.id], next);
    void queries.invalidateQueries({ queryKey: [RULE_DRAFTS], exact: true });
  };
  const mark = (name: string, dirty: boolean): void =>
    setUnsaved((now) => {
      if (now.has(name) === dirty) return now;
      const next = new Set(now);
      if (dirty) next.add(name);
      else next.delete(name);
      return next;
    });
  const open = draft.state === 'open' || draft.state === 'submitted';
  return (
    <Page
      title={t('rules.draftNumber', { id: draft.id })}
      intro={
        <>
          {t('draft.intro', { pack: draft.based_on, author: draft.author })} · {t(`draftState.${draft.state}`)} {draft.grade && <GradeTag grade={draft.grade} />}
        </>
      }
      actions={
        <>
          <Button href={draftWorkbookPath(draft.id)} download={`rules-${draft.id}.xlsx`}>
            {t('draft.workbook')}
          </Button>
          <Button disabled={unsaved.size > 0} loading={check.isPending} onClick={() => check.mutate()}>
            {t('draft.check')}
          </Button>
        </>
      }
      call={`GET ${draftPath(draft.id)}`}
    >
      {check.isError && <ProblemNotice problem={problemOf(check.error)} />}
      {check.data && (
        <div role="status">
          {check.data.sound ? t('draft.sound') : t('draft.unsound')}
          <Diagnostics
            diagnostics={check.data.diagnostics}
            go={(each) => {
              setFile(each.file);
              setPlace(each);
            }}
          />
        </div>
      )}
      <nav className="tg-files" aria-label={t('draft.files')}>
        {draft.files.map((name) => (
          <Button key={name} size="small" type={name === file ? 'primary' : 'default'} aria-current={name === file} onClick={() => setFile(name)}>
            {unsaved.has(name) ? `${name} •` : name}
          </Button>
        ))}
      </nav>
      <FileEditor
        key={file}
        draft={draft}
        file={file}
        readOnly={!open}
        diagnostics={(check.data?.diagnostics ?? []).filter((each) => each.file === file)}
        place={place?.file === file ? place : undefined}
        dirty={(dirty) => mark(file, dirty)}
        saved={(next) => {
          renew(next);
          check.reset();
        }}
      />
      <Steps draft={draft} unsaved={unsaved.size > 0} renew={renew} />
      <Effect draft={draft} unsaved={unsaved.size > 0} />
    </Page>
  );
}

interface FileEditorProps {
  readonly draft: RuleDraftWithFiles;
  readonly file: string;
  readonly readOnly: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly place?: Diagnostic;
  readonly dirty: (dirty: boolean) => void;
  readonly saved: (draft: RuleDraftWithFiles) => void;
}

function FileEditor(props: FileEditorProps): ReactNode {
  const client = useClient();
  const { draft, file } = props;
  const query = useQuery({ queryKey: [RULE_DRAFTS, draft.id, file], queryFn: () => askForFile(client, draft.id, file), staleTime: Infinity });
  return <Loaded query={query}>{(text) => <TextAndGrid {...props} stored={text} />}</Loaded>;
}

function TextAndGrid({ draft, file, stored, readOnly, diagnostics, place, dirty, saved }: FileEditorProps & { readonly stored: string }): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const queries = useQueryClient();
  const [edits, setEdits] = useState<Edits>(() => {
    const kept = unsavedOf(draft.id, file);
    return kept === undefined ? editsOf(stored) : edited(editsOf(stored), kept.text);
  });
  const [view, setView] = useState<'grid' | 'text'>('grid');
  const table = tableOf(edits.now);
  const changed = edits.now !== stored;

  useEffect(() => {
    keepUnsaved(draft.id, file, changed ? { revision: draft.revision, text: edits.now } : undefined);
    dirty(changed);
  }, [changed, edits.now]);

  const save = useMutation({
    mutationFn: () => writeFile(client, draft, file, edits.now),
    onSuccess: (next) => {
      queries.setQueryData([RULE_DRAFTS, draft.id, file], edits.now);
      saved(next);
    },
  });

  return (
    <div
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || readOnly) return;
        if (event.key === 's') save.mutate();
        else if (event.key === 'z') setEdits(event.shiftKey ? redone : undone);
        else if (event.key === 'y') setEdits(redone);
        else return;
        event.preventDefault();
      }}
    >
      <Space wrap className="tg-files">
        <Segmented
          aria-label={t('draft.view')}
          value={table === undefined ? 'text' : view}
          disabled={table === undefined}
          onChange={(chosen) => setView(chosen === 'grid' ? 'grid' : 'text')}
          options={[
            { value: 'grid', label: t('draft.grid') },
            { value: 'text', label: t('draft.text') },
          ]}
        />
        {!readOnly && (
          <>
            <Button disabled={edits.past.length === 0} onClick={() => setEdits(undone)}>
              {t('draft.undo')}
            </Button>
            <Button disabled={edits.future.length === 0} onClick={() => setEdits(redone)}>
              {t('draft.redo')}
            </Button>
            <Button type="primary" disabled={!changed} loading={save.isPending} onClick={() => save.mutate()}>
              {t('draft.save')}
            </Button>
          </>
        )}
      </Space>
      {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
      {table !== undefined && view === 'grid' ? (
        <TableGrid text={edits.now} table={table} diagnostics={diagnostics} readOnly={readOnly} change={(text) => setEdits((now) => edited(now, text))} />
      ) : (
        <TextView text={edits.now} readOnly={readOnly} label={file} place={place} change={(text) => setEdits((now) => edited(now, text))} />
      )}
    </div>
  );
}

interface TextViewProps {
  readonly text: string;
  readonly label: string;
  readonly readOnly: boolean;
  readonly place?: Diagnostic;
  readonly change: (text: string) => void;
}

function TextView({ text, label, readOnly, place, change }: TextViewProps): ReactNode {
  const [area, setArea] = useState<HTMLTextAreaElement | null>(null);
  useEffect(() => {
    if (area === null || place === undefined) return;
    const start = offset(area.value, place.line, place.column);
    area.focus();
    area.setSelectionRange(start, offset(area.value, place.endLine, place.endColumn));
  }, [area, place]);
  return <textarea ref={setArea} className="tg-text" spellCheck={false} aria-label={label} readOnly={readOnly} value={text} onChange={(event) => change(event.target.value)} />;
}

function offset(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) start = text.indexOf('\n', start) + 1 || text.length;
  return Math.min(start + column - 1, text.length);
}

function tableOf(text: string): DecisionTable | undefined {
  try {
    return readTable(text);
  } catch (error) {
    if (error instanceof TableError) return undefined;
    throw error;
  }
}

interface StepsProps {
  readonly draft: RuleDraftWithFiles;
  readonly unsaved: boolean;
  readonly renew: (draft: RuleDraftWithFiles) => void;
}

/** From a draft to what is in force. Who wrote to it does not approve it; the engine holds that, and says so. */
function Steps({ draft, unsaved, renew }: StepsProps): ReactNode {
  const { t } = useTranslation('console');
  const client = useClient();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const submit = useMutation({ mutationFn: () => submitDraft(client, draft), onSuccess: renew });
  const approve = useMutation({ mutationFn: () => approveDraft(client, draft), onSuccess: renew });
  const release = useMutation({
    mutationFn: () => releaseDraft(client, draft),
    onSuccess: async (done) => {
      await queries.invalidateQueries();
      void message.success(t('rules.releasedNow', { version: done.rule_pack.version, number: done.rule_pack.number, count: done.live }));
    },
  });
  const progress = useQuery({ queryKey: ['release-progress'], queryFn: () => releaseProgress(client), enabled: release.isPending, refetchInterval: 500 });
  const acts = [submit, approve, release];
  const pending = acts.some((act) => act.isPending);
  return (
    <section className="tg-steps" aria-label={t('steps.title')}>
      <p className="tg-quiet">{t(`steps.${draft.state}`)}</p>
      <Space wrap>
        {draft.state === 'open' && (
          <Button type="primary" disabled={unsaved || pending} loading={submit.isPending} onClick={() => submit.mutate()}>
            {t('steps.submit')}
          </Button>
        )}
        {draft.state === 'submitted' && (
          <Button
            disabled={unsaved || pending}
            loading={approve.isPending}
            onClick={() =>
              void modal.confirm({
                title: t('steps.approve'),
                content: t('steps.approveHint', { fingerprint: draft.fingerprint?.slice(0, 12) }),
                okText: t('steps.approve'),
                onOk: () => approve.mutateAsync().catch(() => undefined),
              })
            }
          >
            {t('steps.approve')}
          </Button>
        )}
        {(draft.state === 'submitted' || draft.state === 'approved') && (
          <Button type="primary" disabled={unsaved || pending} loading={release.isPending} onClick={() => release.mutate()}>
            {t('steps.release')}
          </Button>
        )}
      </Space>
      {release.isPending && progress.data && (
        <p role="status">
          {t(`phase.${progress.data.phase}`)} {progress.data.done}/{progress.data.of}
        </p>
      )}
      {acts.map((act, index) => act.isError && <ProblemNotice key={index} problem={problemOf(act.error)} />)}
    </section>
  );
}
