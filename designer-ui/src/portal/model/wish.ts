import type { Check, Finding, Wish } from '../../api/applying';
import type { CatalogueRelease, Terms } from '../../api/catalogue';
import type { Day } from './day';
import { plusDays } from './day';

/** What somebody has put together so far of a wish. */
export interface WishDraft {
  readonly application?: string;
  readonly fields: readonly string[];
  readonly purpose?: string;
  /** Credit code as it is typed; nobody's when it is absent or empty. */
  readonly owner?: string;
  readonly from: Day;
  readonly to: Day;
  readonly perDay?: number;
  readonly perMonth?: number;
  readonly reason: string;
}

/** The longest that is granted at once, both ends counted. */
const LONGEST_DAYS = 366;

/** Nothing chosen yet but what most choose: from today, for as long as is granted. */
export const blankWish = (today: Day): WishDraft => ({ fields: [], ...periodFrom(today), reason: '' });

/** From a day for as long as is granted. */
export const periodFrom = (day: Day): { readonly from: Day; readonly to: Day } => ({ from: day, to: plusDays(day, LONGEST_DAYS - 1) });

/**
 * On what terms an enterprise of a level is served.
 *
 * @param level such as `registered`
 */
export const termsFor = (release: CatalogueRelease, level: string): Terms[] => release.terms.filter((terms) => terms.served && terms.levels.includes(level));

/** What an enterprise of a level can ask for a service for. */
export const purposesFor = (release: CatalogueRelease, level: string): string[] =>
  [...new Set(termsFor(release, level).flatMap((terms) => terms.purposes))].filter((purpose) => purpose !== 'unstated');

/**
 * The wish as it can be sent; absent while the engine could not even read it.
 *
 * @param renews the agreement that is followed
 */
export function wishOf(draft: WishDraft, release: CatalogueRelease, renews?: number): Wish | undefined {
  if (draft.application === undefined || draft.purpose === undefined || draft.from === '' || draft.to === '') return undefined;
  return {
    application: draft.application,
    service: release.service,
    major: Number(release.version.split('.')[0]),
    fields: draft.fields,
    purpose: draft.purpose,
    from: draft.from,
    to: draft.to,
    per_day: draft.perDay,
    per_month: draft.perMonth,
    reason: draft.reason,
    owner: ownerOf(draft),
    renews,
  };
}

/** Whose records are wanted; absent for one's own. */
export const ownerOf = (draft: WishDraft): string | undefined => draft.owner?.trim().toUpperCase() || undefined;

/** What stands against a wish or will be asked about, but not that something is missing which nobody has come to yet. */
export const findingsToShow = (check: Check, draft: WishDraft): Finding[] =>
  check.findings.filter((finding) => !(finding.about === 'reason' && draft.reason === '') && !(finding.about === 'fields' && draft.fields.length === 0));

const nameOf = (login: string, service: string): string => `tidegate.wish.${login}.${service}`;

/** What was put together before a reload or a crash. Each person has their own. */
export function keptWish(login: string, service: string): WishDraft | undefined {
  try {
    const kept = JSON.parse(window.localStorage.getItem(nameOf(login, service)) ?? 'null') as Partial<WishDraft> | null;
    return Array.isArray(kept?.fields) && typeof kept.from === 'string' && typeof kept.to === 'string' && typeof kept.reason === 'string' ? (kept as WishDraft) : undefined;
  } catch {
    return undefined;
  }
}

export function keepWish(login: string, service: string, draft: WishDraft | undefined): void {
  try {
    if (draft === undefined) window.localStorage.removeItem(nameOf(login, service));
    else window.localStorage.setItem(nameOf(login, service), JSON.stringify(draft));
  } catch {
    // a browser that keeps nothing asks anew next time
  }
}
