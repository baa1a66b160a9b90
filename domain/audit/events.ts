// Every event of the audit with the words a person reads; an event that is not in this list cannot be declared by a procedure.

/** Event to label. Events of procedures first, then those the station records by itself. */
export const eventLabels = {
  'session.created': '建立工作站',
  'session.unlocked': '登录',
  'session.locked': '锁定',
  'session.password_changed': '修改密码',
  'recovery.completed': '完成密码恢复',
  'lease.installed': '装入授权',
  'identity.user_created': '建立账号',
  'identity.state_changed': '启用或停用账号',
  'identity.proposed': '提出授权变更',
  'identity.decided': '复核授权变更',
  'security.configured': '修改安全设置',
  'keys.rotated': '更换数据密钥',
  'record.created': '新增记录',
  'record.updated': '修改记录',
  'record.bulk_updated': '批量修改记录',
  'record.removed': '删除记录',
  'record.transitioned': '变更记录状态',
  'record.exported': '导出业务数据',
  'import.committed': '导入表格',
  'batch.undone': '撤销批次',
  'view.saved': '保存视图',
  'view.removed': '删除视图',
  'personal.revealed': '查看个人信息原文',
  'export.requested': '申请大批量导出',
  'export.decided': '审批大批量导出',
  'audit.verified': '核验审计链',
  'audit.exported': '导出审计记录',
  'audit.purged': '清理过期审计记录',
  'alarm.acknowledged': '确认告警',
  'backup.made': '备份',
  'backup.verified': '核验备份',
  'backup.restored': '恢复备份',
  'station.retired': '工作站退役销毁',
  'disk.full': '磁盘空间不足，操作没有保存',
  'replica.verified': '核验副本',
  'demo.loaded': '装入演示数据',

  'session.refused': '登录被拒绝',
  'session.locked_out': '登录锁定',
  'access.refused': '操作被拒绝',
  'audit.opened': '审计链启用',
  'audit.checkpointed': '签署审计检查点',
  'audit.pending_damaged': '锁定期间的记录已损坏',
  'alarm.raised': '产生告警',
} as const satisfies Readonly<Record<string, string>>;

export type AuditEvent = keyof typeof eventLabels;

export const isAuditEvent = (event: string): event is AuditEvent => Object.hasOwn(eventLabels, event);

/** Words for an event; one a newer program wrote is shown as it is. */
export const eventLabel = (event: string): string => (isAuditEvent(event) ? eventLabels[event] : event);

const ownScreen = '只影响本人界面，不涉及业务数据';
const looking = '在本人授权范围内查看，不改动数据；敏感字段另有记录';
const preparing = '只做判断和预览，不改动数据；真正写入时另有记录';

/** Procedures that leave no record, and why. Refused calls of these are recorded like those of any other. */
export const unrecorded: Readonly<Record<string, string>> = {
  'session.state': '显示登录状态，登录前后都要用',
  'session.touch': '只表示有人在操作，用于推迟自动锁定',
  'session.checkPassword': preparing,
  'recovery.challenge': '只给出要读给管理员的问题；恢复完成时记录',
  'recovery.respond': '在任意一台机器上由恢复单计算应答，不接触副本；恢复完成时记录',
  'dictionary.describe': '数据字典是公开的说明，不含数据',
  'record.list': looking,
  'record.ids': looking,
  'record.totals': looking,
  'record.values': looking,
  'record.get': looking,
  'record.locate': looking,
  'record.check': preparing,
  'record.history': looking,
  'project.overview': looking,
  'search.find': looking,
  'library.summary': looking,
  'view.list': ownScreen,
  'setting.get': ownScreen,
  'setting.set': ownScreen,
  'file.put': '文件只放在内存中，写入时由导入记录',
  'import.inspect': preparing,
  'import.source': preparing,
  'batch.list': looking,
  'export.check': preparing,
  'export.requests': '查看申请；提出和审批都有记录',
  'identity.users': '查看账号和授权；每次改动都有记录',
  'identity.roles': '角色说明是公开的，不含数据',
  'identity.departments': '查看部门名称，不含业务数据',
  'identity.proposals': '查看授权申请；提出和复核都有记录',
  'lease.current': '查看本人授权',
  'security.settings': '查看设置；修改时记录',
  'backup.list': '查看备份目录；备份、核验、恢复都有记录',
  'repair.inspect': preparing,
  'audit.list': '审计记录只能查看，不能改动；导出时记录',
  'audit.resolveExport': '按编号查找一条导出记录',
  'alarm.list': '查看告警；确认时记录',
};
