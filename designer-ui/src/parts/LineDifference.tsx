import { Fragment, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { compareLines, hunksOf } from './lines';
import { Scrolled } from './Scrolled';

interface LineDifferenceProps {
  readonly before: string;
  readonly after: string;
  readonly label: string;
}

const CONTEXT = 3;
const SIGN = { same: ' ', gone: '−', new: '+' } as const;

/** What changed between two texts, line by line. What lies far from any change opens at a click. */
export function LineDifference({ before, after, label }: LineDifferenceProps): ReactNode {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const lines = useMemo(() => compareLines(before, after), [before, after]);
  const hunks = whole ? [{ lines }] : hunksOf(lines, CONTEXT);
  if (lines.every((line) => line.kind === 'same')) return <p className="tg-quiet">{t('lines.same')}</p>;
  return (
    <Scrolled label={label}>
      <table className="tg-lines">
        <tbody>
          {hunks.map((hunk, at) => (
            <Fragment key={at}>
              {'left' in hunk ? (
                <tr>
                  <td />
                  <td />
                  <td>
                    <button type="button" className="tg-link" onClick={() => setWhole(true)}>
                      {t('lines.left', { count: hunk.left })}
                    </button>
                  </td>
                </tr>
              ) : (
                hunk.lines.map((line) => (
                  <tr key={`${line.kind}${line.number}`} className={`tg-line-${line.kind}`}>
                    <td>{line.number}</td>
                    <td>{line.kind === 'same' ? SIGN.same : <span title={t(`lines.${line.kind}`)}>{SIGN[line.kind]}</span>}</td>
                    <td>{line.text}</td>
                  </tr>
                ))
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
