import { describe, expect, it } from 'vitest';
import type { AgreedAccess, FieldAccess, ReleaseAccess, ServiceRevision } from '../src/api/lives';
import type { Session } from '../src/api/session';
import { fieldsWith, givenBy, lifeOf, majorOf, mayAnnounce, mayReadAccess, mayRetire, mayRollBack, relationsOf, revisionBefore } from '../src/console/services/life';

const signedIn = (role: string): Session => ({ login: role, name: role, roles: [role], mustChangePassword: false, csrf: '', expiresAt: '' });
const revision = (number: number, act: ServiceRevision['act'], fingerprint: string, major = 1): ServiceRevision => ({
  number,
  service: 's',
  major,
  act,
  version: `${major}.${number}.0`,
  fingerprint,
  actor: '',
  approver: null,
  reason: '',
  at: '',
  text: `text ${number}`,
});
const field = (name: string, ...relations: [string, string][]): FieldAccess => ({
  field: name,
  title: { zh: '泊位', en: 'Berth' },
  type: 'string',
  label: 'S1',
  sources: ['port.tran.vessel_call.berth'],
  control: [],
  rules: [],
  relations: relations.map(([relation, mask]) => ({ relation, mask, rules: [] })),
});
const agreement = (standing: AgreedAccess['standing'], ...fields: string[]): AgreedAccess => ({
  agreement: 'TG-A-1',
  standing,
  application: 'a',
  credit_code: '',
  enterprise: '',
  level: '',
  purpose: '',
  rows: '',
  from: '',
  until: '',
  fields,
});

describe('the life of a service', () => {
  const all = [revision(4, 'deprecated', 'b'), revision(3, 'published', 'b'), revision(2, 'published', 'z', 2), revision(1, 'published', 'a')];

  it('goes back to what was in force and is not now', () => {
    const live = [{ fingerprint: 'b' }];
    expect(all.map((one) => mayRollBack(one, live, signedIn('administrator')))).toEqual([false, false, true, true]);
    expect(all.some((one) => mayRollBack(one, live, signedIn('provider')))).toBe(false);
  });

  it('compares a revision with the one before it of the same major version', () => {
    expect(revisionBefore(all[1] as ServiceRevision, all)?.number).toBe(1);
    expect(revisionBefore(all[2] as ServiceRevision, all)).toBeUndefined();
  });

  it('ends by those who may', () => {
    expect(['provider', 'administrator', 'operator', 'auditor'].filter((role) => mayAnnounce(signedIn(role)))).toEqual(['provider', 'administrator']);
    expect(['provider', 'administrator', 'operator', 'auditor'].filter((role) => mayRetire(signedIn(role)))).toEqual(['administrator']);
    expect(['provider', 'administrator', 'operator', 'auditor'].filter((role) => mayReadAccess(signedIn(role)))).toEqual(['provider', 'administrator', 'auditor']);
  });

  it('is that of a major version', () => {
    const lives = [{ service: 's', major: 2, state: 'retired', published_here: true } as const];
    expect(lifeOf(lives, 's', majorOf('2.3.1'))?.state).toBe('retired');
    expect(lifeOf(lives, 's', majorOf('1.0.0'))).toBeUndefined();
  });
});

describe('what an agreement gives of a field', () => {
  const plain = field('berth', ['PRINCIPAL', 'none'], ['APPROVED', 'none']);
  const masked = field('crew', ['APPROVED', 'M-COUNT']);
  const parties = field('price', ['PRINCIPAL', 'none']);

  it('is what somebody sees who has nothing but the agreement', () => {
    const holder = agreement('in_force', 'berth', 'crew', 'price');
    expect([plain, masked, parties].map((one) => givenBy(holder, one))).toEqual(['shown', 'masked', 'own']);
  });

  it('is nothing where it is not agreed, or the agreement does not stand', () => {
    expect(givenBy(agreement('in_force', 'crew'), plain)).toBe('not_agreed');
    for (const standing of ['revoked', 'not_yet', 'over', 'not_served', 'wider'] as const) expect(givenBy(agreement(standing, 'berth'), plain)).toBe(standing);
  });
});

describe('the fields of a service', () => {
  const release: ReleaseAccess = {
    version: '1.0.0',
    title: { zh: '', en: '' },
    openness: 'closed',
    anonymous: false,
    fingerprint: '',
    fields: [field('berth', ['PRINCIPAL', 'none']), { ...field('price', ['PRINCIPAL', 'none'], ['AGENT', 'M-DROP']), sources: ['customs.dec.item.price'], title: undefined }],
    agreements: [],
  };

  it('are met by these relations', () => expect(relationsOf(release)).toEqual(['PRINCIPAL', 'AGENT']));

  it('are found by name, title and column', () => {
    expect(fieldsWith(release, ' 泊位').map((one) => one.field)).toEqual(['berth']);
    expect(fieldsWith(release, 'dec.item').map((one) => one.field)).toEqual(['price']);
    expect(fieldsWith(release, '')).toHaveLength(2);
    expect(fieldsWith(release, 'zebra')).toEqual([]);
  });
});
