// The roles a person may hold: business roles and the three administrators kept apart (domain.md §0.1, security.md §1.3).

export const businessRoleIds = [
  'investment',
  'inspection',
  'legal',
  'key_projects',
  'office',
  'research',
  'district',
  'department',
  'finance',
  'auditor',
  'leader',
] as const;
export type BusinessRoleId = (typeof businessRoleIds)[number];

export const administratorRoleIds = ['system_admin', 'security_admin', 'audit_admin'] as const;
export type AdministratorRoleId = (typeof administratorRoleIds)[number];

export const roleIds = [...businessRoleIds, ...administratorRoleIds] as const;
export type RoleId = BusinessRoleId | AdministratorRoleId;

export interface Role {
  readonly id: RoleId;
  readonly name: string;
  /** One sentence a person choosing roles reads. */
  readonly description: string;
  readonly kind: 'business' | 'administrator';
}

const texts: Readonly<Record<RoleId, readonly [name: string, description: string]>> = {
  investment: ['投资处', '管理规划、储备、核准备案和各类资金项目，审核上报，编制和下达计划。'],
  inspection: ['稽察办', '查看全部项目，登记稽察和监管情况。'],
  legal: ['法规处', '管理政策法规库，查看全部项目并登记监管情况。'],
  key_projects: ['重点办', '管理市重点项目库，调度进度，协调问题。'],
  office: ['办公室', '管理专家库和决策资源库，查看全部项目。'],
  research: ['研究院', '管理决策资源库，组织专家评审，查看全部项目。'],
  district: ['区市发改局', '填报、初审和上报本区市（含功能区）的项目，只能看到本区市的项目。'],
  department: ['主管部门', '查看和导出本部门主管的项目，不能修改。'],
  finance: ['财政', '登记资金拨付，查看有资金安排的项目。'],
  auditor: ['审计', '查看和导出全部业务数据，不能修改。'],
  leader: ['领导', '查看和导出全部业务数据，不能修改。'],
  system_admin: ['系统管理员', '建立和停用账号，备份、恢复和维护系统；看不到业务数据。'],
  security_admin: ['安全管理员', '授予角色和范围，管理安全设置，查看业务人员的审计记录；看不到业务数据。'],
  audit_admin: ['审计管理员', '查看系统管理员和安全管理员的审计记录，核验审计链；看不到业务数据。'],
};

export const isAdministratorRole = (role: RoleId): role is AdministratorRoleId => administratorRoleIds.some((id) => id === role);

export const isRoleId = (value: unknown): value is RoleId => roleIds.some((id) => id === value);

export const roles: readonly Role[] = roleIds.map((id) => {
  const [name, description] = texts[id];
  return { id, name, description, kind: isAdministratorRole(id) ? 'administrator' : 'business' };
});

export const roleName = (id: RoleId): string => texts[id][0];

/**
 * Roles one person may not hold beside this one. The audit administrator is apart from the other two (security.md SY-02),
 * and nobody who administers works on business data (SY-03, DB-09).
 */
export function incompatibleWith(id: RoleId): readonly RoleId[] {
  if (!isAdministratorRole(id)) return administratorRoleIds;
  return id === 'audit_admin' ? [...businessRoleIds, 'system_admin', 'security_admin'] : [...businessRoleIds, 'audit_admin'];
}

/** A Chinese sentence when these roles may not be held by one person, else null. */
export function refuseRoleCombination(held: readonly RoleId[]): string | null {
  for (const id of held) {
    const clash = incompatibleWith(id).find((other) => held.includes(other));
    if (clash !== undefined) return `${roleName(id)}与${roleName(clash)}不能由同一人担任，没有授予。请分别授予不同的人。`;
  }
  return null;
}
