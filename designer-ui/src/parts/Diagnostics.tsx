import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Diagnostic } from '../api/diagnostic';

interface DiagnosticsProps {
  readonly diagnostics: readonly Diagnostic[];
  /** Goes to the place of one. */
  readonly go?: (diagnostic: Diagnostic) => void;
}

/** What the engine found, each with its place, its code and how to mend it. */
export function Diagnostics({ diagnostics, go }: DiagnosticsProps): ReactNode {
  const { t } = useTranslation();
  return (
    <ul className="tg-diagnostics">
      {diagnostics.map((each, index) => (
        <li key={`${each.file}:${each.line}:${each.column}:${each.code}:${index}`} className={`tg-diagnostic-${each.severity}`}>
          <span>{t(`severity.${each.severity}`)}</span>
          <div>
            <div>{each.message}</div>
            {each.help !== '' && <div className="tg-quiet">{each.help}</div>}
            <div className="tg-quiet">
              <code>{each.code}</code>{' '}
              {go ? (
                <button type="button" className="tg-link" onClick={() => go(each)}>
                  {`${each.file}:${each.line}:${each.column}`}
                </button>
              ) : (
                <code>{`${each.file}:${each.line}:${each.column}`}</code>
              )}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
