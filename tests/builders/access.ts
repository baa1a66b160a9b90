// Accesses for tests: the founder who may do everything with business data, and persons of one role.

import type { Access } from '#domain/identity/access.ts';
import { businessRoleIds, type RoleId } from '#domain/policy/roles.ts';

const base: Access = {
  user: { id: '0190a000-0000-7000-8000-00000000000a', login: 'founder', name: '甲', staffNo: '0001', unit: '投资处' },
  roles: businessRoleIds,
  regions: 'all',
  departments: 'all',
  clearance: '2',
  readOnly: null,
};

/** All business roles, every region and department, the highest clearance; `changes` narrows it. */
export const unrestricted = (changes: Partial<Access> = {}): Access => ({ ...base, ...changes });

/** One role, seeing what it always sees: no district and no department unless given. */
export const accessOf = (role: RoleId, changes: Partial<Access> = {}): Access => ({ ...base, roles: [role], regions: [], departments: [], ...changes });
