// At least one call of every procedure, and of every kind of refusal: what the three hosts must answer alike.

import type { WorkstationContract } from '#domain/contract/index.ts';
import type { ProcedureName } from '#domain/rpc/define.ts';
import { xlsx } from '#main/tabular/testing/xlsx-fixture.ts';
import { testPassword } from '../cli/test-workstation.ts';
import type { CallFile } from './hosts.ts';

/** Identifiers that all three replicas were copied with. */
export interface Seed {
  readonly record: string;
  readonly spare: string;
  readonly project: string;
  /** With a telephone number. */
  readonly expert: string;
  readonly batch: string;
  readonly view: string;
  /** Made before the three replicas were copied. */
  readonly backup: string;
  /** An account that was activated and has no grant. */
  readonly newcomer: string;
  /** Open, for the newcomer. */
  readonly proposal: string;
  readonly challenge: string;
  /** The security administrator's recovery sheet. */
  readonly sheet: string;
  /** What both sheets answer to the challenge. */
  readonly answers: { readonly security: string; readonly system: string };
}

const administrators = [
  { role: 'system_admin', login: 'xitong', name: '王系统', staffNo: '0101', password: '系统Guan-li-5528' },
  { role: 'security_admin', login: 'anquan', name: '李安全', staffNo: '0102', password: '安全Guan-li-6639' },
  { role: 'audit_admin', login: 'shenji', name: '赵审计', staffNo: '0103', password: '审计Guan-li-7740' },
] as const;

/** The people of the three stations. */
export const people = {
  first: { user: '测试员', unit: '测试单位', password: testPassword },
  administrators,
  system: { login: 'xitong', password: administrators[0].password },
  security: { login: 'anquan', password: administrators[1].password },
  newcomer: { login: 'xinren', name: '新人甲', staffNo: '0201', unit: '投资处' },
  newcomerPassword: '新人Mi-ma-8864',
  wanted: { roles: ['district'], regions: ['370211'], departments: [], clearance: '1', days: 90, reason: '负责西海岸新区填报' },
};

const newPassword = '更换Mi-ma-4412';

export interface ParityCase {
  readonly input: (seed: Seed) => Readonly<Record<string, unknown>>;
  readonly file?: CallFile;
  /** The refusal all hosts answer with; absent when they answer with a value. */
  readonly code?: string;
  /** The call does something its procedure records: exactly one audit record is expected of it, else none. */
  readonly writes?: true;
  /** Who calls, if not the first user. */
  readonly login?: string;
  /** The audit records of the call, where they are not the one of its procedure. */
  readonly records?: readonly string[];
}

const cell = (reference: string, value: string): string => `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;

export const listFile: CallFile = {
  name: '名单.xlsx',
  bytes: xlsx({
    sheet:
      `<row r="1">${cell('A1', '项目名称')}${cell('B1', '总投资（万元）')}</row>` +
      `<row r="2">${cell('A2', '种子批次项目一期工程')}<c r="B2"><v>1200</v></c></row>` +
      `<row r="3">${cell('A3', '第二个名单中的项目')}<c r="B3"><v>0.5</v></c></row>`,
  }),
};

const prose: CallFile = { name: '说明.txt', bytes: new Uint8Array(Buffer.from('这是一段说明文字。')) };
const nobody = '00000000-0000-4000-8000-000000000000';
const database = 'key';

const asSystem = { login: people.system.login };
const asSecurity = { login: people.security.login };
/** Refused at the door, which is recorded. */
const forbidden = { code: 'forbidden', records: ['access.refused'] } as const;

/** Accounts and authorisations; grouped by person, because windows have to sign in for each. */
const identityCases: Readonly<Partial<Record<ProcedureName<WorkstationContract>, readonly ParityCase[]>>> = {
  'session.touch': [{ input: () => ({}) }],
  'session.checkPassword': [{ input: () => ({ login: '测试员', newPassword: 'Qingdao@2026' }) }],
  'identity.roles': [{ input: () => ({}) }],
  'lease.current': [{ input: () => ({}) }],
  'lease.install': [{ input: () => ({ text: '{"kind":"grant"}' }), code: 'bad_input' }],
  'security.settings': [{ input: () => ({}) }],
  'session.changePassword': [{ input: () => ({ password: testPassword, newPassword: testPassword }), code: 'weak_password' }],
  'identity.departments': [
    { input: () => ({}), ...forbidden },
    { ...asSystem, input: () => ({}) },
  ],
  'identity.users': [
    { input: () => ({}), ...forbidden },
    { ...asSystem, input: () => ({}) },
  ],
  'identity.createUser': [
    { ...asSystem, input: () => ({ login: 'lisi', name: '李四', staffNo: '0202', unit: '法规处', password: people.system.password }), writes: true },
    { ...asSystem, input: () => ({ login: 'ＬＩＳＩ', name: '李四二', password: people.system.password }), code: 'duplicate' },
  ],
  'identity.proposals': [{ ...asSystem, input: () => ({}) }],
  'identity.decide': [
    { ...asSystem, input: ({ proposal }) => ({ id: proposal, confirm: true, password: people.system.password }), writes: true },
    { ...asSystem, input: ({ proposal }) => ({ id: proposal, confirm: true, password: people.system.password }), code: 'stale_version' },
  ],
  'identity.setState': [
    { ...asSystem, input: ({ newcomer }) => ({ userId: newcomer, state: 'disabled', reason: '调离', password: people.system.password }), writes: true },
    { ...asSystem, input: () => ({ userId: nobody, state: 'disabled', reason: '调离', password: people.system.password }), code: 'not_found' },
  ],
  'keys.rotate': [{ ...asSystem, input: () => ({ password: '不是这个密码', reason: '演练' }), code: 'wrong_password' }],
  'identity.propose': [
    { ...asSystem, input: ({ newcomer }) => ({ ...people.wanted, userId: newcomer, password: people.system.password }), ...forbidden },
    { ...asSecurity, input: () => ({ ...people.wanted, userId: nobody, password: people.security.password }), code: 'not_found' },
    { ...asSecurity, input: ({ newcomer }) => ({ ...people.wanted, userId: newcomer, password: people.security.password }), code: 'bad_input' },
  ],
  'security.configure': [
    {
      ...asSecurity,
      input: () => ({ idleMinutes: 5, sessionHours: 8, passwordProfile: 'mlps3', exportApprovalRows: 1000, password: people.security.password }),
      writes: true,
    },
  ],
};

/** Restoring and retiring take the station away from the cases after them: tests/backup. */
const backupCases: Readonly<Partial<Record<ProcedureName<WorkstationContract>, readonly ParityCase[]>>> = {
  'backup.make': [
    { input: () => ({}), ...forbidden },
    { ...asSystem, input: () => ({}), writes: true },
  ],
  'backup.verify': [
    { ...asSystem, input: ({ backup }) => ({ name: backup }), writes: true },
    { ...asSystem, input: () => ({ name: '没有这个备份' }), code: 'not_found' },
  ],
  'backup.list': [{ ...asSystem, input: () => ({}) }],
  'station.retire': [
    { ...asSystem, input: () => ({ password: people.system.password, confirm: '销毁', reason: '更换设备', witness: '李监销' }), code: 'bad_input' },
    { ...asSystem, input: () => ({ password: people.system.password, confirm: '销毁', reason: '更换设备', witness: '' }), code: 'bad_input' },
  ],
};

const asAuditor = { login: administrators[2].login };

/** What the number of an export stands for is asked in tests/security. */
const auditCases: Readonly<Partial<Record<ProcedureName<WorkstationContract>, readonly ParityCase[]>>> = {
  'audit.list': [
    { input: () => ({}), ...forbidden },
    { ...asAuditor, input: () => ({ events: ['identity.user_created', 'import.committed'], limit: 3 }) },
    { ...asAuditor, input: () => ({ from: '去年' }), code: 'bad_input' },
  ],
  'audit.verify': [{ ...asAuditor, input: () => ({}), writes: true }],
  'audit.export': [{ ...asAuditor, input: () => ({}), records: ['audit.checkpointed', 'audit.exported'] }],
  'audit.purge': [
    { ...asAuditor, input: () => ({ reason: '到期清理' }) },
    { ...asAuditor, input: () => ({ before: '2099-01-01', reason: '到期清理' }), code: 'audit_too_young' },
  ],
  'audit.resolveExport': [{ ...asAuditor, input: () => ({ exportId: '没有这个编号' }), code: 'not_found' }],
  'alarm.list': [{ ...asSecurity, input: () => ({ onlyOpen: false }) }],
  'alarm.acknowledge': [
    { ...asAuditor, input: () => ({ ids: [1] }), ...forbidden },
    { ...asSecurity, input: () => ({ ids: [1, 9999], note: '已核实' }), writes: true },
  ],
};

/** In this order, on each host. Procedures of the session are in `session-parity`; here the replica is open. */
const protectCases = {
  'personal.reveal': [
    { input: ({ expert }) => ({ database: 'expert', id: expert, field: 'mobile', purpose: '电话通知评审会时间' }), writes: true },
    { input: ({ expert }) => ({ database: 'expert', id: expert, field: 'mobile', purpose: '哈哈哈哈' }), code: 'bad_input' },
    { input: () => ({ database: 'expert', id: nobody, field: 'mobile', purpose: '电话通知评审会时间' }), code: 'not_found' },
  ],
  'export.check': [
    { input: () => ({ database: 'expert', fields: ['name', 'mobile'] }) },
    { input: () => ({ database: 'expert', fields: ['nonsense'] }), code: 'bad_input' },
  ],
  'export.request': [
    { input: () => ({ database: 'expert', fields: ['name', 'mobile'], reason: '核对专家名册' }), writes: true },
    { input: () => ({ database: 'expert', fields: ['name'], reason: '核对专家名册' }), code: 'bad_input' },
  ],
  'export.requests': [{ input: () => ({}) }],
  'export.decide': [{ ...asSecurity, input: () => ({ id: nobody, approve: true }), code: 'not_found' }],
} satisfies Partial<Readonly<Record<ProcedureName<WorkstationContract>, readonly ParityCase[]>>>;

export const parityCases: Readonly<Partial<Record<ProcedureName<WorkstationContract>, readonly ParityCase[]>>> = {
  'library.summary': [{ input: () => ({}) }],
  'dictionary.describe': [{ input: () => ({ database: 'expert' }) }, { input: () => ({ database: 'nonsense' }), code: 'unknown_library' }],
  'record.list': [
    { input: () => ({ database, sort: [{ field: 'total_investment', descending: true }], limit: 10, totals: true }) },
    { input: () => ({ database, filter: [{ field: 'colour', op: 'eq', value: 'red' }] }), code: 'bad_input' },
    { input: () => ({ database, limit: -1 }), code: 'bad_input' },
    { input: () => ({ database, filter: [{ field: 'project_name', op: 'between', value: ['x'.repeat(501), null] }] }), code: 'bad_input' },
  ],
  'record.ids': [{ input: () => ({ database, offset: 0, limit: 100 }) }],
  'record.totals': [{ input: ({ record, spare }) => ({ database, ids: [record, spare] }) }],
  'record.values': [{ input: () => ({ database, field: 'mgmt_year' }) }],
  'record.get': [{ input: ({ record }) => ({ database, id: record }) }, { input: () => ({ database, id: nobody }), code: 'not_found' }],
  'record.locate': [{ input: ({ project }) => ({ id: project }) }],
  'record.check': [{ input: () => ({ database, values: { project_name: '种子项目甲二期工程', total_investment: -1 } }) }],
  'record.history': [{ input: ({ record }) => ({ database, id: record }) }],
  'project.overview': [{ input: ({ project }) => ({ id: project }) }],
  'search.find': [{ input: () => ({ text: '种子项目' }) }],
  'record.export': [{ input: () => ({ database, fields: ['project_name', 'total_investment'] }), writes: true }],
  'file.put': [
    { input: () => ({ name: 'a.csv', bytes: new Uint8Array([1, 2, 3]) }) },
    { input: () => ({ name: '', bytes: new Uint8Array(1) }), code: 'bad_input' },
  ],
  'import.inspect': [
    { input: () => ({ database, year: 2026 }), file: listFile },
    { input: () => ({ database }), file: prose, code: 'not_a_spreadsheet' },
    { input: () => ({ database, handle: nobody }), code: 'handle_expired' },
    { input: () => ({ database: 'nonsense' }), file: listFile, code: 'unknown_library' },
  ],
  'import.source': [{ input: () => ({ sheet: '名单' }), file: listFile }],
  'record.create': [
    {
      input: () => ({
        database,
        values: { project_name: '对照新建的项目', total_investment: 12_345_678, mgmt_year: 2026, owner_org_name: '青岛测试有限公司' },
      }),
      writes: true,
    },
    { input: () => ({ database, values: { total_investment: 1 } }), code: 'validation_failed' },
    { input: () => ({ database, values: { project_name: '机密★一年项目' } }), code: 'validation_failed', records: ['alarm.raised'] },
  ],
  'record.update': [
    { input: ({ record }) => ({ database, id: record, version: 1, values: { total_investment: 99_990_000 }, reason: '调整概算' }), writes: true },
    { input: ({ record }) => ({ database, id: record, version: 1, values: { total_investment: 1 } }), code: 'stale_version' },
  ],
  'record.updateMany': [
    { input: ({ spare }) => ({ database, changes: [{ id: spare, version: 1, values: { total_investment: 50_000 } }], label: '粘贴' }), writes: true },
    { input: ({ spare }) => ({ database, changes: [{ id: spare, version: 2, values: { total_investment: 'many' } }], label: '粘贴' }) },
  ],
  'import.commit': [{ input: () => ({ database, year: 2026 }), file: listFile, writes: true }],
  'batch.undo': [
    { input: ({ batch }) => ({ batch }), writes: true },
    { input: ({ batch }) => ({ batch }), code: 'batch_not_undoable' },
  ],
  'record.transition': [{ input: ({ spare }) => ({ database, ids: [spare], action: 'report', reason: '按月调度' }), writes: true }],
  'record.remove': [{ input: ({ spare }) => ({ database, ids: [spare], reason: '重复登记' }), writes: true }],
  'batch.list': [{ input: () => ({}) }],
  'view.save': [
    { input: ({ view }) => ({ id: view, database, name: '大项目', filter: [], sort: [], columns: ['project_name'] }), writes: true },
    { input: ({ view }) => ({ id: view, database: 'nonsense', name: '大项目', filter: [], sort: [], columns: [] }), code: 'unknown_library' },
  ],
  'view.list': [{ input: () => ({ database }) }],
  'view.remove': [{ input: ({ view }) => ({ id: view }), writes: true }],
  'setting.set': [{ input: () => ({ key: 'columns', value: '[1]' }) }],
  'setting.get': [{ input: () => ({ key: 'columns' }) }],
  'replica.verify': [{ input: () => ({}), writes: true }],
  ...protectCases,
  ...identityCases,
  ...auditCases,
  ...backupCases,
  'demo.load': [{ input: () => ({ size: 'S', seed: 1 }), code: 'forbidden' }],
};

/** On a locked replica, in this order; the command line opens its own for all but these. */
export const sessionCases: readonly (ParityCase & { readonly name: ProcedureName<WorkstationContract> })[] = [
  { name: 'session.state', input: () => ({}) },
  { name: 'session.create', input: () => ({ user: '李四', password: testPassword }), code: 'already_initialised' },
  {
    name: 'session.createFromPackage',
    input: () => ({ package: new Uint8Array([123, 125]), code: 'ABCDE', login: 'zhangsan', newPassword }),
    code: 'already_initialised',
  },
  { name: 'session.unlock', input: () => ({ password: '错误的密码' }), code: 'wrong_password' },
  { name: 'session.unlock', input: () => ({ login: 'nobody', password: '错误的密码' }), code: 'wrong_password' },
  { name: 'repair.inspect', input: () => ({ login: people.first.user, password: testPassword }) },
  {
    name: 'repair.restore',
    input: () => ({ login: people.first.user, password: testPassword, backup: '没有这个备份' }),
    code: 'not_found',
  },
  { name: 'recovery.challenge', input: () => ({ login: 'xinren' }) },
  { name: 'recovery.respond', input: ({ sheet, challenge }) => ({ sheet, challenge, login: 'xinren' }) },
  { name: 'recovery.complete', input: ({ answers }) => ({ login: 'xinren', ...answers, security: 'AAAAA', newPassword }), code: 'bad_input' },
  {
    name: 'recovery.complete',
    input: ({ answers }) => ({ login: 'xinren', ...answers, newPassword }),
    records: ['session.password_changed', 'session.refused', 'session.refused', 'recovery.completed'],
  },
  { name: 'session.lock', input: () => ({}), records: ['session.locked', 'audit.checkpointed'] },
  { name: 'session.unlock', input: () => ({ password: testPassword }), writes: true },
  { name: 'session.lock', input: () => ({}), records: ['session.locked', 'audit.checkpointed'] },
];
