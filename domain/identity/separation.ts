// Separation of duties 三员分立: which roles one person may come to hold, over all accounts of that person (security.md SY-02..04).

import { isAdministratorRole, refuseRoleCombination, roleName, type RoleId } from '../policy/roles.ts';
import { isSamePerson, type Account } from './account.ts';

/** An account with the roles it holds or has been proposed for. */
export type Holder = Pick<Account, 'id' | 'login' | 'name' | 'staffNo' | 'unit' | 'state'> & { readonly roles: readonly RoleId[] };

/** Why these roles must not come to be held by this account beside what the person holds elsewhere; null when they may. */
export function refuseAssignment(target: Holder, roles: readonly RoleId[], others: readonly Holder[]): string | null {
  const elsewhere = others.filter((other) => other.id !== target.id && other.state !== 'disabled' && isSamePerson(other, target));
  const held = [...new Set([...roles, ...elsewhere.flatMap((other) => other.roles)])];
  const clash = refuseRoleCombination(held) ?? refuseTwoOffices(held);
  if (clash === null) return null;
  const twin = elsewhere.find((other) => other.roles.length > 0);
  return twin === undefined ? clash : `${clash}（与账号“${twin.login}”为同一人：工号相同，或姓名和单位相同。）`;
}

/** Grants need the signatures of two persons, so nobody holds two of the three offices (stricter than SY-02). */
function refuseTwoOffices(roles: readonly RoleId[]): string | null {
  const [first, second] = roles.filter(isAdministratorRole);
  if (first === undefined || second === undefined) return null;
  return `${roleName(first)}与${roleName(second)}不能由同一人担任，没有授予。请分别授予不同的人。`;
}

/** Why the account may not lose its rights or be disabled; null when it may: the audit of the others must stay in somebody's hands. */
export function refuseLastAuditor(target: Holder, keeps: readonly RoleId[], all: readonly Holder[]): string | null {
  if (!target.roles.includes('audit_admin') || keeps.includes('audit_admin')) return null;
  const others = all.filter(({ id, state, roles }) => id !== target.id && state === 'active' && roles.includes('audit_admin'));
  return others.length > 0 ? null : '这是最后一位审计管理员，没有改动。请先由另一人担任审计管理员，再停用或撤销这个账号。';
}

/** Why `actor` may not touch the account `target`; null when it may. Administrators edit neither themselves nor each other (SY-04). */
export function refuseEditing(actor: Pick<Holder, 'id'>, target: Pick<Holder, 'id' | 'roles'>): string | null {
  if (actor.id === target.id) return '不能修改自己的账号或授权，没有改动。请由另一位管理员办理。';
  const office = target.roles.find(isAdministratorRole);
  return office === undefined ? null : `${roleName(office)}的账号不能由其他管理员停用或修改，没有改动。三员账号只能经两人复核变更授权。`;
}
