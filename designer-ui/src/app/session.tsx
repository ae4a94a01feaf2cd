import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiClient } from '../api/client';
import { problemOf } from '../api/problem';
import type { Problem } from '../api/problem';
import { askWhoIsSignedIn, signOut } from '../api/session';
import type { Session } from '../api/session';

/** `asking` until the engine has said who is signed in, `unknown` when it could not be asked. */
export type SignedIn =
  | { readonly state: 'asking' }
  | { readonly state: 'unknown'; readonly problem: Problem }
  | { readonly state: 'visitor' }
  | { readonly state: 'signed-in'; readonly session: Session };

interface SessionParts {
  readonly client: ApiClient;
  readonly signedIn: SignedIn;
  /** Set while the session was lost and the person is asked to sign in over the page. */
  readonly lost: boolean;
  readonly ask: () => void;
  readonly begin: (session: Session) => void;
  readonly giveUp: () => void;
  readonly end: () => Promise<void>;
}

const Parts = createContext<SessionParts | undefined>(undefined);

export function SessionProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { i18n } = useTranslation();
  const queries = useQueryClient();
  const [signedIn, setSignedIn] = useState<SignedIn>({ state: 'asking' });
  const [lost, setLost] = useState(false);
  // the client lives as long as the page; it reads what is current
  const current = useRef<Session | undefined>(undefined);
  const waiting = useRef<((again: boolean) => void) | undefined>(undefined);

  const client = useMemo(
    () =>
      new ApiClient({
        fetch: (...request) => fetch(...request),
        language: () => i18n.language,
        csrf: () => current.current?.csrf,
        signInAgain: () =>
          new Promise((resolve) => {
            waiting.current = resolve;
            setLost(true);
          }),
      }),
    [i18n],
  );

  const answerWaiting = useCallback((again: boolean) => {
    setLost(false);
    waiting.current?.(again);
    waiting.current = undefined;
  }, []);

  const begin = useCallback(
    (session: Session) => {
      // what one person has read is not shown to the next
      if (current.current?.login !== session.login) queries.clear();
      current.current = session;
      setSignedIn({ state: 'signed-in', session });
      answerWaiting(true);
    },
    [answerWaiting, queries],
  );

  const leave = useCallback(() => {
    current.current = undefined;
    queries.clear();
    setSignedIn({ state: 'visitor' });
  }, [queries]);

  const giveUp = useCallback(() => {
    leave();
    answerWaiting(false);
  }, [answerWaiting, leave]);

  const end = useCallback(async () => {
    await signOut(client);
    leave();
  }, [client, leave]);

  const ask = useCallback(() => {
    setSignedIn({ state: 'asking' });
    askWhoIsSignedIn(client).then(begin, (error: unknown) => {
      const problem = problemOf(error);
      setSignedIn(problem.status === 401 ? { state: 'visitor' } : { state: 'unknown', problem });
    });
  }, [begin, client]);

  useEffect(ask, [ask]);

  const parts = useMemo(() => ({ client, signedIn, lost, ask, begin, giveUp, end }), [client, signedIn, lost, ask, begin, giveUp, end]);
  return <Parts value={parts}>{children}</Parts>;
}

export function useSessionParts(): SessionParts {
  const parts = use(Parts);
  if (parts === undefined) throw new Error('outside of SessionProvider');
  return parts;
}

/** The door to the engine. */
export function useClient(): ApiClient {
  return useSessionParts().client;
}

/** Who is signed in; absent for a visitor. */
export function useSession(): Session | undefined {
  const { signedIn } = useSessionParts();
  return signedIn.state === 'signed-in' ? signedIn.session : undefined;
}
