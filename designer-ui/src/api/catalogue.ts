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

/** On what terms an audience is served. */
export interface Terms {
  readonly purposes: readonly string[];
  readonly levels: readonly string[];
  readonly served: boolean;
  readonly approval: string;
  readonly limit: { readonly class: string; readonly per_second: number; readonly burst: number; readonly per_day: number };
}

export interface CatalogueParameter {
  readonly name: string;
  readonly in: string;
  readonly type: string;
  readonly format?: string;
  readonly required: boolean;
  readonly title: Bilingual;
  /** Its values, where there are only some. */
  readonly allowed?: readonly string[];
  readonly example?: string;
}

/** A field of the answer, and what hides it from whom. */
export interface CatalogueField {
  readonly field: string;
  readonly type: string;
  readonly list: boolean;
  readonly title?: Bilingual;
  /** The mask by the caller's relation to a record; empty where nobody meets one. */
  readonly masks: Readonly<Record<string, string>>;
}

export interface CatalogueRelease extends FoundService {
  readonly path: string;
  readonly anonymous: boolean;
  readonly list: boolean;
  readonly terms: readonly Terms[];
  readonly parameters: readonly CatalogueParameter[];
  readonly fields: readonly CatalogueField[];
}

export interface CatalogueService {
  readonly service: string;
  /** The latest first. */
  readonly releases: readonly CatalogueRelease[];
}

/** The way to a field as requests and agreements write it: the catalogue marks lists on it, as in `items[].hs_code`. */
export const wayOf = (field: CatalogueField): string => field.field.replaceAll('[]', '');

export const servicePath = (service: string): string => `${CATALOGUE}/${encodeURIComponent(service)}`;

export const askForService = (client: ApiClient, service: string): Promise<CatalogueService> => client.get(servicePath(service));
