import { describe, expect, it } from 'vitest';
import type { KnownOrganisation, StaffAccount } from '../src/api/people';
import type { Session } from '../src/api/session';
import { accountActs, mayOpen, mayRate, mayReadStaff, needsReason, organisationActs } from '../src/console/people/people';

const signedIn = (role: string, login = role): Session => ({ login, name: role, roles: [role], mustChangePassword: false, csrf: '', expiresAt: '' });
const account = (state: StaffAccount['state']): StaffAccount => ({
  login: 'paul',
  revision: 1,
  role: 'provider',
  person: 'p-1',
  name: 'Paul',
  state,
  one_time: false,
  asked_by: 'olga',
  created_at: '',
  password_since: '',
  last_used_at: null,
});
const organisation = (state: KnownOrganisation['state']): KnownOrganisation => ({
  code: 'c',
  name: 'n',
  state,
  reason: null,
  level: 'unrated',
  purposes: [],
  contact: '',
  created_at: '',
  decided_by: null,
  decided_at: null,
  revision: 1,
});

describe('an account of staff', () => {
  it('is asked for by one and confirmed by another', () => {
    expect(mayOpen(signedIn('operator'))).toBe(true);
    expect(mayOpen(signedIn('administrator'))).toBe(false);
    expect(accountActs(account('proposed'), signedIn('administrator'))).toEqual(['confirm', 'disable']);
    expect(accountActs(account('proposed'), signedIn('administrator', 'olga'))).toEqual(['disable']);
    expect(accountActs(account('proposed'), signedIn('administrator', 'paul'))).toEqual(['disable']);
    expect(accountActs(account('proposed'), signedIn('operator'))).toEqual(['disable']);
  });

  it('is reset by whoever runs the platform, and unlocked by who decides about it', () => {
    expect(accountActs(account('active'), signedIn('operator'))).toEqual(['reset', 'disable']);
    expect(accountActs(account('active'), signedIn('administrator'))).toEqual(['unlock', 'disable']);
    expect(accountActs(account('active'), signedIn('auditor'))).toEqual([]);
  });

  it('is over when it is disabled', () => {
    for (const role of ['operator', 'administrator']) expect(accountActs(account('disabled'), signedIn(role))).toEqual([]);
  });

  it('is not read by providers', () => {
    expect(['provider', 'operator', 'administrator', 'auditor'].filter((role) => mayReadStaff(signedIn(role)))).toEqual(['operator', 'administrator', 'auditor']);
  });
});

describe('an organisation', () => {
  it.each([
    ['pending', ['verify', 'refuse'], []],
    ['verified', ['suspend'], ['suspend']],
    ['suspended', ['resume'], []],
    ['refused', ['verify'], []],
  ] as const)('that is %s', (state, administrator, operator) => {
    expect(organisationActs(organisation(state), signedIn('administrator'))).toEqual(administrator);
    expect(organisationActs(organisation(state), signedIn('operator'))).toEqual(operator);
    expect(organisationActs(organisation(state), signedIn('provider'))).toEqual([]);
  });

  it('is told why it is refused or suspended', () => {
    expect((['verify', 'refuse', 'suspend', 'resume'] as const).filter(needsReason)).toEqual(['refuse', 'suspend']);
  });

  it('is rated by who decides about the rules', () => {
    expect(mayRate(signedIn('administrator'))).toBe(true);
    expect(mayRate(signedIn('operator'))).toBe(false);
  });
});
