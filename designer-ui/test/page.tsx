import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { App } from 'antd';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { initReactI18next } from 'react-i18next';
import { MemoryRouter, Route, Routes } from 'react-router';
import { vi } from 'vitest';
import { SessionProvider } from '../src/app/session';
import console from '../src/texts/en/console.json';
import portal from '../src/texts/en/portal.json';
import shell from '../src/texts/en/shell.json';

/** What was sent to the engine besides questions. */
export interface Sent {
  readonly act: string;
  readonly body: unknown;
  readonly ifMatch: string | null;
}

/** By method and path, such as `GET /admin/v1/requests/1`: what is answered, or a problem when it has a `status` above 399. */
export type Answers = Readonly<Record<string, unknown>>;

/**
 * Shows a page to somebody, in English, over an engine that gives the answers it is told to. Whatever else is asked is not found, as by the
 * engine.
 */
export async function show(page: ReactNode, path: string, at: string, role: string, answers: Answers): Promise<Sent[]> {
  cleanup();
  await i18next.use(initReactI18next).init({ lng: 'en', ns: ['shell', 'console', 'portal'], defaultNS: 'shell', resources: { en: { shell, console, portal } }, interpolation: { escapeValue: false } });
  vi.stubGlobal('matchMedia', () => ({ matches: false, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} });
  const sent: Sent[] = [];
  const me = { login: `${role}-1`, name: role, roles: [role], mustChangePassword: false, csrf: 'c', expiresAt: '2030-01-01T00:00:00Z' };
  vi.stubGlobal('fetch', (address: string, init: RequestInit) => {
    const act = `${init.method} ${address}`;
    if (init.method !== 'GET') sent.push({ act, body: JSON.parse(String(init.body ?? 'null')), ifMatch: new Headers(init.headers).get('If-Match') });
    const answer = act === 'GET /session/v1/me' ? me : (answers[act] ?? { status: 404, code: 'TG-ADMIN-404', title: 'not found', detail: '' });
    const problem = typeof answer === 'object' && answer !== null && 'status' in answer && typeof answer.status === 'number' ? answer.status : 200;
    return Promise.resolve(new Response(JSON.stringify(answer), { status: problem, headers: { 'Content-Type': 'application/json' } }));
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <SessionProvider>
        <App>
          <MemoryRouter initialEntries={[at]}>
            <Routes>
              <Route path={path} element={page} />
            </Routes>
          </MemoryRouter>
        </App>
      </SessionProvider>
    </QueryClientProvider>,
  );
  return sent;
}

/** A button by its words; the last of several, which is the one of a dialog. Asking by role takes seconds in a page of tables. */
export async function button(words: string): Promise<HTMLButtonElement> {
  const found = await screen.findAllByText(words, { selector: 'button, button *' }, { timeout: 20_000 });
  const closest = found.at(-1)?.closest('button');
  if (!closest) throw new Error(`no button ${words}`);
  return closest;
}
