import { newKey } from './client';
import type { ApiClient } from './client';
import type { Organisation } from './organisation';
import type { StaffRole } from './session';

// Accounts of staff, and organisations as staff sees them.

export interface StaffAccount {
  readonly login: string;
  readonly revision: number;
  readonly role: StaffRole;
  /** Who stands behind the login; two logins of one person are one. */
  readonly person: string | null;
  readonly name: string | null;
  /** `proposed` until another person has confirmed what was asked for. */
  readonly state: 'proposed' | 'active' | 'disabled';
  /** Whether its password is good for setting another one, and nothing else. */
  readonly one_time: boolean;
  readonly asked_by: string;
  readonly created_at: string;
  readonly password_since: string;
  readonly last_used_at: string | null;
}

export interface ListedAccount extends StaffAccount {
  /** False for a row that was written past the program; it signs nobody in. */
  readonly intact: boolean;
}

/** An account with its password, told this once. */
export interface HandedAccount extends StaffAccount {
  readonly one_time_password: string;
  readonly good_until: string;
}

export const STAFF = '/admin/v1/staff';
export const ORGANISATIONS = '/admin/v1/organisations';

const accountPath = (login: string): string => `${STAFF}/${encodeURIComponent(login)}`;

export const askForStaff = (client: ApiClient, after?: string): Promise<{ staff: readonly ListedAccount[]; next_after?: string }> => client.get(STAFF, { query: { after } });

export interface AccountWish {
  readonly login: string;
  readonly role: StaffRole;
  readonly person: string;
  readonly name: string;
}

export const openAccount = async (client: ApiClient, wish: AccountWish): Promise<HandedAccount> =>
  (await client.send<HandedAccount>('POST', STAFF, { body: wish, idempotencyKey: newKey() })).body;

const revised = async <T>(client: ApiClient, account: StaffAccount, act: string): Promise<T> =>
  (await client.send<T>('POST', `${accountPath(account.login)}/${act}`, { revision: `"${account.revision}"` })).body;

export const confirmAccount = (client: ApiClient, account: StaffAccount): Promise<StaffAccount> => revised(client, account, 'confirm');
export const disableAccount = (client: ApiClient, account: StaffAccount): Promise<StaffAccount> => revised(client, account, 'disable');
export const resetAccount = (client: ApiClient, account: StaffAccount): Promise<HandedAccount> => revised(client, account, 'reset');
export const unlockAccount = async (client: ApiClient, account: StaffAccount): Promise<void> => {
  await client.send('POST', `${accountPath(account.login)}/unlock`);
};

/** An organisation with what staff noted of it. */
export interface KnownOrganisation extends Organisation {
  readonly contact: string;
  readonly created_at: string;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly revision: number;
}

export const LEVELS = ['unrated', 'registered', 'certified', 'discredited'] as const;
export const PURPOSES = ['own-business', 'verification', 'finance', 'insurance', 'statistics', 'research', 'supervision'] as const;

const organisationPath = (code: string): string => `${ORGANISATIONS}/${encodeURIComponent(code)}`;

export interface OrganisationsPage {
  readonly organisations: readonly KnownOrganisation[];
  readonly next_after?: string;
}

export const askForOrganisations = (
  client: ApiClient,
  q: string,
  state: Organisation['state'] | undefined,
  limit: number,
  after?: string,
): Promise<OrganisationsPage> => client.get(ORGANISATIONS, { query: { q, state, limit, after } });
export const askForOrganisation = (client: ApiClient, code: string): Promise<KnownOrganisation> => client.get(organisationPath(code));

export type OrganisationAct = 'verify' | 'refuse' | 'suspend' | 'resume';

export const decideOrganisation = async (client: ApiClient, organisation: KnownOrganisation, act: OrganisationAct, reason: string): Promise<KnownOrganisation> =>
  (
    await client.send<KnownOrganisation>('POST', `${organisationPath(organisation.code)}/${act}`, {
      revision: `"${organisation.revision}"`,
      body: act === 'refuse' || act === 'suspend' ? { reason } : undefined,
    })
  ).body;

export const rateOrganisation = async (client: ApiClient, organisation: KnownOrganisation, level: string, purposes: readonly string[]): Promise<KnownOrganisation> =>
  (await client.send<KnownOrganisation>('PUT', `${organisationPath(organisation.code)}/rating`, { revision: `"${organisation.revision}"`, body: { level, purposes } })).body;
