// The history of a record as a person reads it: labels, names for codes, 万元, one entry per act.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aKeyProject, anExpert, aProject, idOf, projectOf } from '../../tests/builders/records.ts';
import { aReplica, anAsker, quietJob, type TestReplica } from '../../tests/builders/replica.ts';
import type { HistoryEntry } from './history.ts';

let replica: TestReplica;
beforeEach(() => {
  replica = aReplica();
});
afterEach(() => replica.close());

const historyOf = (database: string, id: unknown, limit = 50): { entries: HistoryEntry[]; total: number } =>
  replica.read.history({ database, id: String(id), limit });

describe('the history of a record', () => {
  it('shows a change in words: labels, code names, 万元, percent, yes and no, lists, reference names', () => {
    const record = replica.add('key', aKeyProject({ owner_org_name: '青岛国信集团' }));
    replica.write.updateRecord({
      ...anAsker(9, '李四'),
      database: 'key',
      id: idOf(record),
      version: 1,
      reason: '按市政府会议纪要调整',
      values: {
        total_investment: 12_345_678,
        region_code: '370203',
        planned_start: null,
        tags: ['跨海', '隧道'],
        owner_org_name: '青岛地铁集团',
        longitude: 120_312_345,
        is_major: true,
        year_plan: 5_000,
      },
    });
    const [newest] = historyOf('key', record['id']).entries;
    expect(newest).toMatchObject({
      at: '2026-03-02T01:09:00.000Z',
      author: '李四',
      device: 'PC-01',
      kind: 'update',
      reason: '按市政府会议纪要调整',
      batch: null,
      batchLabel: null,
    });
    expect(newest?.changes).toEqual([
      { field: 'is_major', label: '是否重大项目', before: null, after: '是' },
      { field: 'inv_band', label: '投资规模档', before: expect.stringContaining('50') as unknown, after: expect.stringContaining('500') as unknown },
      { field: 'year_plan', label: '年度计划投资', before: '200,000 万元', after: '0.5 万元' },
      { field: 'tags', label: '标签', before: null, after: '跨海、隧道' },
      { field: 'owner_org_id', label: '项目法人单位', before: '青岛国信集团', after: '青岛地铁集团' },
      { field: 'region_code', label: '建设地点', before: '黄岛区', after: '市北区' },
      { field: 'longitude', label: '经度', before: null, after: '120.312345 °' },
      { field: 'total_investment', label: '总投资', before: '1,500,000 万元', after: '1,234.5678 万元' },
      { field: 'planned_start', label: '拟开工日期', before: '2026-05', after: null },
    ]);
  });

  it('has one entry per act, newest first, and counts beyond the limit', () => {
    const record = replica.add('key', aKeyProject());
    for (const minute of [1, 2, 3]) {
      replica.write.updateRecord({
        ...anAsker(minute),
        database: 'key',
        id: idOf(record),
        version: Number(replica.get('key', idOf(record))['version']),
        values: { address: `${minute} 号`, year_plan: minute },
        reason: null,
      });
    }
    const all = historyOf('key', record['id']);
    expect(all.entries.map(({ kind, at }) => [kind, at.slice(14, 16)])).toEqual([
      ['update', '03'],
      ['update', '02'],
      ['update', '01'],
      ['create', '00'],
    ]);
    expect(all.entries[0]?.changes).toEqual([
      { field: 'year_plan', label: '年度计划投资', before: '0.0002 万元', after: '0.0003 万元' },
      { field: 'address', label: '详细地址', before: '2 号', after: '3 号' },
    ]);
    expect(historyOf('key', record['id'], 2)).toEqual({ entries: all.entries.slice(0, 2), total: 4 });
  });

  it('names the batch, and tells removal and return', () => {
    const rows = [{ index: 0, values: aKeyProject() }];
    const imported = replica.write.importRows(
      { ...anAsker(1), database: 'key', year: 2026, label: '导入“名单.xlsx”', source: '名单.xlsx', rows, commit: true },
      quietJob,
    );
    const [id = ''] = replica.lists.ids({ database: 'key', filter: [], sort: [], offset: 0, limit: 1 });
    const removed = replica.write.removeRecords({ ...anAsker(2), database: 'key', ids: [id], reason: '重复填报' });
    const undo = replica.write.undoBatch({ ...anAsker(3), batch: removed.batch });
    expect(historyOf('key', id).entries.map(({ kind, batch, batchLabel, reason }) => ({ kind, batch, batchLabel, reason }))).toEqual([
      { kind: 'restore', batch: undo.batch, batchLabel: '撤销：删除 1 条：重复填报', reason: null },
      { kind: 'delete', batch: removed.batch, batchLabel: '删除 1 条：重复填报', reason: '重复填报' },
      { kind: 'create', batch: imported.batch, batchLabel: '导入“名单.xlsx”', reason: null },
    ]);
  });

  it('includes what another library changed in the shared master, but not that library’s own fields', () => {
    const reserve = replica.add('reserve', aProject());
    const key = replica.add('key', { mgmt_year: 2026, year_plan: 10_000, address: '团岛' }, { projectId: projectOf(reserve), minute: 4 });
    expect(historyOf('reserve', reserve['id']).entries[0]?.changes).toEqual([{ field: 'address', label: '详细地址', before: null, after: '团岛' }]);
    expect(historyOf('key', key['id']).entries[0]).toMatchObject({ kind: 'create', at: '2026-03-02T01:04:00.000Z' });
    const { history, memberships } = replica.read.overview({ id: projectOf(reserve) });
    expect(history.map(({ kind, changes }) => [kind, changes.map(({ field }) => field)])).toEqual([
      ['create', ['mgmt_year', 'inv_band', 'year_plan', 'address']],
      ['create', ['project_name', 'region_code', 'total_investment', 'planned_start']],
    ]);
    expect(memberships.map(({ database, mgmtYear }) => [database, mgmtYear])).toEqual([
      ['key', 2026],
      ['reserve', null],
    ]);
  });

  it('masks personal data', () => {
    const expert = replica.add('expert', anExpert());
    expect(historyOf('expert', expert['id']).entries[0]?.changes.find(({ field }) => field === 'mobile')).toEqual({
      field: 'mobile',
      label: '手机',
      before: null,
      after: '138****8000',
    });
  });

  it('can still be read after removal, and is found from the project', () => {
    const record = replica.add('reserve', aProject());
    replica.write.removeRecords({ ...anAsker(1), database: 'reserve', ids: [idOf(record)], reason: '误建' });
    expect(historyOf('reserve', record['id']).entries.map(({ kind }) => kind)).toEqual(['delete', 'create']);
    expect(replica.read.locate({ id: projectOf(record) })).toEqual({ database: 'reserve', id: record['id'] });
  });
});
