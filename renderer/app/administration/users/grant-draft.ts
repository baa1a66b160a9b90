// An authorisation being written: what may be combined, and what the chosen roles need to be told.

import { policy } from '#domain/policy/policy.ts';
import { incompatibleWith, isAdministratorRole, isRoleId, refuseRoleCombination, roles, type Role, type RoleId } from '#domain/policy/roles.ts';
import { itemsOn } from '#domain/dictionary/code-tables/index.ts';
import type { Scope } from '../grant-words.ts';

export interface GrantDraft {
  roles: RoleId[];
  regions: Scope;
  departments: Scope;
  clearance: string;
  days: number;
}

const usualDays = 90;

/** The same rights again, or nothing yet. */
export const grantDraftOf = (user: { roles: readonly string[]; regions: Scope; departments: Scope; clearance: string; authorised: boolean }): GrantDraft => ({
  roles: user.roles.filter(isRoleId),
  regions: user.regions,
  departments: user.departments,
  clearance: user.authorised ? user.clearance : '1',
  days: usualDays,
});

/** Why this role cannot be added to the chosen ones; null when it can. */
export function exclusionOf(role: Role, chosen: readonly RoleId[]): string | null {
  if (chosen.includes(role.id)) return null;
  const clash = chosen.find((other) => incompatibleWith(role.id).includes(other));
  return clash === undefined ? null : `与${roles.find(({ id }) => id === clash)?.name ?? clash}不能由同一人担任`;
}

/** Whether any of these roles works on the rows of its own regions or departments only. */
export const isBoundBy = (scope: 'region' | 'department', chosen: readonly RoleId[]): boolean =>
  chosen.some((role) => !isAdministratorRole(role) && Object.values(policy.roles[role].libraries).some((right) => right?.scope === scope));

export const hasBusinessRole = (chosen: readonly RoleId[]): boolean => chosen.some((role) => !isAdministratorRole(role));

/** What is missing; null when the draft can be proposed. */
export function grantFault(draft: GrantDraft): string | null {
  const clash = refuseRoleCombination(draft.roles);
  if (clash !== null) return clash;
  if (isBoundBy('region', draft.roles) && draft.regions !== 'all' && draft.regions.length === 0) return '请选择可以看到哪些区市。';
  if (isBoundBy('department', draft.roles) && draft.departments !== 'all' && draft.departments.length === 0) return '请选择主管部门。';
  return null;
}

/** The scope as it is signed: roles that are not bound by a scope are not given one. */
export const signedScope = (isBound: boolean, draft: GrantDraft, scope: Scope): 'all' | string[] => {
  if (!isBound) return hasBusinessRole(draft.roles) ? 'all' : [];
  return scope === 'all' ? 'all' : [...scope];
};

export interface District {
  readonly code: string;
  readonly name: string;
  readonly zones: readonly { readonly code: string; readonly name: string }[];
}

/** Districts in force with the functional zones they host. */
export function districtsOn(today: string): readonly District[] {
  const zones = itemsOn('zone', today);
  return itemsOn('region', today)
    .filter(({ parent }) => parent !== undefined)
    .map(({ code, name }) => ({ code, name, zones: zones.filter(({ parent }) => parent === code).map((zone) => ({ code: zone.code, name: zone.name })) }));
}
