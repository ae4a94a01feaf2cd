import type { KnownOrganisation, OrganisationAct, StaffAccount } from '../../api/people';
import type { Session } from '../../api/session';

// What staff may do with accounts and organisations. The engine holds all of it; here it is known before somebody tries.

const has = (session: Session | undefined, ...roles: string[]): boolean => session?.roles.some((role) => roles.includes(role)) ?? false;

/** Whether somebody may read accounts of staff. */
export const mayReadStaff = (session: Session | undefined): boolean => has(session, 'operator', 'administrator', 'auditor');

/** Whether somebody may ask for accounts, which another person confirms. */
export const mayOpen = (session: Session | undefined): boolean => has(session, 'operator');

export type AccountAct = 'confirm' | 'disable' | 'reset' | 'unlock';

/** What somebody may do with an account. Whoever asked for it, or whose it is, does not confirm it. */
export function accountActs(account: StaffAccount, session: Session | undefined): AccountAct[] {
  const acts: AccountAct[] = [];
  if (account.state === 'proposed' && has(session, 'administrator') && account.asked_by !== session?.login && account.login !== session?.login) acts.push('confirm');
  if (account.state === 'disabled') return acts;
  if (account.state === 'active' && has(session, 'operator')) acts.push('reset');
  if (account.state === 'active' && has(session, 'administrator')) acts.push('unlock');
  if (has(session, 'operator', 'administrator')) acts.push('disable');
  return acts;
}

const DECIDES: Readonly<Record<OrganisationAct, { from: readonly KnownOrganisation['state'][]; roles: readonly string[] }>> = {
  verify: { from: ['pending', 'refused'], roles: ['administrator'] },
  refuse: { from: ['pending'], roles: ['administrator'] },
  suspend: { from: ['verified'], roles: ['administrator', 'operator'] },
  resume: { from: ['suspended'], roles: ['administrator'] },
};

/** What somebody may decide about an organisation as it stands. */
export const organisationActs = (organisation: KnownOrganisation, session: Session | undefined): OrganisationAct[] =>
  (Object.keys(DECIDES) as OrganisationAct[]).filter((act) => DECIDES[act].from.includes(organisation.state) && has(session, ...DECIDES[act].roles));

/** Whether it is told why. */
export const needsReason = (act: OrganisationAct): boolean => act === 'refuse' || act === 'suspend';

export const mayRate = (session: Session | undefined): boolean => has(session, 'administrator');
