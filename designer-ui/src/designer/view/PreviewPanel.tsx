import { useMutation } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FAULTS, preview } from '../../api/designing';
import type { Checked, Manner, Preview, RanStep } from '../../api/designing';
import { problemIn, problemOf } from '../../api/problem';
import { useClient } from '../../app/session';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';

/** Who stands for the relations a provider looks at first, in this order, when the engine has them. */
const FIRST = ['principal', 'agent', 'forwarder', 'other'];

interface PreviewPanelProps {
  readonly text: string;
  readonly checked: Checked;
  /** Sources that can be made to seem to fail. */
  readonly sources: readonly string[];
  /** The step that is written at a place, and what it is called; absent where none is. */
  readonly nameAt: (place: RanStep) => { readonly id: string; readonly name: string } | undefined;
  readonly onSelect: (step: string) => void;
}

/** What each of the cast would get, side by side, by the read that will serve it. */
export function PreviewPanel({ text, checked, sources, nameAt, onSelect }: PreviewPanelProps): ReactNode {
  const { t } = useTranslation('designer');
  const client = useClient();
  const [parameters, setParameters] = useState<Readonly<Record<string, string>>>({});
  const callers = checked.callers ?? [];
  const [chosen, setChosen] = useState<readonly string[]>(() => {
    const known = FIRST.filter((as) => callers.some((caller) => caller.as === as));
    return known.length > 0 ? known : callers.slice(0, 4).map((caller) => caller.as);
  });
  const [faults, setFaults] = useState<Manner['faults']>({});
  const [steps, setSteps] = useState(false);
  const run = useMutation({
    // one after the other: the engine tries two texts at a time
    mutationFn: async () => {
      const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
      const answers: Preview[] = [];
      for (const as of chosen) answers.push(await preview(client, text, given, as, { faults, steps }));
      return answers;
    },
  });
  if (checked.plan === undefined) return <p className="tg-pad tg-quiet">{t('governance.refused')}</p>;
  const missing = checked.plan.parameters.filter((parameter) => parameter.required && !parameters[parameter.name]);
  return (
    <div className="tg-form">
      <div className="tg-parameters">
        {checked.plan.parameters.map((parameter) => (
          <label key={parameter.name}>
            <code>{parameter.name}</code>
            {parameter.required && <span aria-hidden> *</span>}
            <Input value={parameters[parameter.name] ?? ''} placeholder={parameter.format ?? parameter.type} onChange={(event) => setParameters({ ...parameters, [parameter.name]: event.target.value })} />
          </label>
        ))}
      </div>
      <div className="tg-actions" role="group" aria-label={t('preview.as')}>
        {callers.map((caller) => (
          <label key={caller.as} className="tg-caller" title={caller.name}>
            <input
              type="checkbox"
              checked={chosen.includes(caller.as)}
              onChange={(event) => setChosen(event.target.checked ? [...chosen, caller.as] : chosen.filter((as) => as !== caller.as))}
            />
            {t(`cast.${caller.as}`, caller.as)}
          </label>
        ))}
      </div>
      <div className="tg-parameters tg-gap">
        {sources.map((source) => (
          <label key={source}>
            {t('preview.fault', { source })}
            <Select
              className="tg-wide"
              value={faults[source] ?? ''}
              options={[{ value: '', label: t('fault.none') }, ...FAULTS.map((value) => ({ value, label: t(`fault.${value}`) }))]}
              onChange={(value) => setFaults(Object.fromEntries([...Object.entries(faults).filter(([name]) => name !== source), ...(value === '' ? [] : [[source, value]])]) as Manner['faults'])}
            />
          </label>
        ))}
      </div>
      <label className="tg-caller">
        <input type="checkbox" checked={steps} onChange={(event) => setSteps(event.target.checked)} />
        {t('preview.steps')}
      </label>
      <br />
      <Button type="primary" className="tg-gap" loading={run.isPending} disabled={missing.length > 0 || chosen.length === 0} onClick={() => run.mutate()}>
        {t('preview.run')}
      </Button>
      {missing.length > 0 && <span className="tg-quiet tg-reason">{t('preview.missing', { names: missing.map((parameter) => parameter.name).join(', ') })}</span>}
      {run.isError && <ProblemNotice problem={problemOf(run.error)} />}
      <div className="tg-previews">
        {(run.data ?? []).map((one) => (
          <section key={one.as} aria-label={one.as}>
            <h2>{t(`cast.${one.as}`, one.as)}</h2>
            <p className="tg-quiet">{t('preview.took', { ms: one.milliseconds, relations: (one.relations ?? []).join(', ') || '–' })}</p>
            {one.problem === undefined ? <Shown value={one.answer} /> : <ProblemNotice problem={problemIn(one.problem, one.status)} />}
            {one.steps !== undefined && <Steps steps={one.steps} nameAt={nameAt} onSelect={onSelect} />}
          </section>
        ))}
      </div>
    </div>
  );
}

/** How a call ran, step by step: when, how long, and what there was behind each. */
function Steps({ steps, nameAt, onSelect }: { readonly steps: readonly RanStep[] } & Pick<PreviewPanelProps, 'nameAt' | 'onSelect'>): ReactNode {
  const { t } = useTranslation('designer');
  const formats = useFormats();
  const ms = (microseconds: number): string => formats.number(Math.round(microseconds / 100) / 10);
  return (
    <>
      <h3>{t('preview.ran')}</h3>
      <ol className="tg-ran">
        {steps.map((step, i) => {
          const found = nameAt(step);
          return (
            <li key={i}>
              {found === undefined ? (
                t('preview.unwritten')
              ) : (
                <button type="button" className="tg-link" onClick={() => onSelect(found.id)}>
                  {found.name}
                </button>
              )}{' '}
              {step.failed ? (
                <b className="tg-bad">{t('preview.failed', { at: ms(step.after_microseconds) })}</b>
              ) : (
                <span className="tg-quiet">{t('preview.step', { at: ms(step.after_microseconds), ms: ms(step.microseconds ?? 0), count: step.records })}</span>
              )}
              {step.body === undefined
                ? !step.failed && <p className="tg-quiet">{t('preview.large')}</p>
                : step.body.length > 0 && (
                    <details>
                      <summary>{t('preview.behind', { count: step.body.length })}</summary>
                      <Shown value={step.body} masked={step.masked} />
                    </details>
                  )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** Members the gateway adds to records. */
const ADDED = new Set(['_relation', '_masked']);

/** An answer, with what the caller does not see as it is marked. */
function Shown({ value, masked: marked = [] }: { readonly value: unknown; readonly masked?: readonly string[] }): ReactNode {
  const { t } = useTranslation('designer');
  if (Array.isArray(value)) {
    return (
      <ol className="tg-records">
        {value.map((one, i) => (
          <li key={i}>
            <Shown value={one} masked={marked} />
          </li>
        ))}
      </ol>
    );
  }
  if (typeof value !== 'object' || value === null) return <code>{JSON.stringify(value)}</code>;
  const members = value as Record<string, unknown>;
  const masked = Array.isArray(members['_masked']) ? members['_masked'].map(String) : marked;
  return (
    <dl className="tg-record">
      {Object.entries(members)
        .filter(([name]) => !ADDED.has(name))
        .map(([name, one]) => (
          <div key={name} className={masked.includes(name) ? 'tg-masked' : undefined}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <Shown value={one} masked={marked} />
              {masked.includes(name) && <span className="tg-masked-count">{t('preview.masked')}</span>}
            </dd>
          </div>
        ))}
    </dl>
  );
}
