import type { Bilingual } from '../texts/formats';
import type { ApiClient } from './client';
import { LIVE_SERVICES } from './services';

// What becomes of a service over time, and who can see what of it.

export interface Deprecation {
  readonly since: string;
  /** Its last day. */
  readonly sunset: string;
  readonly notice: Bilingual;
  /** The service to call instead; empty when there is none. */
  readonly successor: string;
}

/** How a service stands that was published or ended here. */
export interface ServiceLife {
  readonly service: string;
  readonly major: number;
  readonly state: 'live' | 'deprecated' | 'retired';
  /** False when what counts is a file of the start. */
  readonly published_here: boolean;
  readonly deprecation?: Deprecation;
}

/** Something that happened to a service, with the document that counted then. */
export interface ServiceRevision {
  readonly number: number;
  readonly service: string;
  readonly major: number;
  readonly act: 'published' | 'rolled_back' | 'deprecated' | 'retired';
  readonly version: string;
  readonly fingerprint: string;
  readonly draft?: number;
  readonly actor: string;
  readonly approver: string | null;
  readonly reason: string;
  readonly at: string;
  readonly text: string;
}

export const SERVICE_LIVES = '/admin/v1/service-lives';
const path = (service: string): string => `${LIVE_SERVICES}/${encodeURIComponent(service)}`;
export const revisionsPath = (service: string): string => `${path(service)}/revisions`;
export const accessPath = (service: string): string => `${path(service)}/access`;

export const askForLives = (client: ApiClient): Promise<{ readonly services: readonly ServiceLife[] }> => client.get(SERVICE_LIVES);
/** The latest first. */
export const askForRevisions = (client: ApiClient, service: string, before?: number): Promise<{ revisions: readonly ServiceRevision[]; next_before?: number }> =>
  client.get(revisionsPath(service), { query: { before } });

/** Puts an earlier revision in force again, on all nodes or on none. */
export const rollBackService = async (client: ApiClient, revision: ServiceRevision): Promise<void> => {
  await client.send('POST', `${path(revision.service)}/roll-back`, { body: { revision: revision.number } });
};

export interface Announcement {
  readonly major: number;
  /** The last day, such as `2027-06-30`. */
  readonly sunset: string;
  readonly notice_zh: string;
  readonly notice_en: string;
  readonly successor: string;
}

export const announceEnd = async (client: ApiClient, service: string, announcement: Announcement): Promise<void> => {
  await client.send('POST', `${path(service)}/deprecate`, { body: announcement });
};
export const retireService = async (client: ApiClient, service: string, major: number, reason: string): Promise<void> => {
  await client.send('POST', `${path(service)}/retire`, { body: { major, reason } });
};

// ---- Who can see what

export interface FieldAccess {
  /** The way to it, as agreements name it, such as `items.hs_code`. */
  readonly field: string;
  readonly title?: Bilingual;
  readonly type: string;
  readonly label: string;
  /** Columns its value comes from. */
  readonly sources: readonly string[];
  /** Columns that only decide which value it is. */
  readonly control: readonly string[];
  readonly rules: readonly string[];
  /** What hides it from a caller with this relation to the record; `none` when nothing does. A relation that is not there never meets it. */
  readonly relations: readonly { readonly relation: string; readonly mask: string; readonly rules: readonly string[] }[];
}

export interface AgreedAccess {
  readonly agreement: string;
  readonly standing: 'in_force' | 'revoked' | 'not_yet' | 'over' | 'not_served' | 'wider';
  readonly application: string;
  readonly credit_code: string;
  readonly enterprise: string;
  readonly level: string;
  readonly purpose: string;
  readonly rows: string;
  readonly from: string;
  readonly until: string;
  readonly fields: readonly string[];
}

export interface ReleaseAccess {
  readonly version: string;
  readonly title: Bilingual;
  readonly openness: string;
  readonly anonymous: boolean;
  readonly fingerprint: string;
  readonly fields: readonly FieldAccess[];
  readonly agreements: readonly AgreedAccess[];
}

export const askForAccess = (client: ApiClient, service: string): Promise<{ readonly service: string; readonly releases: readonly ReleaseAccess[] }> =>
  client.get(accessPath(service));
