import type { AgreedAccess, FieldAccess, ReleaseAccess, ServiceLife, ServiceRevision } from '../../api/lives';
import type { Session } from '../../api/session';

// What can be done with a service, and what its plan and its agreements say of who sees what.

const administers = (session: Session | undefined): boolean => session?.roles.includes('administrator') ?? false;

/** Whether somebody may say when a service ends. */
export const mayAnnounce = (session: Session | undefined): boolean => administers(session) || (session?.roles.includes('provider') ?? false);

export const mayRetire = administers;

/** Whether somebody may read who holds which agreement. */
export const mayReadAccess = (session: Session | undefined): boolean =>
  session?.roles.some((role) => role === 'provider' || role === 'administrator' || role === 'auditor') ?? false;

/** Whether a revision can be put in force again: it was in force once and is not what is now. */
export const mayRollBack = (revision: ServiceRevision, live: readonly { readonly fingerprint: string }[], session: Session | undefined): boolean =>
  administers(session) &&
  (revision.act === 'published' || revision.act === 'rolled_back') &&
  !live.some((release) => release.fingerprint === revision.fingerprint);

/** The revision of the same major version before one, whose document it is compared with. */
export const revisionBefore = (revision: ServiceRevision, all: readonly ServiceRevision[]): ServiceRevision | undefined =>
  all.find((one) => one.major === revision.major && one.number < revision.number);

export const majorOf = (version: string): number => Number(version.split('.')[0]);

export const lifeOf = (lives: readonly ServiceLife[], service: string, major: number): ServiceLife | undefined =>
  lives.find((life) => life.service === service && life.major === major);

/** All relations a caller of a service can have, in the order they are first met. */
export const relationsOf = (release: ReleaseAccess): string[] => [...new Set(release.fields.flatMap((field) => field.relations.map((one) => one.relation)))];

/** What a relation sees of a field: the mask, `none`, or nothing where it never meets it. */
export const maskOf = (field: FieldAccess, relation: string): string | undefined => field.relations.find((one) => one.relation === relation)?.mask;

/** The relation a caller has by an agreement alone. */
const BY_AGREEMENT = 'APPROVED';

/**
 * What an agreement gives of a field: `shown`, `masked`, `own` (only in records its holder is a party to, since the service opens no others
 * by agreement), or why it gives nothing.
 */
export type Given = 'shown' | 'masked' | 'own' | 'not_agreed' | Exclude<AgreedAccess['standing'], 'in_force'>;

export function givenBy(agreement: AgreedAccess, field: FieldAccess): Given {
  if (agreement.standing !== 'in_force') return agreement.standing;
  if (!agreement.fields.includes(field.field)) return 'not_agreed';
  const mask = maskOf(field, BY_AGREEMENT);
  if (mask === undefined) return 'own';
  return mask === 'none' ? 'shown' : 'masked';
}

/** Fields whose name, title, label or source has what is looked for. */
export function fieldsWith(release: ReleaseAccess, looked: string): readonly FieldAccess[] {
  const text = looked.trim().toLowerCase();
  if (text === '') return release.fields;
  return release.fields.filter((field) =>
    [field.field, field.label, field.title?.zh ?? '', field.title?.en ?? '', ...field.sources].some((one) => one.toLowerCase().includes(text)),
  );
}
