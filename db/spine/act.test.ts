// One act = one transaction: business rows, change log and audit together, or nothing at all.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../tests/builders/failures.ts';
import { aKeyProject, aProject, idOf } from '../../tests/builders/records.ts';
import { aReplica, anAsker, quietJob, type TestReplica } from '../../tests/builders/replica.ts';

let replica: TestReplica;
beforeEach(() => {
  replica = aReplica();
});
afterEach(() => replica.close());

const tables = ['project', 'project_membership', 'ext_reserve', 'ext_key', 'org', 'operation', 'audit', 'batch', 'search_entry'];
const everything = (): unknown => Object.fromEntries(tables.map((table) => [table, replica.reader.all(`SELECT * FROM ${table}`)]));

describe('an act', () => {
  it('writes rows, one operation per entity, and one audit record, under one act id', () => {
    const record = replica.add('key', aKeyProject({ owner_org_name: '青岛国信集团' }), { minute: 5 });
    const operations = replica.reader.all<Record<string, unknown>>(
      'SELECT kind, entity, entity_id, library, base_version, author, device, at, deltas FROM operation ORDER BY operation_seq',
    );
    const common = { author: '张三', device: 'PC-01', at: '2026-03-02T01:05:00.000Z', base_version: 0, kind: 'create' };
    const org = record['owner_org_id'];
    expect(operations.map(({ deltas: _deltas, ...operation }) => operation)).toEqual([
      { ...common, entity: 'org', entity_id: org, library: null },
      { ...common, entity: 'project', entity_id: record['project_id'], library: 'key' },
      { ...common, entity: 'project_membership', entity_id: record['id'], library: 'key' },
    ]);
    expect(operations.map(({ deltas }) => JSON.parse(String(deltas)) as unknown)).toEqual([
      [['org_name', null, '青岛国信集团']],
      [
        ['project_name', null, '胶州湾第二海底隧道工程'],
        ['owner_org_id', null, org],
        ['region_code', null, '370211'],
        ['total_investment', null, 15_000_000_000],
        ['planned_start', null, '2026-05'],
      ],
      [
        ['mgmt_year', null, 2026],
        ['key_level', null, '1'],
        ['inv_band', null, '7'],
        ['year_plan', null, 2_000_000_000],
      ],
    ]);
    const audits = replica.reader.all<{ detail: string }>('SELECT event, actor, device, at, detail FROM audit');
    expect(audits).toEqual([
      {
        event: 'record.created',
        actor: '张三',
        device: 'PC-01',
        at: '2026-03-02T01:05:00.000Z',
        detail: JSON.stringify({ database: 'key', id: record['id'] }),
      },
    ]);
    expect(replica.reader.column('SELECT count(DISTINCT act_id) FROM (SELECT act_id FROM operation UNION ALL SELECT act_id FROM audit)')).toEqual([1]);
  });

  it('leaves nothing behind when it fails halfway', () => {
    replica.add('reserve', aProject());
    const before = everything();
    const attempts = [
      () => replica.add('reserve', aProject({ project_name: '新项目工程', owner_org_name: '刚登记的公司', no_such_field: 1 })),
      () =>
        replica.write.removeRecords({ ...anAsker(), database: 'reserve', ids: [String(firstId()), '00000000-0000-7000-8000-000000000000'], reason: '误建' }),
      () =>
        replica.write.importRows(
          {
            ...anAsker(),
            database: 'reserve',
            year: 2026,
            label: '导入',
            source: 'a.xlsx',
            commit: true,
            rows: [
              { index: 0, values: aProject({ project_name: '甲项目工程', owner_org_name: '乙公司' }) },
              { index: 1, values: { project_name: '乙项目工程', no_such_field: 1 } },
            ],
          },
          quietJob,
        ),
    ];
    expect(attempts.map((attempt) => failureOf(attempt).code)).toEqual(['bad_input', 'not_found', 'bad_input']);
    expect(everything()).toEqual(before);
  });

  const firstId = (): unknown => replica.reader.column('SELECT membership_id FROM project_membership')[0];

  it('that changes no row still leaves its audit record', () => {
    replica.write.audit({ ...anAsker(7), event: 'session.locked', detail: { reason: '超时' } });
    expect(replica.reader.all('SELECT event, at, detail FROM audit')).toEqual([
      { event: 'session.locked', at: '2026-03-02T01:07:00.000Z', detail: '{"reason":"超时"}' },
    ]);
    expect(replica.reader.column('SELECT count(*) FROM operation')).toEqual([0]);
  });
});

describe('the change log and the audit', () => {
  it('can only grow', () => {
    replica.add('reserve', aProject());
    const before = everything();
    for (const table of ['operation', 'audit']) {
      expect(() => replica.connection.exec(`UPDATE ${table} SET at = '2020'`)).toThrow(/append-only/);
      expect(() => replica.connection.exec(`DELETE FROM ${table}`)).toThrow(/append-only/);
    }
    expect(everything()).toEqual(before);
  });
});

describe('verify', () => {
  const failedChecks = (): string[] =>
    replica.read
      .verify({}, quietJob)
      .checks.filter(({ ok }) => !ok)
      .map(({ name }) => name);

  it('finds a sound replica sound', () => {
    const record = replica.add('reserve', aProject());
    replica.write.updateRecord({ ...anAsker(), database: 'reserve', id: idOf(record), version: 1, values: { address: '团岛' }, reason: null });
    replica.write.removeRecords({ ...anAsker(), database: 'reserve', ids: [idOf(record)], reason: '误建' });
    expect(replica.read.verify({}, quietJob)).toMatchObject({ ok: true });
    expect(failedChecks()).toEqual([]);
  });

  it('names a change made past the log, a missing operation and a missing audit record', () => {
    replica.add('reserve', aProject());
    replica.add('reserve', aProject({ project_name: '第二个项目工程' }));
    replica.connection.exec("UPDATE project SET row_version = 5, address = '改' WHERE project_no = 1");
    expect(failedChecks()).toEqual(['变更日志与版本一致']);
    replica.connection.exec('DROP TRIGGER operation_stays; DROP TRIGGER audit_stays; DELETE FROM operation WHERE operation_seq = 2');
    expect(failedChecks()).toEqual(['变更日志连续', '变更日志与版本一致', '审计链']);
    replica.connection.exec('DELETE FROM audit WHERE audit_seq = 2');
    expect(failedChecks()).toEqual(['变更日志连续', '变更日志与版本一致', '审计链']);
  });
});
