// Why something is refused, in one Chinese sentence that says what was not changed and what to do.

import type { Access } from '../identity/access.ts';
import type { Field } from '../dictionary/field.ts';
import { library as libraryOf, type LibraryId } from '../dictionary/index.ts';
import { mayIn, rightsOn } from './decide.ts';
import { actionNames, changesRows, type Action, type Facts } from './facts.ts';
import { labelRank } from './labels.ts';
import { policy, type LibraryRight } from './policy.ts';
import { recordStates } from './record-state.ts';
import { businessRoleIds, roleName } from './roles.ts';

const nothing = '没有改动任何数据';

export const readOnlySentences = {
  clock: `本机时间被调回到过去，现在只能查看，${nothing}。请校准时间后重新登录。`,
  lease: `您的授权已到期，现在只能查看，${nothing}。请向安全管理员申请续期。`,
} as const;

/** Why the person may not do this with the row he sees; null when he may. Facts are those before the change. */
export function explainRefusal(access: Access, action: Action, facts: Facts): string | null {
  if (changesRows(action) && access.readOnly !== null) return readOnlySentences[access.readOnly];
  const allowed = rightsOn(access, facts).filter(({ right }) => right.actions.includes(action));
  if (allowed.length === 0) return roleRefusal(access, action, facts.library);
  if (!changesRows(action)) return null;
  if (facts.record_state === recordStates.sealed) return `该项目已封账，任何人不能再${actionNames[action]}，${nothing}。如有差错，请按更正程序办理。`;
  const level = Math.min(...allowed.map((right) => right.level));
  const { lock_level: lock } = facts;
  if (lock !== null && lock !== 0 && level > lock) return `该项目已由上级锁定（锁定等级 ${lock}），${nothing}。如需${actionNames[action]}，请申请解锁。`;
  if (facts.record_state === recordStates.locked && level > policy.reviewLevel)
    return `该项目已由上级锁定，${nothing}。如需${actionNames[action]}，请申请解锁。`;
  if (facts.record_state === recordStates.reported && level > policy.reviewLevel) return `该项目已上报，${nothing}。如需${actionNames[action]}请申请退回。`;
  const state = facts.record_state ?? recordStates.open;
  return Object.hasOwn(policy.states, state) ? null : `这条记录处于本程序不认识的状态“${state}”，${nothing}。请升级程序后再试。`;
}

/** Why the person may not do this in the library at all, or with rows outside his scope; names the roles that may. */
export function roleRefusal(access: Access, action: Action, library: LibraryId): string {
  if (changesRows(action) && access.readOnly !== null) return readOnlySentences[access.readOnly];
  const { label } = libraryOf(library);
  const who = rolesWith(library, (right) => right.actions.includes(action));
  if (mayIn(access, action, library)) return `这条记录不在您可以${actionNames[action]}的范围内，${nothing}。请联系${who}办理。`;
  return `您的角色不能${actionNames[action]}“${label}”的记录，${nothing}。请联系${who}办理。`;
}

/** Names the fields the person may not write on this row, and who may. */
export function fieldRefusal(fields: readonly Field[], library: LibraryId): string {
  const labels = fields.map(({ label }) => `“${label}”`).join('、');
  const computed = fields.every(({ derived }) => derived !== undefined);
  if (computed) return `${labels}由系统填写，不能直接修改，${nothing}。请去掉这些内容后再保存。`;
  const who = rolesWith(
    library,
    (right) => right.actions.includes('update') && fields.every((field) => right.groups.includes(field.group) || right.fields.includes(field.id)),
  );
  return `您不能填写或修改${labels}，${nothing}。请去掉这些内容后再保存${who === '' ? '' : `，或联系${who}办理`}。`;
}

/** Why a row may not be left as it would then be: outside the own scope, above the own clearance, or in a state closed to him. */
export function outcomeRefusal(access: Access, after: Facts): string {
  if (labelRank(after.label) > labelRank(access.clearance)) return `所填密级高于您的权限，${nothing}。请核对“密级”。`;
  return `按所填内容，这条记录不在您的管辖范围内，${nothing}。请核对“建设地点”“功能区”“主管部门”。`;
}

const rolesWith = (library: LibraryId, may: (right: LibraryRight) => boolean): string =>
  businessRoleIds
    .filter((role) => {
      const right = policy.roles[role].libraries[library];
      return right !== undefined && right.scope === 'all' && may(right);
    })
    .map(roleName)
    .join('、');
