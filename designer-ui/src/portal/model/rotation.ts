import type { KeyKind, ProgramKey } from '../../api/organisation';

/** Two are good at once while one is changed over; HMAC and SM2 keys share the two. */
const MOST = 2;

/** Whether a program can have another key of a kind. */
export function canIssue(keys: readonly ProgramKey[], kind: KeyKind): boolean {
  const signing = kind !== 'api_key';
  return keys.filter((key) => key.state === 'good' && (key.kind !== 'api_key') === signing).length < MOST;
}
