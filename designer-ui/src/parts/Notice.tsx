import { use } from 'react';
import type { ReactNode } from 'react';
import { InMain } from './InMain';

interface NoticeProps {
  readonly title: string;
  readonly hint: string;
  /** What can be done. */
  readonly children?: ReactNode;
}

/** Says why there is nothing else on the page. */
export function Notice({ title, hint, children }: NoticeProps): ReactNode {
  if (use(InMain)) {
    return (
      <div className="tg-state">
        <h2>{title}</h2>
        <p className="tg-quiet">{hint}</p>
        {children}
      </div>
    );
  }
  return (
    <main className="tg-state" id="content" tabIndex={-1}>
      <h1>{title}</h1>
      <p className="tg-quiet">{hint}</p>
      {children}
    </main>
  );
}
