import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { InMain } from './InMain';

interface PageProps {
  readonly title: string;
  readonly intro?: ReactNode;
  /** What can be done here, beside the title. */
  readonly actions?: ReactNode;
  /** The request that gives what this page shows, such as `GET /admin/v1/services`. */
  readonly call?: string;
  readonly children: ReactNode;
}

/** A page behind a door: its title, what can be done, what it shows, and by which call the same can be had. */
export function Page({ title, intro, actions, call, children }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Tidegate`;
  }, [title]);
  return (
    <InMain value>
    <main className="tg-page" id="content" tabIndex={-1}>
      <header className="tg-page-head">
        <div>
          <h1>{title}</h1>
          {intro !== undefined && <p className="tg-quiet">{intro}</p>}
        </div>
        {actions !== undefined && <div className="tg-actions">{actions}</div>}
      </header>
      {children}
      {call !== undefined && (
        <footer className="tg-call">
          <code>{call}</code>
        </footer>
      )}
    </main>
    </InMain>
  );
}
