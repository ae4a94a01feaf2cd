import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessRequest, RequestState } from '../../api/applying';
import { useFormats } from '../../texts/formats';
import { clockOf, stepsOf } from '../model/progress';

const COLOURS: Readonly<Record<RequestState, string>> = { review: 'processing', question: 'warning', approved: 'warning', rejected: 'error', withdrawn: 'default', closed: 'success' };

export function StateTag({ state }: { readonly state: RequestState }): ReactNode {
  const { t } = useTranslation('portal');
  return <Tag color={COLOURS[state]}>{t(`state.${state}`)}</Tag>;
}

/** Whose turn it is, and until when they have. */
export function ClockText({ request }: { readonly request: AccessRequest }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  const clock = clockOf(request, new Date());
  switch (clock.runs) {
    case 'theirs':
      return (
        <span className={clock.overdue ? 'tg-overdue' : undefined}>
          {t(`stage.${clock.stage}`, clock.stage)} · {clock.overdue ? t('clock.overdue', { day: clock.due }) : t('clock.due', { day: clock.due, count: clock.left })}
        </span>
      );
    case 'ours':
      return (
        <b>
          {t(request.state === 'question' ? 'clock.answer' : 'clock.sign')} · {t('clock.since', { at: formats.dateTime(clock.since) })}
        </b>
      );
    default:
      return null;
  }
}

/** The way from asking to calling, and how far it was gone. */
export function Way({ request }: { readonly request: AccessRequest }): ReactNode {
  const { t } = useTranslation('portal');
  return (
    <ol className="tg-way">
      {stepsOf(request).map((step) => (
        <li key={step.name} className={`tg-way-${step.state}`} aria-current={step.state === 'now' ? 'step' : undefined}>
          <b>{t(`stage.${step.name}`, step.name)}</b>
          <span>{t(`step.${step.state}`)}</span>
        </li>
      ))}
    </ol>
  );
}
