// Roles, scopes and clearances of an authorisation as people read them.

import { isLabelCode, labelNames } from '#domain/policy/labels.ts';
import { isRoleId, roleName } from '#domain/policy/roles.ts';
import { codeItem } from '#domain/dictionary/code-tables/index.ts';
import { nothing } from '../../ui/format/values.ts';

export type Scope = 'all' | readonly string[];

export const roleText = (role: string): string => (isRoleId(role) ? roleName(role) : role);
export const rolesText = (roles: readonly string[]): string => (roles.length === 0 ? nothing : roles.map(roleText).join('、'));
export const clearanceText = (code: string): string => (isLabelCode(code) ? labelNames[code] : code);

/** Name of a region or functional zone. */
const placeText = (code: string): string => codeItem('region', code)?.name ?? codeItem('zone', code)?.name ?? code;

export function regionsText(scope: Scope): string {
  if (scope === 'all') return '全市';
  return scope.length === 0 ? nothing : scope.map(placeText).join('、');
}

/** Departments by their names, as far as they are known. */
export function departmentsText(scope: Scope, names: ReadonlyMap<string, string>): string {
  if (scope === 'all') return '全部部门';
  return scope.length === 0 ? nothing : scope.map((id) => names.get(id) ?? id).join('、');
}
