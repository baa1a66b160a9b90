// Every procedure of the contract × every role, as data: a change of who may call what shows here.

import { expect, it } from 'vitest';
import { contract } from '#domain/contract/index.ts';
import type { Procedure } from '#domain/rpc/define.ts';
import { isPermissionId, permits, writes } from '#domain/policy/permissions.ts';
import { administratorRoleIds, businessRoleIds, roleIds } from '#domain/policy/roles.ts';
import { accessOf } from '../builders/access.ts';
import { callers } from './procedure-callers.ts';

const procedures: readonly (readonly [string, Procedure])[] = Object.entries(contract.procedures);

it('every permission a procedure asks for is declared', () => {
  expect(procedures.filter(([, { permission }]) => !isPermissionId(permission)).map(([name]) => name)).toEqual([]);
});

it('every procedure is open to exactly these roles', () => {
  const found = procedures.map(([name, { permission }]) => {
    const holders = roleIds.filter((role) => permits(accessOf(role), permission));
    const who = permits(null, permission) ? 'anyone' : holders.join(' ');
    return [name, who];
  });
  expect(Object.fromEntries(found)).toEqual(callers);
});

it('none but the procedures of signing in and the dictionary is open to nobody signed in', () => {
  const open = procedures.filter(([, { access }]) => access === 'open');
  expect(open.filter(([, { permission }]) => !permits(null, permission))).toEqual([]);
});

it('no administrator may call what shows or changes business data, no other person what administers (DB-09)', () => {
  const business = procedures.filter(([name]) => /^(record|project|search|library|import|file|batch|view|personal)\./.test(name));
  expect(business.length).toBeGreaterThan(20);
  for (const [name, { permission }] of business)
    for (const role of administratorRoleIds) expect([name, role, permits(accessOf(role), permission)]).toEqual([name, role, false]);
  const administering = procedures.filter(([name]) => /^(keys|audit|alarm|backup|station)\.|^identity\.(?!roles)|^security\.configure$/.test(name));
  expect(administering.length).toBeGreaterThan(10);
  for (const [name, { permission }] of administering)
    for (const role of businessRoleIds) expect([name, role, permits(accessOf(role), permission)]).toEqual([name, role, false]);
});

it('no one role both proposes and confirms, and nobody who may change the audit may change anything else', () => {
  expect(roleIds.filter((role) => permits(accessOf(role), 'identity.propose') && permits(accessOf(role), 'identity.confirm'))).toEqual([]);
  expect(
    procedures
      .filter(([, { permission }]) => writes(permission) && !permits(null, permission) && permits(accessOf('audit_admin'), permission))
      .map(([name]) => name),
  ).toEqual(['audit.purge']);
});

it('what leaves an audit event of a change asks for a permission that a read-only session lacks', () => {
  const changing = new Set([
    'record.create',
    'record.update',
    'record.updateMany',
    'record.remove',
    'record.transition',
    'import.commit',
    'batch.undo',
    'demo.load',
  ]);
  expect(procedures.flatMap(([name, { permission }]) => (changing.has(name) && writes(permission) ? [name] : [])).toSorted()).toEqual([...changing].toSorted());
});
