// Personal fields in a real replica: nowhere in clear, of no use elsewhere, found again, restored by undo.

import { copyFileSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { international } from '#crypto/international.ts';
import { national } from '#crypto/national.ts';
import { failureOf } from '../../tests/builders/failures.ts';
import { anExpert, aProject, idOf } from '../../tests/builders/records.ts';
import { aReplica, anAsker, testColumnKey, type TestReplica } from '../../tests/builders/replica.ts';
import { openConnection, type ReplicaLocation } from '../kernel/open.ts';
import { wrap } from '../kernel/database.ts';
import { columnCipherOf, isSealed } from '../spine/column-cipher.ts';
import { openColumns } from '../spine/field-key.ts';
import { changeColumnKey } from './reseal.ts';

const number = '370202198001011232';
const mobiles = ['13800138000', '13912345678', '15066667777'] as const;
const account = '6222023803123456789';
const canaries = [number, ...mobiles, account];

let replica: TestReplica;
beforeEach(() => {
  replica = aReplica();
});
afterEach(() => {
  replica.close();
});

const opened = (column: string, id: string): string => {
  const sealed = replica.reader.get<{ value: string }>(`SELECT ${column} AS value FROM expert WHERE expert_id = ?`, [id])?.value ?? '';
  return columnCipherOf(replica.reader).open({ table: 'expert', column, row: id }, sealed);
};

const change = (id: string, version: number, values: Record<string, string>): string | null =>
  replica.write.updateMany({ ...anAsker(2), database: 'expert', label: '改号码', changes: [{ id, version, values }] }).batch;

/** Everything that could hold a value: an expert created, changed, taken back, removed; a filing with the head's number. */
function aLife(): string {
  const expert = replica.add('expert', anExpert({ bank_account: account }));
  const id = idOf(expert);
  const batch = change(id, 1, { mobile: mobiles[1] });
  replica.write.undoBatch({ ...anAsker(3), batch: batch ?? '' });
  replica.add('filing', aProject({ mobile: mobiles[2], legal_rep: '王海' }));
  replica.write.removeRecords({ ...anAsker(4), database: 'expert', ids: [id], reason: '出库' });
  return id;
}

/** Every text of every table, as somebody with the key of the file alone can read it. */
function dump(): string {
  const tables = replica.reader.column<string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL");
  return JSON.stringify(tables.map((table) => replica.reader.all(`SELECT * FROM "${table}"`)));
}

/** The pages of the file decrypted one by one, free space and all, as text. */
function plainPagesOf(location: ReplicaLocation): string {
  const file = `${location.file}.plain`;
  copyFileSync(location.file, file);
  const copy = openConnection({ ...location, file }, 'write');
  copy.pragma('journal_mode = DELETE');
  copy.pragma("rekey = ''");
  copy.close();
  return readFileSync(file).toString('latin1');
}

describe('a personal value', () => {
  it('stands in no table, log, index or audit, whatever happened to it', () => {
    aLife();
    const everything = dump();
    expect(everything).toContain('出库');
    for (const canary of canaries) expect(everything).not.toContain(canary);
    expect(everything).not.toMatch(/19800101|6222023803/);
  });

  it('stands nowhere in the pages of the file either, free space included', () => {
    const { location } = replica;
    aLife();
    replica.connection.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = plainPagesOf(location);
    // The file is readable now: what is not personal is found.
    expect(bytes.startsWith('SQLite format 3')).toBe(true);
    expect(bytes).toContain('ZJ20260001');
    for (const canary of canaries) expect(bytes).not.toContain(canary);
  });

  it('is sealed anew each time, and says so with its algorithm', () => {
    const [a, b] = [replica.add('expert', anExpert()), replica.add('expert', anExpert({ expert_no: 'ZJ20260002', name: '孙建国' }))];
    const stored = replica.reader.column<string>('SELECT mobile FROM expert');
    expect(stored.every((text) => text.startsWith('sealed:aes-256-gcm:'))).toBe(true);
    expect(new Set(stored).size).toBe(2);
    expect([opened('mobile', idOf(a)), opened('mobile', idOf(b))]).toEqual(['13800138000', '13800138000']);
  });

  it('moved to another row, another column or changed by one sign is refused, not shown', () => {
    const [a, b] = [replica.add('expert', anExpert()), replica.add('expert', anExpert({ expert_no: 'ZJ20260002', name: '孙建国', mobile: mobiles[1] }))];
    const set = (sql: string): void => void replica.connection.prepare(sql).run(idOf(a));
    set(`UPDATE expert SET mobile = (SELECT mobile FROM expert WHERE expert_no = 'ZJ20260002') WHERE expert_id = ?`);
    expect(failureOf(() => replica.get('expert', idOf(a)))).toMatchObject({
      code: 'replica_damaged',
      details: { table: 'expert', column: 'mobile', row: idOf(a) },
    });
    set('UPDATE expert SET mobile = id_no WHERE expert_id = ?');
    expect(failureOf(() => replica.get('expert', idOf(a))).code).toBe('replica_damaged');
    set("UPDATE expert SET mobile = substr(mobile, 1, length(mobile) - 1) || iif(substr(mobile, -1) = '0', '1', '0') WHERE expert_id = ?");
    expect(failureOf(() => replica.get('expert', idOf(a))).code).toBe('replica_damaged');
    expect(replica.get('expert', idOf(b))['mobile']).toBe('139****5678');
  });

  it('comes back by undo, with what finds it', () => {
    const expert = replica.add('expert', anExpert());
    const other = '370202199001011237';
    const index = (): unknown => replica.reader.get('SELECT id_no_index FROM expert');
    const before = index();
    const batch = change(idOf(expert), 1, { mobile: mobiles[1], id_no: other });
    expect([opened('mobile', idOf(expert)), opened('id_no', idOf(expert))]).toEqual([mobiles[1], other]);
    expect(index()).not.toEqual(before);
    replica.write.undoBatch({ ...anAsker(3), batch: batch ?? '' });
    expect([opened('mobile', idOf(expert)), opened('id_no', idOf(expert))]).toEqual(['13800138000', number]);
    expect(index()).toEqual(before);
  });

  it('emptied is empty, and no longer found', () => {
    const expert = replica.add('expert', anExpert());
    change(idOf(expert), 1, { id_no: '' });
    expect(replica.reader.get('SELECT id_no, id_no_index FROM expert')).toEqual({ id_no: null, id_no_index: null });
  });
});

describe('the check of the replica', () => {
  const verified = () => replica.read.verify({}, { progress: () => undefined, cancelled: () => false }).checks.find(({ name }) => name === '个人信息加密');

  it('opens every value and names where one does not open or is not found by its index', () => {
    aLife();
    expect(verified()).toEqual({ name: '个人信息加密', ok: true, detail: '正常' });
    replica.connection.exec("UPDATE expert SET id_no_index = 'x'; UPDATE ext_filing SET mobile = (SELECT mobile FROM expert)");
    expect(verified()).toMatchObject({ ok: false, detail: 'ext_filing.mobile 有 1 个值无法解密或与索引不符；expert.id_no 有 1 个值无法解密或与索引不符' });
  });
});

describe('the same identity number', () => {
  it('is remarked for another person, and shown as the same person while typing', () => {
    const expert = replica.add('expert', anExpert());
    const second = replica.write.createRecord({
      ...anAsker(1),
      database: 'expert',
      values: anExpert({ expert_no: 'ZJ20260002', name: '孙建国' }),
      reason: null,
      projectId: null,
    });
    expect(second.problems).toContainEqual({
      field: 'id_no',
      code: 'personal_number_taken',
      severity: 'warning',
      message: '身份证号与已有的“王德清”相同，请核对是否为同一人，避免重复登记。',
    });
    const check = replica.read.check({ database: 'expert', id: null, values: { name: '孙建国', id_no: number }, today: '2026-03-02' });
    expect(check.similar).toContainEqual({ id: idOf(expert), title: '王德清', reason: '身份证号相同' });
    expect(replica.read.check({ database: 'expert', id: null, values: { id_no: '370202199001011237' }, today: '2026-03-02' }).similar).toEqual([]);
  });

  it('and name find an expert who changed the place of work', () => {
    const expert = replica.add('expert', anExpert());
    const row = { index: 0, values: { name: '王德清', id_no: number, work_org_name: '中国海洋大学' } };
    const outcome = replica.write.importRows(
      { ...anAsker(1), database: 'expert', year: null, label: '导入', source: 'a.xlsx', rows: [row], commit: true },
      { progress: () => undefined, cancelled: () => false },
    );
    expect(outcome.outcomes).toEqual(['changed']);
    expect(replica.get('expert', idOf(expert))['work_org_name']).toBe('中国海洋大学');
  });

  it('leaves an index that nobody can make without the key', () => {
    replica.add('expert', anExpert());
    const { id_no_index: index } = replica.reader.get<{ id_no_index: string }>('SELECT id_no_index FROM expert') ?? { id_no_index: '' };
    expect(index).toMatch(/^[0-9a-f]{32}$/);
    for (const suite of [international, national]) expect(Buffer.from(suite.hash(Buffer.from(number))).toString('hex')).not.toContain(index);
  });
});

describe('the key of the columns', () => {
  it('is not the key of the file: another one opens nothing', () => {
    const other = openConnection(replica.location, 'read');
    expect(failureOf(() => openColumns(other, replica.location.key))).toMatchObject({ code: 'replica_damaged', details: { part: 'field_key' } });
    expect(() => columnCipherOf(wrap(other))).toThrow('was not given a column key');
    other.close();
  });

  it('can be changed without touching a row, and the suite by sealing the rows anew', () => {
    const id = idOf(replica.add('expert', anExpert()));
    const stored = (): string | undefined => replica.reader.column<string>('SELECT mobile FROM expert')[0];
    const before = stored();
    const [second, third] = [new Uint8Array(32).fill(21), new Uint8Array(32).fill(22)];
    changeColumnKey(replica.connection, testColumnKey, { suite: international, key: second });
    expect(stored()).toBe(before);
    changeColumnKey(replica.connection, second, { suite: national, key: third });
    expect(stored()).toMatch(/^sealed:sm4-gcm:/);
    const reader = openConnection(replica.location, 'read');
    expect(failureOf(() => openColumns(reader, second)).code).toBe('replica_damaged');
    const cipher = openColumns(reader, third);
    expect(cipher.open({ table: 'expert', column: 'mobile', row: id }, stored() ?? '')).toBe('13800138000');
    // What the change log holds keeps its suite and stays readable.
    const logged = JSON.parse(wrap(reader).column<string>("SELECT deltas FROM operation WHERE entity = 'expert'")[0] ?? '[]') as [string, null, string][];
    const mobile = logged.find(([field]) => field === 'mobile')?.[2] ?? '';
    expect(isSealed(mobile)).toBe(true);
    expect(cipher.open({ table: 'expert', column: 'mobile', row: id }, mobile)).toBe('13800138000');
    reader.close();
  });
});
