import type { ReactNode } from 'react';

interface NoticeProps {
  readonly title: string;
  readonly hint: string;
  /** What can be done. */
  readonly children?: ReactNode;
}

/** Says why there is nothing else on the page. */
export function Notice({ title, hint, children }: NoticeProps): ReactNode {
  return (
    <main className="tg-state" id="content" tabIndex={-1}>
      <h1>{title}</h1>
      <p className="tg-quiet">{hint}</p>
      {children}
    </main>
  );
}
