import type { Session } from '../api/session';
import { STAFF_ROLES } from '../api/session';

export type Door = 'designer' | 'console' | 'portal';

interface DoorDefinition {
  readonly door: Door;
  readonly path: string;
  /** Whether somebody may come in; absent stands for a visitor who has not signed in. */
  readonly opensTo: (session: Session | undefined) => boolean;
}

const holds = (session: Session | undefined, roles: readonly string[]): boolean => session?.roles.some((role) => roles.includes(role)) ?? false;

/** The three doors. What somebody may do behind one the engine decides at each request; this only keeps people from walking into walls. */
export const DOORS: readonly DoorDefinition[] = [
  { door: 'portal', path: '/portal', opensTo: () => true },
  { door: 'designer', path: '/designer', opensTo: (session) => holds(session, ['provider', 'administrator']) },
  { door: 'console', path: '/console', opensTo: (session) => holds(session, STAFF_ROLES) },
];

/** Where somebody begins. */
export function firstPath(session: Session | undefined): string {
  if (holds(session, ['provider'])) return '/designer';
  return holds(session, STAFF_ROLES) ? '/console' : '/portal';
}
