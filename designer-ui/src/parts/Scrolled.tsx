import type { ReactNode } from 'react';

interface ScrolledProps {
  /** What is in it. */
  readonly label: string;
  readonly children: ReactNode;
}

/**
 * Something wide that scrolls by itself, by keys as well. Ant Design's own `scroll` of a table cannot be reached by keys, and measures by a
 * style that the policy of the page refuses.
 */
export function Scrolled({ label, children }: ScrolledProps): ReactNode {
  return (
    <div className="tg-scroll" role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
