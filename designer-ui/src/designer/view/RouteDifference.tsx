import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../texts/formats';
import { read } from '../model/document';
import { stepChanges } from '../model/difference';
import type { Change } from '../model/difference';
import { allSteps, routesOf } from '../model/route';
import type { Step } from '../model/route';
import { kindOf } from '../model/table';
import type { StepTable } from '../model/table';
import { Canvas } from './Canvas';
import '../designer.css';

interface RouteDifferenceProps {
  readonly before: string;
  readonly after: string;
  readonly table: StepTable;
}

/** Two routes side by side, with what became of their steps. Whatever the canvases show stands below them as a list as well. */
export default function RouteDifference({ before, after, table }: RouteDifferenceProps): ReactNode {
  const { t } = useTranslation('designer');
  const formats = useFormats();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const both = useMemo(() => {
    const documents = [read(before), read(after)] as const;
    const changes = stepChanges(...documents);
    return [
      { side: 'before', routes: routesOf(documents[0]), changes: changes.before },
      { side: 'after', routes: routesOf(documents[1]), changes: changes.after },
    ] as const;
  }, [after, before]);
  const listed = both.flatMap(({ side, routes, changes }) =>
    allSteps(routes).flatMap((step) => {
      const change = changes.get(step.id);
      // what is on both sides is told once
      return change === undefined || (side === 'before' && change !== 'removed') ? [] : [{ step, change }];
    }),
  );
  const named = (step: Step): string => {
    const kind = kindOf(table, step.name, step.endpoint);
    return kind === undefined ? step.name : formats.text(kind.title);
  };
  const item = (change: Change, step: Step): ReactNode => (
    <li key={`${change} ${step.id}`}>
      <span className={`tg-change tg-change-${change}`}>{t(`change.${change}`)}</span>{' '}
      <button type="button" className="tg-link" onClick={() => setChosen([step.id])}>
        {named(step)} <code>{step.gist}</code>
      </button>
    </li>
  );
  return (
    <>
      <div className="tg-both">
        {both.map(({ side, routes, changes }) => (
          <section key={side} aria-label={t(`compare.${side}`)}>
            <h3>{t(`compare.${side}`)}</h3>
            {routes.length === 0 ? (
              <p className="tg-quiet">{t('compare.unread')}</p>
            ) : (
              <div className="tg-canvas tg-still">
                <Canvas routes={routes} table={table} selection={chosen} changes={changes} onSelect={setChosen} />
              </div>
            )}
          </section>
        ))}
      </div>
      {listed.length === 0 ? <p>{t('compare.same')}</p> : <ul className="tg-step-changes">{listed.map(({ change, step }) => item(change, step))}</ul>}
    </>
  );
}
