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
  readonly batch: string;
  readonly view: string;
}

export interface ParityCase {
  readonly input: (seed: Seed) => Readonly<Record<string, unknown>>;
  readonly file?: CallFile;
  /** The refusal all hosts answer with; absent when they answer with a value. */
  readonly code?: string;
  /** The call does something its procedure records: exactly one audit record is expected of it, else none. */
  readonly writes?: true;
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

/** In this order, on each host. Procedures of the session are in `session-parity`; here the replica is open. */
export const parityCases: Readonly<Record<Exclude<ProcedureName<WorkstationContract>, `session.${string}`>, readonly ParityCase[]>> = {
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
    { input: () => ({ database, values: { project_name: '机密★一年项目' } }), code: 'validation_failed' },
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
  'demo.load': [{ input: () => ({ size: 'S', seed: 1 }), code: 'forbidden' }],
};

/** On a locked replica, in this order; the command line opens its own for all but these. */
export const sessionCases: readonly (ParityCase & { readonly name: ProcedureName<WorkstationContract> })[] = [
  { name: 'session.state', input: () => ({}) },
  { name: 'session.create', input: () => ({ user: '李四', password: testPassword }), code: 'already_initialised' },
  { name: 'session.unlock', input: () => ({ password: '错误的密码' }), code: 'wrong_password' },
  { name: 'session.unlock', input: () => ({ password: testPassword }), writes: true },
  { name: 'session.lock', input: () => ({}) },
];
