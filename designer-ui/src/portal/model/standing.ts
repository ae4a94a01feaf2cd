import type { Agreement } from '../../api/applying';
import type { Day } from './day';
import { plusDays } from './day';

/** Where an agreement stands on a day; the engine tells what was signed and ended, the days follow from its text. */
export type Standing = 'offered' | 'signed' | 'ahead' | 'in_force' | 'over' | 'ended';

export function standingOf(agreement: Agreement, today: Day): Standing {
  if (agreement.state !== 'in_force') return agreement.state;
  return today < agreement.from ? 'ahead' : today > agreement.to ? 'over' : 'in_force';
}

/** The one another wish of the same program for the same service, and the same owner of records, has to follow; absent where there is none. */
export const former = (agreements: readonly Agreement[], application: string, service: string, today: Day, owner?: string): Agreement | undefined =>
  agreements.find((one) => one.application === application && one.service === service && one.owner?.credit_code === owner && one.state === 'in_force' && today <= one.to);

/** When what follows an agreement can begin: today, in its place, or on the day after it. */
export const beginnings = (agreement: Agreement, today: Day): readonly [Day, Day] => [today, plusDays(agreement.to, 1)];
