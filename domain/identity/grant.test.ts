// Which grant counts: the newest, of this person, on this device, signed by those who may, within its time.

import { describe, expect, it } from 'vitest';
import { judgeGrants, type Grant, type GrantJudge, type SignedGrant } from './grant.ts';

const person = '0190a000-0000-7000-8000-000000000001';
const now = '2026-03-05T08:00:00.000Z';

const signedGrant = (changes: Partial<Grant> = {}): SignedGrant => ({
  kind: 'grant',
  serial: 1,
  user_id: person,
  device_id: 'device',
  roles: ['office'],
  regions: 'all',
  departments: 'all',
  clearance: '1',
  not_before: '2026-03-01T00:00:00.000Z',
  expires: '2026-03-08T00:00:00.000Z',
  issued_at: '2026-03-01T00:00:00.000Z',
  policy_version: 1,
  issuer: 'station',
  signatures: [{ key_id: 'ab'.repeat(16), algorithm: 'ed25519', value: '00' }],
  ...changes,
});

const judge = (sides: Partial<Record<'centre' | 'security' | 'system', boolean>>): GrantJudge => ({
  deviceId: 'device',
  signedBy: () => ({ centre: false, security: false, system: false, ...sides }),
});
const both = judge({ security: true, system: true });

const kindOf = (documents: readonly SignedGrant[], by: GrantJudge = both, knownSerial = 1, at = now): string => {
  const found = judgeGrants(
    documents.map((document) => JSON.stringify(document)),
    { id: person, knownSerial },
    by,
    at,
  );
  return found.kind === 'tampered' ? `tampered: ${found.reason}` : found.kind;
};

describe('a grant', () => {
  it('counts with both signatures of the station, or the centre’s', () => {
    expect(kindOf([signedGrant()])).toBe('valid');
    expect(kindOf([signedGrant({ issuer: 'centre' })], judge({ centre: true }))).toBe('valid');
  });

  it.each([
    ['one signature', judge({ security: true })],
    ['the other signature', judge({ system: true })],
    ['the centre’s signature on the station’s own', judge({ centre: true })],
    ['none', judge({})],
  ])('with %s counts for nothing', (_what, by) => expect(kindOf([signedGrant()], by)).toBe('tampered: signature'));

  it.each([
    ['security', judge({ security: true })],
    ['system', judge({ system: true })],
    ['both', both],
  ])('that takes everything away counts with the signature of one office: %s', (_who, by) => {
    expect(kindOf([signedGrant(), signedGrant({ serial: 2, roles: [] })], by, 2)).toBe('valid');
    expect(kindOf([signedGrant({ roles: [], issuer: 'centre' })], by)).toBe('tampered: signature');
    expect(kindOf([signedGrant({ roles: [] })], judge({}))).toBe('tampered: signature');
  });

  it('of another device, another person, or torn does not count', () => {
    expect(kindOf([signedGrant({ device_id: 'other' })])).toBe('tampered: device');
    expect(kindOf([signedGrant({ user_id: '0190a000-0000-7000-8000-000000000002' })])).toBe('tampered: person');
    expect(judgeGrants(['{"kind":"grant"'], { id: person, knownSerial: 1 }, both, now)).toMatchObject({ kind: 'tampered', reason: 'unreadable' });
  });

  it('that is newest decides, even to nothing', () => {
    const found = judgeGrants(
      [signedGrant(), signedGrant({ serial: 2, roles: [] })].map((each) => JSON.stringify(each)),
      { id: person, knownSerial: 2 },
      both,
      now,
    );
    expect(found).toMatchObject({ kind: 'valid', document: { serial: 2, roles: [] } });
  });

  it('may not be missing once it was given', () => {
    expect(kindOf([], both, 0)).toBe('none');
    expect(kindOf([], both, 1)).toBe('tampered: missing');
    expect(kindOf([signedGrant()], both, 2)).toBe('tampered: missing');
  });

  it('has its time', () => {
    expect(kindOf([signedGrant()], both, 1, '2026-03-08T00:00:00.000Z')).toBe('expired');
    expect(kindOf([signedGrant()], both, 1, '2026-03-07T23:59:59.999Z')).toBe('valid');
    expect(kindOf([signedGrant()], both, 1, '2026-02-28T23:54:59.999Z')).toBe('not-yet');
    expect(kindOf([signedGrant()], both, 1, '2026-02-28T23:55:00.000Z')).toBe('valid');
    expect(kindOf([signedGrant({ expires: null })], both, 1, '2099-01-01T00:00:00.000Z')).toBe('valid');
  });
});
