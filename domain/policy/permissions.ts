// Every permission a procedure may ask for: its name, whether it writes, and which roles hold it.

import type { Access } from '../identity/access.ts';
import { administratorRoleIds, businessRoleIds, roleIds, type RoleId } from './roles.ts';

interface Permission {
  readonly label: string;
  /** Refused while nothing may be written (clock set back, lease ended). */
  readonly writes: boolean;
  /** `anyone` also before sign-in; else the roles that hold it. */
  readonly holders: 'anyone' | readonly RoleId[];
}

const writers: readonly RoleId[] = businessRoleIds.filter((id) => id !== 'department' && id !== 'auditor' && id !== 'leader');
const removers: readonly RoleId[] = ['investment', 'key_projects', 'office', 'research', 'legal', 'district'];
const administrators: readonly RoleId[] = administratorRoleIds;

/** One row per permission. What a role may do to which row and field is decided by the policy; this is the outer door. */
export const permissions = {
  'session.open': { label: '登录与锁定', writes: false, holders: 'anyone' },
  'session.view': { label: '查看登录状态和个人设置', writes: false, holders: 'anyone' },
  'dictionary.read': { label: '查看数据字典', writes: false, holders: 'anyone' },

  'record.read': { label: '查看业务数据', writes: false, holders: businessRoleIds },
  'record.write': { label: '新增和修改业务数据', writes: true, holders: writers },
  'record.remove': { label: '删除业务数据', writes: true, holders: removers },
  'record.export': { label: '导出业务数据', writes: false, holders: businessRoleIds },
  'record.transition': { label: '上报、退回、锁定、解锁', writes: true, holders: ['investment', 'key_projects', 'district'] },
  'personal.reveal': { label: '查看个人信息原文', writes: false, holders: ['office', 'research'] },
  'export.requests': { label: '查看导出申请', writes: false, holders: [...businessRoleIds, 'security_admin'] },
  'export.approve': { label: '审批导出申请', writes: true, holders: ['office', 'leader', 'security_admin'] },
  'import.run': { label: '导入表格、撤销批次', writes: true, holders: writers },
  /** Not asked for by a procedure but by the door: undoing what somebody else did. */
  'batch.undo_any': { label: '撤销他人的批次', writes: true, holders: ['investment', 'key_projects', 'office'] },
  'demo.load': { label: '装入演示数据', writes: true, holders: ['office'] },

  'replica.verify': { label: '核验数据完整性', writes: false, holders: roleIds },
  'identity.read': { label: '查看账号和授权', writes: false, holders: administrators },
  'identity.manage': { label: '建立、停用账号', writes: true, holders: ['system_admin'] },
  'identity.propose': { label: '提出授权', writes: true, holders: ['security_admin'] },
  'identity.confirm': { label: '复核授权', writes: true, holders: ['system_admin'] },
  'security.configure': { label: '修改安全设置', writes: true, holders: ['security_admin'] },
  'keys.rotate': { label: '更换数据密钥', writes: true, holders: ['system_admin'] },
  'audit.read': { label: '查看审计记录', writes: false, holders: ['security_admin', 'audit_admin'] },
  'audit.verify': { label: '核验审计链', writes: false, holders: ['audit_admin'] },
  'audit.export': { label: '导出审计记录', writes: false, holders: ['audit_admin'] },
  'audit.prune': { label: '清理过期审计记录', writes: true, holders: ['audit_admin'] },
  'alarm.read': { label: '查看安全告警', writes: false, holders: ['security_admin', 'audit_admin'] },
  'alarm.acknowledge': { label: '确认安全告警', writes: true, holders: ['security_admin'] },
  'backup.read': { label: '查看备份', writes: false, holders: ['system_admin'] },
  'backup.make': { label: '备份和核验备份', writes: false, holders: ['system_admin'] },
  'station.retire': { label: '退役销毁', writes: true, holders: ['system_admin'] },
} as const satisfies Readonly<Record<string, Permission>>;

export type PermissionId = keyof typeof permissions;

export const isPermissionId = (value: string): value is PermissionId => Object.hasOwn(permissions, value);

const holdersOf = (permission: PermissionId): Permission['holders'] => permissions[permission].holders;

/** Whether the role holds the permission. */
export function holds(role: RoleId, permission: PermissionId): boolean {
  const holders = holdersOf(permission);
  return holders === 'anyone' || holders.includes(role);
}

/** Whether this person (null: nobody signed in) holds the permission. A permission nobody declared is held by nobody. */
export function permits(access: Access | null, permission: string): boolean {
  if (!isPermissionId(permission)) return false;
  if (holdersOf(permission) === 'anyone') return true;
  return access !== null && access.roles.some((role) => holds(role, permission));
}

/** Whether a call with this permission changes something, and is refused while `access.readOnly` is set. */
export const writes = (permission: string): boolean => isPermissionId(permission) && permissions[permission].writes;
