import type { Bilingual } from '../texts/formats';
import type { ApiClient } from './client';

/** A live service as staff sees it. */
export interface LiveService {
  readonly service: string;
  readonly version: string;
  readonly title: Bilingual;
  readonly path: string;
  readonly area: string;
  readonly department: string;
  readonly openness: string;
  readonly approval: string;
  readonly anonymous: boolean;
  readonly timeout_ms: number;
  readonly fingerprint: string;
}

export interface LiveServices {
  /** Counts what was put in force on all nodes. */
  readonly epoch: number;
  readonly services: readonly LiveService[];
}

export const LIVE_SERVICES = '/admin/v1/services';

export const askForLiveServices = (client: ApiClient): Promise<LiveServices> => client.get(LIVE_SERVICES);
