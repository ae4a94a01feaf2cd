import type { ApiClient } from './client';

export const STAFF_ROLES = ['operator', 'administrator', 'auditor', 'provider'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Who is signed in. */
export interface Session {
  readonly login: string;
  readonly name: string;
  /** In lower case: those of staff, and those an enterprise gives its people. */
  readonly roles: readonly string[];
  /** Of somebody who belongs to an enterprise. */
  readonly organisation?: { readonly code: string; readonly name: string };
  readonly mustChangePassword: boolean;
  readonly csrf: string;
  readonly expiresAt: string;
}

export interface Captcha {
  readonly id: string;
  /** A picture as `data:` address. */
  readonly image: string;
}

export interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly captchaId: string;
  readonly captcha: string;
}

export const askWhoIsSignedIn = async (client: ApiClient): Promise<Session> => known(await client.get<Session>('/session/v1/me'));

export const askForCaptcha = async (client: ApiClient): Promise<Captcha> => (await client.send<Captcha>('POST', '/session/v1/captcha')).body;

export const signIn = async (client: ApiClient, credentials: Credentials): Promise<Session> =>
  known((await client.send<Session>('POST', '/session/v1/login', { body: credentials })).body);

export const signOut = async (client: ApiClient): Promise<void> => {
  await client.send('POST', '/session/v1/logout');
};

/** Ends all other sessions of the person and begins another one. */
export const changePassword = async (client: ApiClient, current: string, password: string): Promise<Session> =>
  known((await client.send<Session>('POST', '/session/v1/password', { body: { current, password } })).body);

function known(session: Session): Session {
  return { ...session, roles: session.roles.map((role) => role.toLowerCase()) };
}
