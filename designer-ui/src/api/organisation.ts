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
