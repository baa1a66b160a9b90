// The policy against the separation of duties and against the permissions of the outer door.

import { describe, expect, it } from 'vitest';
import { libraries } from '../dictionary/index.ts';
import { policyVersion } from '../identity/grant.ts';
import { libraryIds } from '../dictionary/libraries/library.ts';
import type { Action } from './facts.ts';
import { holds, permissions, permits, writes } from './permissions.ts';
import { policy, rightOf } from './policy.ts';
import { administratorRoleIds, businessRoleIds, incompatibleWith, refuseRoleCombination, roleIds, roles } from './roles.ts';

const actionsOf = (role: (typeof roleIds)[number]): Set<Action> => new Set(libraryIds.flatMap((id) => rightOf(role, id)?.right.actions ?? []));

describe('policy', () => {
  it('is of the version that grants are made under', () => {
    expect(policy.version).toBe(policyVersion);
  });

  it('gives administrators no right on any library (DB-09)', () => {
    for (const role of administratorRoleIds) for (const id of libraryIds) expect(rightOf(role, id)).toBeUndefined();
    expect(roles.filter(({ kind }) => kind === 'administrator').map(({ id }) => id)).toEqual([...administratorRoleIds]);
  });

  it('lets auditor and leader read all ten libraries and change none', () => {
    for (const role of ['auditor', 'leader'] as const) {
      expect(actionsOf(role)).toEqual(new Set(['read', 'export']));
      expect(Object.keys(policy.roles[role].libraries).toSorted()).toEqual([...libraryIds].toSorted());
    }
  });

  it('binds districts and departments to their own rows wherever projects are', () => {
    for (const { id } of libraries.filter(({ kind }) => kind === 'project')) {
      expect(rightOf('district', id)?.right.scope).toBe('region');
      expect(rightOf('department', id)?.right.scope).toBe('department');
    }
  });

  it('keeps payment to the finance bureau and inspection to those who inspect', () => {
    const ownersOf = (group: 'payment' | 'inspection'): string[] =>
      businessRoleIds.filter((role) => libraryIds.some((id) => rightOf(role, id)?.right.groups.includes(group)));
    expect(ownersOf('payment')).toEqual(['finance']);
    expect(ownersOf('inspection')).toEqual(['inspection', 'legal']);
  });

  it('names no field that the library does not have', () => {
    for (const role of businessRoleIds) {
      for (const library of libraries) {
        const known = library.fields.map(({ id }) => id);
        for (const field of rightOf(role, library.id)?.right.fields ?? []) expect(known).toContain(field);
      }
    }
  });

  it('writes every field group of every library through some role', () => {
    for (const library of libraries) {
      const unowned = library.fields.filter(
        (field) => field.derived === undefined && !businessRoleIds.some((role) => rightOf(role, library.id)?.right.groups.includes(field.group)),
      );
      expect(unowned.map(({ id }) => `${library.id}.${id}`)).toEqual([]);
    }
  });

  it('never searches fields that not everybody may read: a hit would tell their value', () => {
    const searched = libraries.flatMap(({ fields }) => fields.filter((field) => field.searched === true && field.sensitivity !== undefined));
    expect(searched).toEqual([]);
  });

  it.each([
    ['record.read', ['read']],
    ['record.write', ['create', 'update']],
    ['record.remove', ['remove']],
    ['record.export', ['export']],
    ['record.transition', ['transition']],
    ['personal.reveal', ['reveal']],
    ['import.run', ['import']],
  ] as const)('%s is held by exactly the roles that have such a right', (permission, actions) => {
    for (const role of roleIds) expect([role, holds(role, permission)]).toEqual([role, actions.some((action) => actionsOf(role).has(action))]);
  });
});

describe('roles', () => {
  it('refuses combinations that would undo the separation (SY-02)', () => {
    expect(refuseRoleCombination(['system_admin', 'security_admin'])).toBeNull();
    expect(refuseRoleCombination(['investment', 'district'])).toBeNull();
    expect(refuseRoleCombination(['audit_admin', 'system_admin'])).toBe('审计管理员与系统管理员不能由同一人担任，没有授予。请分别授予不同的人。');
    expect(refuseRoleCombination(['security_admin', 'audit_admin'])).toContain('不能由同一人担任');
    for (const business of businessRoleIds) for (const admin of administratorRoleIds) expect(refuseRoleCombination([business, admin])).not.toBeNull();
  });

  it('is symmetric', () => {
    for (const a of roleIds) for (const b of roleIds) expect(incompatibleWith(a).includes(b)).toBe(incompatibleWith(b).includes(a));
  });
});

describe('permissions', () => {
  it('are held by nobody before sign-in except to sign in', () => {
    expect(Object.keys(permissions).filter((id) => permits(null, id))).toEqual(['session.open', 'session.view', 'dictionary.read']);
    expect(permits(null, 'record.read')).toBe(false);
  });

  it('nobody declared are held by nobody', () => {
    expect(permits({ ...someone, roles: roleIds }, 'record.everything')).toBe(false);
    expect(permits({ ...someone, roles: roleIds }, 'constructor')).toBe(false);
    expect(writes('record.everything')).toBe(false);
  });
});

const someone = {
  user: { id: '1', login: 'a', name: '甲', staffNo: '1', unit: '' },
  regions: 'all',
  departments: 'all',
  clearance: '2',
  readOnly: null,
} as const;
