import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Tabs, Tag } from 'antd';
import type { InputRef } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Answer } from '../api/client';
import { askForDraft, askForStepTable, CHECKS, checkText, DRAFTS, findResources, RESOURCES, ROUTE_STEPS, submitDraft, writeDraft } from '../api/designing';
import type { Draft } from '../api/designing';
import { problemOf } from '../api/problem';
import { useClient } from '../app/session';
import { Diagnostics } from '../parts/Diagnostics';
import { Loaded } from '../parts/Loaded';
import { ProblemNotice } from '../parts/ProblemNotice';
import { keep, keptOf } from './kept';
import { command, commandOf, insertStep, moveStep, renameKey, setValue, slotOf } from './model/commands';
import type { Command, CommandId, Slot } from './model/commands';
import { allSteps } from './model/route';
import { begin, select, selected, typed } from './model/state';
import type { State } from './model/state';
import type { StepTable } from './model/table';
import { verdictsOf } from './model/verdicts';
import { Canvas } from './view/Canvas';
import { GovernancePanel } from './view/GovernancePanel';
import { Palette } from './view/Palette';
import { PreviewPanel } from './view/PreviewPanel';
import { StepForm } from './view/StepForm';
import { YamlEditor } from './view/YamlEditor';

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
  const queries = useQueryClient();
  const draftId = opened.body.id;
  const kept = useMemo(() => keptOf(draftId), [draftId]);
  const [stored, setStored] = useState(opened);
  const [state, setState] = useState<State>(() => begin(kept?.text ?? opened.body.text));
  const [slot, setSlot] = useState<Slot>();
  const [tab, setTab] = useState('step');
  const search = useRef<InputRef>(null);
  const text = state.document.text;
  const unsaved = text !== stored.body.text;

  useEffect(() => {
    keep(draftId, unsaved ? { text, revision: stored.revision ?? '' } : undefined);
  }, [draftId, stored, text, unsaved]);

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
  const save = useMutation({ mutationFn: () => writeDraft(client, draftId, stored.revision ?? '', text), onSuccess: took });
  const submit = useMutation({
    mutationFn: async () => {
      const saved = unsaved ? await writeDraft(client, draftId, stored.revision ?? '', text) : stored;
      took(saved);
      return submitDraft(client, draftId, saved.revision ?? '');
    },
    onSuccess: took,
  });
  const busy = save.isPending || submit.isPending;

  const steps = useMemo(() => allSteps(state.routes), [state.routes]);
  const verdicts = useMemo(() => verdictsOf(steps, check.data), [check.data, steps]);
  const one = selected(state).length === 1 ? selected(state)[0] : undefined;
  const run = useCallback((what: Command) => setState((now) => (what.enabled(now) ? what.run(now) : now)), []);
  const choose = (element: string): void => {
    setState((now) => insertStep(now, slot ?? slotOf(now), element));
    setSlot(undefined);
    setTab('step');
  };
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
        <Button onClick={() => download(text, check.data?.service ?? 'service')}>{t('export')}</Button>
        <Button disabled={!unsaved || busy} loading={save.isPending} onClick={() => save.mutate()}>
          {unsaved ? t('save') : t('saved')}
        </Button>
        <Button type="primary" disabled={busy || errors > 0 || check.data === undefined} loading={submit.isPending} title={errors > 0 ? t('submitErrors') : undefined} onClick={() => submit.mutate()}>
          {t('submit')}
        </Button>
      </header>
      {kept !== undefined && kept.text !== opened.body.text && unsaved && <p className="tg-hint">{t(kept.revision === opened.revision ? 'kept' : 'keptOverOther')}</p>}
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
          onSlot={(where) => {
            setSlot(where);
            search.current?.focus();
          }}
          onDrop={(what, where) => setState((now) => ('element' in what ? insertStep(now, where, what.element) : moveStep(now, what.from, where)))}
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
                ) : (
                  <StepForm
                    key={one.id}
                    document={state.document}
                    step={one}
                    table={table}
                    routes={state.routes}
                    resources={resources.data}
                    onSet={(path, value) => setState((now) => setValue(now, path, value))}
                    onRename={(path, name) => setState((now) => renameKey(now, path, name))}
                  />
                ),
            },
            { key: 'governance', label: t('tab.governance'), children: <Loaded query={check}>{(checked) => <GovernancePanel checked={checked} />}</Loaded> },
            { key: 'preview', label: t('tab.preview'), children: <Loaded query={check}>{(checked) => <PreviewPanel key={String(checked.service)} text={judged} checked={checked} />}</Loaded> },
            { key: 'problems', label: t('tab.problems', { count: check.data?.diagnostics.length ?? 0 }), children: <Loaded query={check}>{(checked) => <Diagnostics diagnostics={checked.diagnostics} />}</Loaded> },
          ]}
        />
      </section>
      <section className="tg-text" aria-label={t('text')}>
        <YamlEditor
          label={t('text')}
          text={text}
          onChange={(next) => setState((now) => typed(now, next, Date.now()))}
          diagnostics={check.data?.diagnostics ?? []}
          words={words}
          shown={one?.lines}
          undo={() => run(command('undo'))}
          redo={() => run(command('redo'))}
          fixLabel={(suggestion) => t('fix', { suggestion })}
        />
      </section>
    </main>
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
