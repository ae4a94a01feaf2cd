import type { ApiClient } from './client';

/** An enterprise, as it is known to the platform. */
export interface Organisation {
  readonly code: string;
  readonly name: string;
  readonly state: 'pending' | 'verified' | 'refused' | 'suspended';
  /** Why it was refused or suspended. */
  readonly reason: string | null;
  readonly level: string;
  readonly purposes: readonly string[];
}

export interface SignUp {
  readonly code: string;
  readonly name: string;
  readonly contact: string;
  readonly login: string;
  readonly person: string;
  readonly password: string;
  readonly captchaId: string;
  readonly captcha: string;
}

export interface SignedUp {
  readonly organisation: Organisation;
  readonly login: string;
  /** Told this once; only where all data are made up. */
  readonly sandbox_key?: string;
}

/** A program of the enterprise that calls services. */
export interface Program {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly state: 'active' | 'suspended';
  /** It calls from these only; from anywhere where there are none. */
  readonly networks: readonly string[];
  readonly sandbox: boolean;
  readonly created_at: string;
  readonly revision: number;
}

export const OWN_ORGANISATION = '/portal/v1/organisation';
export const SIGN_UP = '/portal/v1/sign-up';
export const PROGRAMS = '/portal/v1/applications';

export const askForOwnOrganisation = (client: ApiClient): Promise<Organisation> => client.get(OWN_ORGANISATION);

export const signUp = async (client: ApiClient, wish: SignUp): Promise<SignedUp> => (await client.send<SignedUp>('POST', SIGN_UP, { body: wish })).body;

export const askForPrograms = async (client: ApiClient): Promise<readonly Program[]> => (await client.get<{ applications: readonly Program[] }>(PROGRAMS)).applications;

/** What is said of a program by whoever registers or changes it. */
export interface ProgramWish {
  readonly name: string;
  readonly description: string;
  readonly networks: readonly string[];
}

export const KEY_KINDS = ['api_key', 'hmac_sm3', 'sm2_sm3'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export interface ProgramKey {
  readonly id: string;
  readonly kind: KeyKind;
  readonly state: 'good' | 'revoked' | 'expired';
  /** Within 30 days. */
  readonly ends_soon: boolean;
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
}

/** A key as it is told once. */
export interface IssuedKey extends ProgramKey {
  /** Of `sm2_sm3` there is none: the program has it. */
  readonly secret?: string;
}

export const programPath = (id: string): string => `${PROGRAMS}/${encodeURIComponent(id)}`;
export const keysPath = (id: string): string => `${programPath(id)}/keys`;

const written = (program: Program): string => `"${program.revision}"`;

export const askForProgram = (client: ApiClient, id: string): Promise<Program> => client.get(programPath(id));

export const registerProgram = async (client: ApiClient, wish: ProgramWish, idempotencyKey: string): Promise<Program> =>
  (await client.send<Program>('POST', PROGRAMS, { body: wish, idempotencyKey })).body;

export const changeProgram = async (client: ApiClient, program: Program, wish: ProgramWish): Promise<Program> =>
  (await client.send<Program>('PUT', programPath(program.id), { body: wish, revision: written(program) })).body;

/** Has a program stop calling, or call again. */
export const setProgram = async (client: ApiClient, program: Program, act: 'suspend' | 'resume'): Promise<Program> =>
  (await client.send<Program>('POST', `${programPath(program.id)}/${act}`, { revision: written(program) })).body;

export const askForKeys = async (client: ApiClient, program: string): Promise<readonly ProgramKey[]> =>
  (await client.get<{ keys: readonly ProgramKey[] }>(keysPath(program))).keys;

/** @param publicKey of `sm2_sm3`, in hexadecimal */
export const issueKey = async (client: ApiClient, program: string, kind: KeyKind, days: number, publicKey?: string): Promise<IssuedKey> =>
  (await client.send<IssuedKey>('POST', keysPath(program), { body: { kind, days, public_key: publicKey } })).body;

/** Revokes a key for good. */
export const revokeKey = async (client: ApiClient, program: string, key: string): Promise<void> => {
  await client.send('DELETE', `${keysPath(program)}/${encodeURIComponent(key)}`);
};
