import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Called } from '../../api/calling';
import { wayOf } from '../../api/catalogue';
import type { CatalogueRelease } from '../../api/catalogue';
import { ProblemNotice } from '../../parts/ProblemNotice';
import { useFormats } from '../../texts/formats';
import { Facts } from '../Facts';
import { hiddenIn, linesOf, treeOf } from '../model/answer';
import type { Hidden } from '../model/answer';

interface AnswerProps {
  readonly called: Called;
  readonly release: CatalogueRelease;
}

/** What was answered: what is masked in it is marked, and why stands below. */
export function Answer({ called, release }: AnswerProps): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  const tree = called.text === undefined ? undefined : treeOf(called.text);
  const hidden = tree === undefined ? [] : hiddenIn(tree);
  return (
    <section className="tg-card tg-gap" aria-labelledby="tg-answer" aria-live="polite">
      <h2 id="tg-answer">
        {t('try.answer')} <Tag color={called.problem === undefined ? 'success' : 'error'}>{called.status}</Tag>
      </h2>
      <Facts
        facts={[
          [t('try.took'), t('try.milliseconds', { count: called.milliseconds })],
          called.left !== undefined && [t('try.left'), t('try.leftOf', { left: formats.number(called.left.remaining), limit: formats.number(called.left.limit) })],
          called.cache !== undefined && [t('try.cache'), <code>{called.cache}</code>],
          called.traceId !== undefined && [t('try.trace'), <code>{called.traceId}</code>],
        ]}
      />
      {called.problem !== undefined && (
        <>
          <ProblemNotice problem={called.problem} />
          {called.problem.code === 'TG-GRANT-REQUIRED' && (
            <p className="tg-quiet">{t('try.apply')}</p>
          )}
        </>
      )}
      {tree !== undefined && (
        <>
          <pre className="tg-agreement tg-gap" tabIndex={0} aria-labelledby="tg-answer">
            {linesOf(tree).map((line, place) => {
              const text = '  '.repeat(line.depth) + line.text;
              return (
                <span key={place} className={line.masked ? 'tg-hidden' : undefined}>
                  {line.masked ? (
                    <>
                      <mark>{text}</mark> <em>{t('try.masked')}</em>
                    </>
                  ) : (
                    text
                  )}
                  {'\n'}
                </span>
              );
            })}
          </pre>
          <h3>{t('try.why')}</h3>
          {hidden.length === 0 ? (
            <p className="tg-quiet">{t('try.nothingHidden')}</p>
          ) : (
            <ul>
              {hidden.map((one) => (
                <li key={one.field + one.relations.join()}>
                  <Why hidden={one} release={release} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </section>
  );
}

/** The mask that stands in the catalogue for what the caller is to the record. */
function Why({ hidden, release }: { readonly hidden: Hidden; readonly release: CatalogueRelease }): ReactNode {
  const { t } = useTranslation('portal');
  const formats = useFormats();
  const field = release.fields.find((one) => wayOf(one) === hidden.field);
  const relations = hidden.relations.map((relation) => t(`relation.${relation}`, relation)).join(t('apply.comma'));
  const masks = [...new Set(hidden.relations.map((relation) => field?.masks[relation] ?? field?.masks.EVERYBODY).filter((mask) => mask !== undefined))];
  return (
    <>
      {field?.title && `${formats.text(field.title)} `}
      <code>{hidden.field}</code>
      {`: ${t('try.because', { relations: relations || t('try.noRelation') })} `}
      {masks.map((mask) => (
        <code key={mask}>{mask}</code>
      ))}
    </>
  );
}
