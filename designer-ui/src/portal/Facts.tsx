import type { ReactNode } from 'react';

interface FactsProps {
  /** What each is called, and what it is; what is not there is left out. */
  readonly facts: readonly (readonly [string, ReactNode] | false)[];
}

/** Names and what they are, beside each other where there is room. */
export function Facts({ facts }: FactsProps): ReactNode {
  return (
    <dl className="tg-facts">
      {facts.map(
        (fact) =>
          fact !== false && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
