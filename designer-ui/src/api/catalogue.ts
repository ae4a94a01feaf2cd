import type { Bilingual } from '../texts/formats';
import type { ApiClient } from './client';

/** A service as it is found in the catalogue. */
export interface FoundService {
  readonly service: string;
  readonly version: string;
  readonly title: Bilingual;
  readonly summary: Bilingual;
  readonly area: string;
  readonly department: string;
  readonly openness: string;
  readonly tags: readonly string[];
}

/** How many services there are of each value of a facet. */
export type Facets = Readonly<Record<string, readonly { readonly value: string; readonly count: number }[]>>;

export interface FoundServices {
  readonly items: readonly FoundService[];
  readonly total: number;
  readonly facets: Facets;
}

/** What is looked for; a facet that is left out is not looked at. */
export interface Search {
  readonly q?: string;
  readonly area?: string;
  readonly department?: string;
  readonly openness?: string;
  readonly tag?: string;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

export const CATALOGUE = '/portal/v1/services';

export const searchServices = (client: ApiClient, search: Search): Promise<FoundServices> => client.get(CATALOGUE, { query: { ...search } });
