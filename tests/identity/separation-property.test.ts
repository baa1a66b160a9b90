// Accounts, proposals and decisions in any order by anybody: no reachable state joins what must be kept apart.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entryOf, identityReadsOf, identityWritesOf } from '#db/doors/identity.ts';
import { wrap } from '#db/kernel/database.ts';
import type { Account } from '#domain/identity/account.ts';
import { isSamePerson } from '#domain/identity/account.ts';
import type { SignedGrant } from '#domain/identity/grant.ts';
import { usualSettings } from '#domain/identity/security-settings.ts';
import { refuseRoleCombination, type RoleId } from '#domain/policy/roles.ts';
import { AppError } from '#domain/result.ts';
import { unrestricted } from '../builders/access.ts';
import { anAsker, aReplica, type TestReplica } from '../builders/replica.ts';

/** People; the last two are one person with a second account. */
const names = ['系统', '安全', '审计', '投资', '办公', '系统'] as const;
const idOf = (index: number): string => `0190a000-0000-7000-8000-00000000000${index}`;
const founding: readonly (readonly RoleId[])[] = [['system_admin'], ['security_admin'], ['audit_admin'], ['investment'], [], []];

const account = (index: number): Account => ({
  id: idOf(index),
  login: `user${index}`,
  name: names[index] ?? '',
  staffNo: names[index] === '系统' ? '0001' : '',
  unit: '发改委',
  state: 'active',
  createdAt: '2026-03-02T01:00:00.000Z',
  passwordSetAt: null,
  lastSignIn: null,
  grantSerial: 0,
});

const grant = (index: number, serial: number, roles: readonly RoleId[], signers: readonly number[]): SignedGrant => ({
  kind: 'grant',
  serial,
  user_id: idOf(index),
  device_id: 'device',
  roles: [...roles],
  regions: 'all',
  departments: 'all',
  clearance: '1',
  not_before: '2026-03-02T01:00:00.000Z',
  expires: null,
  issued_at: '2026-03-02T01:00:00.000Z',
  policy_version: 1,
  issuer: 'station',
  signatures: signers.map((signer) => ({ key_id: String(signer).repeat(32), algorithm: 'ed25519', value: '00' })),
});

let replica: TestReplica;
beforeAll(() => {
  replica = aReplica();
});
afterAll(() => replica.close());

const roleSets: readonly (readonly RoleId[])[] = [
  [],
  ['investment'],
  ['office', 'leader'],
  ['audit_admin'],
  ['system_admin'],
  ['security_admin'],
  ['audit_admin', 'office'],
  ['system_admin', 'audit_admin'],
];

const person = fc.nat({ max: names.length - 1 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('propose' as const), actor: person, target: person, roles: fc.constantFrom(...roleSets) }),
  fc.record({
    kind: fc.constant('decide' as const),
    actor: person,
    which: fc.nat({ max: 30 }),
    confirm: fc.boolean(),
    alter: fc.nat({ max: 5 }).map((one) => one === 0),
  }),
  fc.record({ kind: fc.constant('state' as const), actor: person, target: person, state: fc.constantFrom('invited' as const, 'disabled' as const) }),
  fc.record({ kind: fc.constant('activate' as const), target: person }),
);

/** A refusal is an answer like any other; anything else is a defect. */
function attempt(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

it('holds over three hundred histories of up to twenty-five acts', () => {
  let confirmed = 0;
  const { connection } = replica;
  const db = wrap(connection);
  // Whoever acts is known to the door by the access it was built with; here everybody may call everything, so that only the rules refuse.
  const doors = names.map((_, index) =>
    identityWritesOf(
      connection,
      unrestricted({ user: { id: idOf(index), login: '', name: '', staffNo: '', unit: '' }, roles: ['system_admin', 'security_admin'] }),
    ),
  );
  const reads = identityReadsOf(db, unrestricted({ roles: ['system_admin'] }));
  const entry = entryOf(connection);

  const check = (decided: Map<string, string>): void => {
    const accounts = reads.accounts();
    for (const one of accounts) {
      if (one.state === 'disabled') continue;
      const twins = accounts.filter((other) => other.state !== 'disabled' && isSamePerson(one, other));
      const held = [...new Set(twins.flatMap(({ grant: newest }) => newest?.roles ?? []))];
      expect(refuseRoleCombination(held)).toBeNull();
      expect(held.filter((role) => role.endsWith('_admin')).length).toBeLessThanOrEqual(1);
    }
    expect(accounts.some(({ state, grant: newest }) => state !== 'disabled' && newest?.roles.includes('audit_admin'))).toBe(true);
    for (const proposal of reads.proposals({ onlyOpen: false })) {
      if (proposal.state === 'open') continue;
      const row = db.get<{ by: string; decider: string; account: string }>(
        'SELECT proposed_by AS by, decided_by AS decider, account_id AS account FROM proposal WHERE proposal_id = ?',
        [proposal.id],
      );
      expect(row?.decider).not.toBe(row?.by);
      expect(row?.account).not.toBe(row?.by);
      expect(row?.account).not.toBe(row?.decider);
      // Decided once.
      const before = decided.get(proposal.id);
      expect(before ?? proposal.state).toBe(proposal.state);
      if (before === undefined && proposal.state === 'confirmed') confirmed += 1;
      decided.set(proposal.id, proposal.state);
    }
  };

  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 25 }), (steps) => {
      connection.exec('SAVEPOINT history');
      try {
        // Triggers that keep history are in the way of starting anew; the savepoint is rolled back instead.
        entry.establish({
          ...anAsker(),
          accounts: names.map((_, index) => account(index)),
          grants: founding.flatMap((roles, index) => (roles.length === 0 ? [] : [grant(index, 1, roles, [0, 1])])),
          settings: usualSettings,
          passwords: [],
          detail: {},
        });
        const decided = new Map<string, string>();
        let made = 0;
        for (const each of steps) {
          if (each.kind === 'propose') {
            made += 1;
            const serial = (reads.accounts()[each.target]?.grantSerial ?? 0) + 1;
            const proposal = {
              id: `0190b000-0000-7000-8000-${String(made).padStart(12, '0')}`,
              accountId: idOf(each.target),
              reason: '属性测试',
              days: 90,
              document: grant(each.target, serial, each.roles, [each.actor]),
            };
            attempt(() => doors[each.actor]?.propose({ ...anAsker(), proposal }));
          } else if (each.kind === 'decide') {
            // Mostly what is open; sometimes what was decided already.
            const all = reads.proposals({ onlyOpen: each.which % 4 !== 0 });
            const chosen = all[each.which % Math.max(1, all.length)];
            if (chosen === undefined) continue;
            const document = { ...chosen.document, ...(each.alter ? { roles: ['leader' as const] } : {}) };
            attempt(() =>
              doors[each.actor]?.decide({ ...anAsker(), decision: { id: chosen.id, confirm: each.confirm, reason: '', document, takesEffect: true } }),
            );
          } else if (each.kind === 'state') {
            const target = reads.accounts()[each.target];
            const withdrawal = (target?.grant?.roles.length ?? 0) > 0 ? grant(each.target, (target?.grantSerial ?? 0) + 1, [], [each.actor]) : null;
            attempt(() => doors[each.actor]?.setAccountState({ ...anAsker(), userId: idOf(each.target), state: each.state, reason: '属性测试', withdrawal }));
          } else {
            db.run("UPDATE account SET state = 'active' WHERE account_id = ? AND state = 'invited'", [idOf(each.target)]);
          }
          check(decided);
        }
      } finally {
        connection.exec('ROLLBACK TO history; RELEASE history');
      }
    }),
    { numRuns: 300 },
  );
  // Not because nothing ever happened.
  expect(confirmed).toBeGreaterThan(10);
}, 120_000);
