import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Tabs, Tag } from 'antd';
import type { InputRef } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Answer } from '../api/client';
import { askForDraft, askForStepTable, CHECKS, checkText, DRAFTS, findResources, RESOURCES, ROUTE_STEPS, submitDraft, writeDraft } from '../api/designing';
import type { Draft, RanStep, StepShapes } from '../api/designing';
import { problemOf } from '../api/problem';
import { useClient } from '../app/session';
import { Diagnostics } from '../parts/Diagnostics';
import { InMain } from '../parts/InMain';
import { Loaded } from '../parts/Loaded';
import { ProblemNotice } from '../parts/ProblemNotice';
import { useFormats } from '../texts/formats';
import { keep, keptOf } from './kept';
import { isAt } from './model/completions';
import { command, commandOf, insertStep, moveStep, renameKey, setScript, setValue, slotOf, typeValue } from './model/commands';
import type { Command, CommandId, Slot } from './model/commands';
import { read } from './model/document';
import { allSteps, sourcesOf } from './model/route';
import { merge } from './model/merge';
import { begin, edited, select, selected, typed } from './model/state';
import type { State } from './model/state';
import { kindOf, newStep } from './model/table';
import type { StepTable } from './model/table';
import { verdictsOf } from './model/verdicts';
import { marksOf } from './model/written';
import { Canvas } from './view/Canvas';
import { CompareDialog } from './view/CompareDialog';
import { GovernancePanel } from './view/GovernancePanel';
import { MergeDialog } from './view/MergeDialog';
import type { Met } from './view/MergeDialog';
import { Palette } from './view/Palette';
import { PreviewPanel } from './view/PreviewPanel';
import { StepForm } from './view/StepForm';
import { YamlEditor } from './view/YamlEditor';

/** The status of a write over a revision that is no longer the latest. */
const STALE = 412;

/** A text is judged when nobody has typed for so long, in milliseconds. */
const PAUSE = 400;

/** One draft, drawn and written. */
export default function EditorPage(): ReactNode {
  const { id = '' } = useParams();
  const client = useClient();
  // what is on the screen is not replaced behind somebody's back
  const draft = useQuery({ queryKey: [DRAFTS, id], queryFn: () => askForDraft(client, id), staleTime: Infinity, gcTime: 0 });
  const table = useQuery({ queryKey: [ROUTE_STEPS], queryFn: () => askForStepTable(client), staleTime: Infinity });
  return <Loaded query={draft}>{(answer) => <Loaded query={table}>{(steps) => <Workbench key={answer.body.id} opened={answer} table={steps} />}</Loaded>}</Loaded>;
}

const BUTTONS = ['undo', 'redo', 'copy', 'cut', 'paste', 'duplicate', 'remove', 'moveUp', 'moveDown', 'moveIn', 'moveOut'] as const satisfies readonly CommandId[];

function Workbench({ opened, table }: { readonly opened: Answer<Draft>; readonly table: StepTable }): ReactNode {
  const { t } = useTranslation('designer');
  const client = useClient();
  const formats = useFormats();
  const queries = useQueryClient();
  const draftId = opened.body.id;
  const kept = useMemo(() => keptOf(draftId), [draftId]);
  const [stored, setStored] = useState(opened);
  const [state, setState] = useState<State>(() => begin(kept?.text ?? opened.body.text));
  /** What somebody else saved over what this page began with, and both have to be brought together. */
  const [met, setMet] = useState<Met | undefined>(() => (kept === undefined || kept.revision === opened.revision ? undefined : { theirs: opened, merge: merge(kept.base, kept.text, opened.body.text) }));
  const [together, setTogether] = useState(false);
  const [comparing, setComparing] = useState(false);
  const [slot, setSlot] = useState<Slot>();
  const [tab, setTab] = useState('step');
  const search = useRef<InputRef>(null);
  const text = state.document.text;
  const unsaved = text !== stored.body.text;

  useEffect(() => {
    // while the two are not together, what was kept is still of the revision it was written over
    if (met === undefined) keep(draftId, unsaved ? { text, revision: stored.revision ?? '', base: stored.body.text } : undefined);
  }, [draftId, met, stored, text, unsaved]);

  const judged = useAfterPause(text);
  const check = useQuery({
    queryKey: [CHECKS, judged],
    queryFn: ({ signal }) => checkText(client, judged, signal),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
  const resources = useQuery({ queryKey: [RESOURCES, ''], queryFn: () => findResources(client, '') });

  const took = (answer: Answer<Draft>): void => {
    setStored(answer);
    void queries.invalidateQueries({ queryKey: [DRAFTS], exact: true });
  };
  const meet = useMutation({
    mutationFn: () => askForDraft(client, String(draftId)),
    onSuccess: (theirs) => setMet({ theirs, merge: merge(stored.body.text, text, theirs.body.text) }),
  });
  /** Somebody else was first: nothing is written over. */
  const onError = (error: Error): void => {
    if (problemOf(error).status === STALE) meet.mutate();
  };
  const bring = (whole: string): void => {
    if (met === undefined) return;
    setStored(met.theirs);
    setState((now) => edited(now, read(whole)));
    setMet(undefined);
    setTogether(true);
    save.reset();
    submit.reset();
  };
  const save = useMutation({ mutationFn: () => writeDraft(client, draftId, stored.revision ?? '', text), onSuccess: took, onError });
  const submit = useMutation({
    mutationFn: async () => {
      const saved = unsaved ? await writeDraft(client, draftId, stored.revision ?? '', text) : stored;
      took(saved);
      return submitDraft(client, draftId, saved.revision ?? '');
    },
    onSuccess: took,
    onError,
  });
  const busy = save.isPending || submit.isPending;

  const steps = useMemo(() => allSteps(state.routes), [state.routes]);
  const verdicts = useMemo(() => verdictsOf(steps, check.data), [check.data, steps]);
  const one = selected(state).length === 1 ? selected(state)[0] : undefined;
  const sources = useMemo(() => sourcesOf(state.document, state.routes), [state.document, state.routes]);
  const nameAt = (place: RanStep): { readonly id: string; readonly name: string } | undefined => {
    const step = steps.find((one) => isAt(one, place));
    const kind = step && kindOf(table, step.name, step.endpoint);
    return step && { id: step.id, name: [kind === undefined ? step.name : formats.text(kind.title), step.gist].join(' ') };
  };
  /** A text that is no document just now says nothing of its steps; what was known of them before goes on to help. */
  const [shapes, setShapes] = useState<readonly StepShapes[]>([]);
  useEffect(() => {
    if (check.data !== undefined && check.data.steps.length > 0) setShapes(check.data.steps);
  }, [check.data]);
  const marks = useMemo(() => (check.data?.text === text ? marksOf(text, check.data.diagnostics) : undefined), [check.data, text]);
  const run = useCallback((what: Command) => setState((now) => (what.enabled(now) ? what.run(now) : now)), []);
  const choose = useCallback(
    (element: string): void => {
      setState((now) => insertStep(now, slot ?? slotOf(now), element));
      setSlot(undefined);
      setTab('step');
    },
    [slot],
  );
  const words = useMemo(
    () => [
      ...table.steps.map((kind) => ({ label: kind.name, detail: kind.title.zh, type: 'keyword' })),
      ...table.steps.flatMap((kind) => kind.options.map((option) => ({ label: option.name.split(' ')[0] ?? '', type: 'property' }))),
      ...(resources.data?.sources ?? []).map((source) => ({ label: `#${source.id}`, type: 'constant' })),
      ...(resources.data?.resources ?? []).flatMap((resource) => [{ label: resource.kind === 'operation' ? resource.id : `${resource.schema}.${resource.name}`, type: 'class' }, ...resource.fields.map((field) => ({ label: field.name, detail: field.title.zh, type: 'variable' }))]),
    ],
    [resources.data, table],
  );

  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey && event.key === 's') {
      event.preventDefault();
      if (unsaved && !busy) save.mutate();
      return;
    }
    if ((event.target as HTMLElement).closest('input, textarea, .cm-editor, [role=combobox], [role=listbox]')) return;
    if (event.key === 'Insert' || (event.key === 'Enter' && event.altKey)) {
      event.preventDefault();
      setSlot(slotOf(state));
      search.current?.focus();
      return;
    }
    const found = commandOf(event.nativeEvent);
    if (found === undefined) return;
    event.preventDefault();
    run(found);
  };

  const errors = check.data?.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length ?? 0;
  return (
    <InMain value>
    <main className="tg-designer" id="content" tabIndex={-1} onKeyDown={onKey}>
      <header className="tg-toolbar">
        <h1>
          <Link to="/designer">{t('title')}</Link> / {check.data?.service ?? stored.body.service}
        </h1>
        <Tag>{t(`state.${stored.body.state}`)}</Tag>
        <div role="toolbar" aria-label={t('tools')}>
          {BUTTONS.map((id) => {
            const it = command(id);
            return (
              <Button key={id} size="small" disabled={!it.enabled(state)} title={it.shortcuts.map(keyText).join(' / ')} onClick={() => run(it)}>
                {t(`command.${id}`)}
              </Button>
            );
          })}
        </div>
        <span className="tg-spring" />
        <span role="status" className={errors > 0 ? 'tg-bad' : 'tg-quiet'}>
          {check.isFetching ? t('check.running') : check.isError ? t('check.failed') : errors > 0 ? t('check.errors', { count: errors }) : t('check.sound')}
        </span>
        <Button size="small" onClick={() => setComparing(true)}>{t('compare.do')}</Button>
        <Button size="small" onClick={() => download(text, check.data?.service ?? 'service')}>{t('export')}</Button>
        <Button disabled={!unsaved || busy} loading={save.isPending} onClick={() => save.mutate()}>
          {unsaved ? t('save') : t('saved')}
        </Button>
        <Button type="primary" disabled={busy || errors > 0 || check.data === undefined} loading={submit.isPending} title={errors > 0 ? t('submitErrors') : undefined} onClick={() => submit.mutate()}>
          {t('submit')}
        </Button>
      </header>
      {kept !== undefined && kept.text !== opened.body.text && unsaved && !together && <p className="tg-hint">{t('kept')}</p>}
      {together && unsaved && <p className="tg-hint">{t('merge.together')}</p>}
      {meet.isError && <ProblemNotice problem={problemOf(meet.error)} again={() => meet.mutate()} />}
      {met !== undefined && <MergeDialog met={met} table={table} onBring={bring} />}
      {comparing && <CompareDialog draft={stored.body} text={text} table={table} onClose={() => setComparing(false)} />}
      {save.isError && <ProblemNotice problem={problemOf(save.error)} />}
      {submit.isError && <ProblemNotice problem={problemOf(submit.error)} />}
      {submit.isSuccess && !unsaved && <p className="tg-hint">{t('submitted')}</p>}
      <Palette table={table} search={search} onChoose={choose} />
      <section className="tg-canvas" aria-label={t('canvas.title')}>
        <Canvas
          routes={state.routes}
          table={table}
          selection={state.selection}
          verdicts={verdicts}
          onSelect={(ids) => {
            setState((now) => select(now, ids));
            setSlot(undefined);
          }}
          editing={{
            onSlot: (where) => {
              setSlot(where);
              search.current?.focus();
            },
            onDrop: (what, where) => setState((now) => ('element' in what ? insertStep(now, where, what.element) : moveStep(now, what.from, where))),
          }}
        />
        {!state.document.sound && <p className="tg-hint tg-over-canvas">{t('canvas.broken')}</p>}
        {slot !== undefined && <p className="tg-hint tg-over-canvas">{t('canvas.choose')}</p>}
      </section>
      <section className="tg-side" aria-label={t('side')}>
        <Tabs
          size="small"
          activeKey={tab}
          onChange={setTab}
          items={[
            {
              key: 'step',
              label: t('tab.step'),
              children:
                one === undefined ? (
                  <p className="tg-pad tg-quiet">{t('form.none')}</p>
                ) : !state.document.sound ? (
                  <p className="tg-pad tg-quiet">{t('form.broken')}</p>
                ) : (
                  <StepForm
                    key={one.id}
                    document={state.document}
                    step={one}
                    table={table}
                    routes={state.routes}
                    resources={resources.data}
                    writing={{
                      marks,
                      shapes,
                      undo: () => run(command('undo')),
                      redo: () => run(command('redo')),
                      onScript: (step, script) => setState((now) => setScript(now, step, script)),
                      onLookUp: (step, field) => {
                        const kind = kindOf(table, 'to', 'code-map');
                        const [source] = sources;
                        if (kind === undefined) return;
                        const at: Slot = { path: step.path.slice(0, -1), index: (step.path.at(-1) as number) + 1 };
                        setState((now) => insertStep(now, at, newStep(kind, { dictionary: `#${source ?? ''}`, field, into: `${field}_name` })));
                      },
                      onType: (path, value) => setState((now) => typeValue(now, path, value, Date.now())),
                    }}
                    onSet={(path, value) => setState((now) => setValue(now, path, value))}
                    onRename={(path, name) => setState((now) => renameKey(now, path, name))}
                  />
                ),
            },
            { key: 'governance', label: t('tab.governance'), children: <Loaded query={check}>{(checked) => <GovernancePanel checked={checked} />}</Loaded> },
            { key: 'preview', label: t('tab.preview'), children: <Loaded query={check}>{(checked) => <PreviewPanel key={String(checked.service)} text={judged} checked={checked} sources={sources} nameAt={nameAt} onSelect={(id) => setState((now) => select(now, [id]))} />}</Loaded> },
            { key: 'problems', label: t('tab.problems', { count: check.data?.diagnostics.length ?? 0 }), children: <Loaded query={check}>{(checked) => <Diagnostics diagnostics={checked.diagnostics} />}</Loaded> },
          ]}
        />
      </section>
      <section className="tg-text" aria-label={t('text')}>
        <YamlEditor
          label={t('text')}
          text={text}
          onChange={(next) => setState((now) => typed(now, next, Date.now()))}
          marks={marks}
          words={words}
          shown={one?.lines}
          undo={() => run(command('undo'))}
          redo={() => run(command('redo'))}
          fixLabel={(suggestion) => t('fix', { suggestion })}
        />
      </section>
    </main>
    </InMain>
  );
}

function useAfterPause(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function keyText(shortcut: Command['shortcuts'][number]): string {
  return [shortcut.control && 'Ctrl', shortcut.alt && 'Alt', shortcut.shift && 'Shift', shortcut.key.replace(/^arrow/, '')]
    .filter((part) => typeof part === 'string')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('+');
}

function download(text: string, service: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  link.download = `${service}.yaml`;
  link.click();
  URL.revokeObjectURL(link.href);
}
