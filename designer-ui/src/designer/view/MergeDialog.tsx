import { Button, Modal, Radio } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../api/client';
import type { Draft } from '../../api/designing';
import { LineDifference } from '../../parts/LineDifference';
import { useFormats } from '../../texts/formats';
import { merged } from '../model/merge';
import type { Conflict, Merge } from '../model/merge';
import { allSteps, routesOf } from '../model/route';
import { kindOf } from '../model/table';
import type { StepTable } from '../model/table';

/** Two texts of one draft: what somebody else saved, and how the one on this page is brought into it. */
export interface Met {
  readonly theirs: Answer<Draft>;
  readonly merge: Merge;
}

interface MergeDialogProps {
  readonly met: Met;
  readonly table: StepTable;
  readonly onBring: (text: string) => void;
}

type Side = 'mine' | 'theirs';

/** Brings two texts together: step by step for what both changed. It can only be left by doing so, and undone afterwards. */
export function MergeDialog({ met, table, onBring }: MergeDialogProps): ReactNode {
  const { t } = useTranslation('designer');
  const formats = useFormats();
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const { conflicts } = met.merge;
  const { author, changed_at: at } = met.theirs.body;
  const left = conflicts.filter((conflict) => chosen[conflict.id] === undefined).length;
  const bring = (): void => onBring(merged(met.merge, new Set(conflicts.flatMap((conflict) => (chosen[conflict.id] === 'mine' ? [conflict.id] : [])))));
  return (
    <Modal
      open
      closable={false}
      width={960}
      title={t('merge.title')}
      footer={
        <>
          {left > 0 && <span className="tg-quiet tg-reason">{t('merge.left', { count: left })} </span>}
          <Button type="primary" disabled={left > 0} onClick={bring}>
            {t('merge.do')}
          </Button>
        </>
      }
    >
      <p>{t('merge.who', { author, at: formats.dateTime(at) })}</p>
      {conflicts.length === 0 && <p>{t('merge.apart')}</p>}
      {conflicts.map((conflict) => (
        <section key={conflict.id} className="tg-section">
          <h3 id={`conflict-${conflict.id}`}>{placeOf(conflict, met.merge, table, formats.text, t('merge.whole'))}</h3>
          <Version title={t('merge.mine')} base={conflict.base} text={conflict.mine} />
          <Version title={t('merge.theirs')} base={conflict.base} text={conflict.theirs} />
          <Radio.Group
            aria-labelledby={`conflict-${conflict.id}`}
            value={chosen[conflict.id] ?? null}
            onChange={(event) => setChosen({ ...chosen, [conflict.id]: event.target.value as Side })}
            options={[
              { value: 'mine', label: t('merge.takeMine') },
              { value: 'theirs', label: t('merge.takeTheirs') },
            ]}
          />
        </section>
      ))}
    </Modal>
  );
}

function Version({ title, base, text }: { readonly title: string; readonly base?: string; readonly text?: string }): ReactNode {
  const { t } = useTranslation('designer');
  return (
    <>
      <h4>{title}</h4>
      {text === undefined ? <p>{t('merge.gone')}</p> : <LineDifference label={title} before={base ?? ''} after={text} />}
    </>
  );
}

/** The step a conflict is in, and what of it. */
function placeOf(conflict: Conflict, { theirs }: Merge, table: StepTable, words: (both: { zh: string; en: string }) => string, whole: string): string {
  if (conflict.path.length === 0) return whole;
  const around = allSteps(routesOf(theirs)).findLast((step) => conflict.id.startsWith(step.id));
  const within = conflict.path.slice(around?.path.length ?? 0).join('.');
  const kind = around && kindOf(table, around.name, around.endpoint);
  return [around && (kind === undefined ? around.name : words(kind.title)), around?.gist, within].filter(Boolean).join(' · ');
}
