import type { ReactNode, Ref } from 'react';

interface ScrolledProps {
  /** What is in it. */
  readonly label: string;
  /** Whether it is high as well as wide, and scrolls both ways. */
  readonly long?: boolean;
  readonly within?: Ref<HTMLDivElement>;
  readonly onScroll?: () => void;
  readonly children: ReactNode;
}

/** Something large that scrolls by itself, by keys as well; Ant Design's own `scroll` of a table cannot be reached by keys. */
export function Scrolled({ label, long = false, within, onScroll, children }: ScrolledProps): ReactNode {
  return (
    <div ref={within} className={long ? 'tg-scroll tg-scroll-long' : 'tg-scroll'} role="region" aria-label={label} tabIndex={0} onScroll={onScroll}>
      {children}
    </div>
  );
}
