// Taking batches back: the former state exactly, chains of undoing, and what is refused.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../tests/builders/failures.ts';
import { aKeyProject, aProject, idOf, projectOf } from '../../tests/builders/records.ts';
import { aReplica, anAsker, quietJob, type TestReplica } from '../../tests/builders/replica.ts';
import type { Values } from './write.ts';

let replica: TestReplica;
beforeEach(() => {
  replica = aReplica();
});
afterEach(() => {
  const unsound = replica.read.verify({}, quietJob).checks.filter(({ ok }) => !ok);
  replica.close();
  if (unsound.length > 0) throw new Error(`the replica is unsound: ${JSON.stringify(unsound)}`);
});

function importInto(database: string, ...rows: Values[]): string {
  const outcome = replica.write.importRows(
    { ...anAsker(), database, year: 2026, label: '导入“名单.xlsx”', source: '名单.xlsx', rows: rows.map((values, index) => ({ index, values })), commit: true },
    quietJob,
  );
  return outcome.batch ?? 'none';
}

const undo = (batch: string): { restored: number; removed: number; batch: string } => replica.write.undoBatch({ ...anAsker(30), batch });
const remove = (database: string, ...ids: unknown[]): string =>
  replica.write.removeRecords({ ...anAsker(), database, ids: ids.map(String), reason: '误建' }).batch;
const idsOf = (database: string): string[] => replica.lists.ids({ database, filter: [], sort: [], offset: 0, limit: 100 });
const undoneAt = (batch: string): string | null | undefined => replica.read.batches({ limit: 100 }).find((row) => row.batch === batch)?.undone_at;
const found = (text: string): number => replica.read.search({ text, limit: 10 }).hits.length;
const livingProjects = (): number[] => replica.reader.column('SELECT count(*) FROM project WHERE is_deleted = 0');

describe('undoing an import', () => {
  it('removes what it created and gives back what it changed, in the index too', () => {
    const known = replica.add('key', aKeyProject());
    const batch = importInto('key', { project_name: '胶州湾第二海底隧道工程', year_plan: 1_000, address: '黄岛端接线' }, { project_name: '胶州机场二期工程' });
    expect(replica.get('key', idOf(known))).toMatchObject({ year_plan: 1_000, address: '黄岛端接线' });
    expect([found('机场'), found('黄岛端')]).toEqual([1, 1]);
    expect(undo(batch)).toMatchObject({ restored: 1, removed: 1 });
    expect(replica.get('key', idOf(known))).toEqual({ ...known, version: 5 });
    expect(idsOf('key')).toEqual([known['id']]);
    expect([found('机场'), found('黄岛端'), found('隧道')]).toEqual([0, 0, 1]);
    expect(
      replica.read
        .batches({ limit: 9 })
        .map(({ kind, label, created, changed, removed, undone_at }) => ({ kind, label, created, changed, removed, undone_at })),
    ).toEqual([
      { kind: 'undo', label: '撤销：导入“名单.xlsx”', created: 0, changed: 1, removed: 1, undone_at: null },
      { kind: 'import', label: '导入“名单.xlsx”', created: 1, changed: 1, removed: 0, undone_at: '2026-03-02T01:30:00.000Z' },
    ]);
  });

  it('leaves a project that another library has joined meanwhile', () => {
    const batch = importInto('reserve', aProject());
    const [record] = idsOf('reserve').map((id) => replica.get('reserve', id));
    replica.add('key', { mgmt_year: 2026 }, { projectId: projectOf(record) });
    undo(batch);
    expect([idsOf('reserve').length, idsOf('key').length]).toEqual([0, 1]);
    expect([livingProjects(), found('隧道')]).toEqual([[1], 1]);
  });

  it('takes a project with it when the membership it brought was the last one left', () => {
    const reserve = replica.add('reserve', aProject());
    const batch = importInto('key', { project_name: '胶州湾第二海底隧道工程' });
    remove('reserve', reserve['id']);
    undo(batch);
    expect([livingProjects(), found('隧道')]).toEqual([[0], 0]);
  });

  it('gives the master’s old value to what other libraries derive from it', () => {
    const key = replica.add('key', aKeyProject());
    const batch = importInto('reserve', { project_name: '胶州湾第二海底隧道工程', total_investment: 30_000_000 });
    expect(replica.get('key', idOf(key))).toMatchObject({ total_investment: 30_000_000, inv_band: '2' });
    undo(batch);
    expect(replica.get('key', idOf(key))).toMatchObject({ total_investment: 15_000_000_000, inv_band: '7' });
  });

  it('finds again by the texts of the library’s own fields that came back', () => {
    replica.add('key', aKeyProject({ investor: '海尔集团' }));
    const batch = importInto('key', { project_name: '胶州湾第二海底隧道工程', investor: '海信集团' });
    expect([found('海尔'), found('海信')]).toEqual([0, 1]);
    undo(batch);
    expect([found('海尔'), found('海信')]).toEqual([1, 0]);
  });

  it('counts a change of the master alone', () => {
    replica.add('key', aKeyProject());
    expect(undo(importInto('key', { project_name: '胶州湾第二海底隧道工程', address: '团岛' }))).toMatchObject({ restored: 1, removed: 0 });
  });
});

describe('undoing a removal', () => {
  it('brings record and project back as they were, and finds them again', () => {
    const record = replica.add('reserve', aProject());
    const batch = remove('reserve', record['id']);
    expect([idsOf('reserve'), found('隧道')]).toEqual([[], 0]);
    expect(undo(batch)).toMatchObject({ restored: 1, removed: 0 });
    expect(replica.get('reserve', idOf(record))).toEqual({ ...record, version: 5 });
    expect(found('隧道')).toBe(1);
  });

  it('brings the project back also when a later removal had taken it', () => {
    const reserve = replica.add('reserve', aProject());
    const key = replica.add('key', { mgmt_year: 2026 }, { projectId: projectOf(reserve) });
    const first = remove('reserve', reserve['id']);
    remove('key', key['id']);
    expect(livingProjects()).toEqual([0]);
    undo(first);
    expect([livingProjects(), idsOf('reserve'), found('隧道')]).toEqual([[1], [reserve['id']], 1]);
    expect(replica.add('fiscal', { mgmt_year: 2026 }, { projectId: projectOf(reserve) })['project_name']).toBe('胶州湾第二海底隧道工程');
  });

  it('is refused when the project’s code belongs to another project by now', () => {
    const code = '2101-370211-04-01-123456';
    const record = replica.add('reserve', aProject({ national_code: code }));
    const batch = remove('reserve', record['id']);
    replica.add('reserve', aProject({ project_name: '后来登记的隧道工程', national_code: code }));
    expect(failureOf(() => undo(batch))).toMatchObject({ code: 'duplicate', message: expect.stringContaining('后来登记的隧道工程') as unknown });
    expect([idsOf('reserve').length, undoneAt(batch)]).toEqual([1, null]);
  });
});

describe('undoing twice, and undoing an undo', () => {
  it('is refused the second time', () => {
    const batch = importInto('key', aKeyProject());
    undo(batch);
    expect(failureOf(() => undo(batch)).code).toBe('batch_not_undoable');
    expect(failureOf(() => undo('00000000-0000-7000-8000-000000000000')).code).toBe('not_found');
  });

  it('does again what was undone; the first batch counts as done, and can be undone again', () => {
    const known = replica.add('key', aKeyProject());
    const batch = importInto('key', { project_name: '胶州湾第二海底隧道工程', year_plan: 1_000 }, { project_name: '胶州机场二期工程' });
    const done = idsOf('key');
    const first = undo(batch);
    expect(undo(first.batch)).toMatchObject({ restored: 2, removed: 0 });
    expect(idsOf('key')).toEqual(done);
    expect(replica.get('key', idOf(known))['year_plan']).toBe(1_000);
    expect([undoneAt(batch), undoneAt(first.batch)]).toEqual([null, '2026-03-02T01:30:00.000Z']);
    const again = undo(batch);
    expect(idsOf('key')).toEqual([known['id']]);
    expect(replica.get('key', idOf(known))['year_plan']).toBe(2_000_000_000);
    expect([undoneAt(batch), undoneAt(again.batch)]).toEqual(['2026-03-02T01:30:00.000Z', null]);
  });

  it('keeps the marks right down the whole chain', () => {
    const batch = importInto('key', aKeyProject());
    const first = undo(batch);
    const second = undo(first.batch);
    undo(second.batch);
    expect(idsOf('key')).toEqual([]);
    expect([batch, first.batch, second.batch].map((id) => undoneAt(id) !== null)).toEqual([true, false, true]);
  });

  it('cannot jump over an undo that came between', () => {
    const batch = importInto('key', aKeyProject());
    const redo = undo(undo(batch).batch);
    undo(batch);
    expect(failureOf(() => undo(redo.batch)).code).toBe('batch_not_undoable');
    expect(idsOf('key')).toEqual([]);
  });
});

describe('a change made since', () => {
  it('refuses the undo, naming how many, and changes nothing', () => {
    const batch = importInto('key', aKeyProject(), { project_name: '胶州机场二期工程' });
    const [id = ''] = idsOf('key');
    replica.write.updateRecord({ ...anAsker(), database: 'key', id, version: 1, values: { year_plan: 5 }, reason: null });
    expect(failureOf(() => undo(batch))).toMatchObject({
      code: 'batch_not_undoable',
      details: { count: 1, ids: [id] },
      message: expect.stringContaining('有 1 条记录') as unknown,
    });
    expect(idsOf('key').length).toBe(2);
    expect(undoneAt(batch)).toBeNull();
  });

  it('counts no more once it was undone itself', () => {
    const batch = importInto('key', aKeyProject());
    const later = importInto('key', aKeyProject({ year_plan: 5 }));
    expect(failureOf(() => undo(batch)).code).toBe('batch_not_undoable');
    undo(later);
    expect(undo(batch)).toMatchObject({ removed: 1 });
    expect(idsOf('key')).toEqual([]);
  });
});
