// Importing recognised rows: what is found again, what is kept, what is refused, and that the rehearsal is the truth.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../tests/builders/failures.ts';
import { aKeyProject, anExpert, aPolicy, idOf } from '../../tests/builders/records.ts';
import { aReplica, anAsker, quietJob, type TestReplica } from '../../tests/builders/replica.ts';
import type { ImportOutcome, Job } from './import-rows.ts';
import type { Row } from './read.ts';
import type { Values } from './write.ts';

let replica: TestReplica;
beforeEach(() => {
  replica = aReplica();
});
afterEach(() => replica.close());

function run(database: string, rows: Values[], options: { commit?: boolean; year?: number | null; job?: Job } = {}): ImportOutcome {
  const { commit = true, year = 2026, job = quietJob } = options;
  return replica.write.importRows(
    {
      ...anAsker(1),
      database,
      year,
      label: '导入“名单.xlsx”',
      source: '名单.xlsx',
      rows: rows.map((values, index) => ({ index: index + 10, values })),
      commit,
    },
    job,
  );
}

const all = (database: string): Row[] => replica.lists.page({ database, filter: [], sort: [], offset: 0, limit: 100, totals: false }).rows;
const tables = ['project', 'project_membership', 'ext_key', 'expert', 'policy_document', 'org', 'person', 'operation', 'audit', 'batch', 'search_entry'];
const everything = (): unknown => Object.fromEntries(tables.map((table) => [table, replica.reader.all(`SELECT * FROM ${table}`)]));
const codes = (outcome: ImportOutcome): [number, string][] => outcome.problems.map(({ index, code }) => [index, code]);
const problemsOf = (outcome: ImportOutcome, code: string): unknown => outcome.problems.filter((problem) => problem.code === code);

const rows: Values[] = [
  aKeyProject({ owner_org_name: '青岛国信集团', national_code: '2101-370211-04-01-123456' }),
  aKeyProject({ project_name: '胶州机场二期工程', total_investment: 9_000_000_000 }),
  { project_name: '', year_plan: 5 },
  { project_name: '某涉密工程建设项目' },
];

describe('an import', () => {
  it('creates, changes, leaves and refuses rows, and counts them as one batch', () => {
    replica.add('key', aKeyProject({ project_name: '胶州机场二期工程', total_investment: 9_000_000_000 }));
    replica.add('key', aKeyProject({ project_name: '地铁八号线工程' }));
    const outcome = run('key', [...rows, aKeyProject({ project_name: '地铁八号线工程', year_plan: 7 })]);
    expect(outcome).toMatchObject({ outcomes: ['created', 'unchanged', 'rejected', 'rejected', 'changed'], created: 1, changed: 1, unchanged: 1, rejected: 2 });
    expect(codes(outcome).filter(([, code]) => code === 'title_missing' || code === 'classified_refused')).toEqual([
      [12, 'title_missing'],
      [13, 'classified_refused'],
    ]);
    expect(replica.read.batches({ limit: 9 })).toEqual([
      {
        batch: outcome.batch,
        kind: 'import',
        label: '导入“名单.xlsx”',
        database: 'key',
        at: '2026-03-02T01:01:00.000Z',
        author: '张三',
        created: 1,
        changed: 1,
        removed: 0,
        undone_at: null,
      },
    ]);
    expect(replica.reader.all("SELECT event, detail FROM audit WHERE event = 'import.committed'")).toEqual([
      {
        event: 'import.committed',
        detail: JSON.stringify({ database: 'key', source: '名单.xlsx', created: 1, changed: 1, unchanged: 1, rejected: 2, batch: outcome.batch }),
      },
    ]);
    expect(replica.reader.column("SELECT data_source FROM project WHERE project_name = '胶州湾第二海底隧道工程'")).toEqual(['名单.xlsx']);
  });

  it('rehearsed tells exactly what the real one does, and changes nothing', () => {
    replica.add('key', aKeyProject({ project_name: '胶州机场二期工程' }));
    const before = everything();
    const rehearsed = run('key', rows, { commit: false });
    expect(everything()).toEqual(before);
    expect(rehearsed).toMatchObject({ created: 1, changed: 1, batch: null });
    const { batch, ...real } = run('key', rows);
    expect(rehearsed).toEqual({ ...real, batch: null });
    expect(batch).not.toBeNull();
  });

  it('repeated changes nothing and leaves no batch', () => {
    run('key', rows.slice(0, 2));
    run('expert', [anExpert(), anExpert({ expert_no: null, name: '孙建国' })]);
    run('policy', [aPolicy(), aPolicy({ title: '另一办法', doc_number: null })]);
    const records = [all('key'), all('expert'), all('policy')];
    expect(records.map(({ length }) => length)).toEqual([2, 2, 2]);
    expect(run('key', rows.slice(0, 2))).toMatchObject({ created: 0, changed: 0, unchanged: 2, batch: null });
    expect(run('expert', [anExpert(), anExpert({ expert_no: null, name: '孙建国' })])).toMatchObject({ unchanged: 2, batch: null });
    expect(run('policy', [aPolicy(), aPolicy({ title: '另一办法', doc_number: null })])).toMatchObject({ unchanged: 2, batch: null });
    expect([all('key'), all('expert'), all('policy')]).toEqual(records);
    expect(replica.read.batches({ limit: 9 }).length).toBe(3);
  });

  it('finds the same row twice in one file', () => {
    expect(run('key', [aKeyProject(), aKeyProject({ year_plan: 3 })])).toMatchObject({ outcomes: ['created', 'changed'] });
    expect(all('key').map((record) => record['year_plan'])).toEqual([3]);
  });

  it('never erases with a blank', () => {
    run('key', [aKeyProject({ address: '团岛', tags: ['跨海'], owner_org_name: '青岛国信集团', remark: '优先' })]);
    const [before] = all('key');
    expect(run('key', [aKeyProject({ address: '', tags: [], owner_org_name: '', remark: '  ', year_goal: null })])).toMatchObject({ unchanged: 1 });
    expect(all('key')).toEqual([before]);
  });

  it('keeps dirty values it can keep, leaves out those no column can hold, and reports both', () => {
    const outcome = run('key', [aKeyProject({ national_code: '代码待定', total_investment: '约五亿', planned_finish: '2020', tags: '跨海', is_major: '是' })]);
    expect(outcome.outcomes).toEqual(['created']);
    expect(
      outcome.problems
        .filter(({ code }) => code === 'bad_value')
        .map(({ field }) => field ?? '')
        .toSorted((a, b) => (a < b ? -1 : 1)),
    ).toEqual(['is_major', 'tags', 'total_investment']);
    expect(codes(outcome)).toContainEqual([10, 'project_code_shape']);
    expect(all('key')[0]).toMatchObject({ national_code: '代码待定', total_investment: null, planned_finish: '2020', tags: null, is_major: null });
  });

  it('reports progress and stops where it is told to, writing nothing', () => {
    const many = Array.from({ length: 650 }, (_, index) => aKeyProject({ project_name: `标准化厂房 ${index} 号工程` }));
    const before = everything();
    const seen: [number, number][] = [];
    const stopping: Job = { progress: (done, total) => seen.push([done, total]), cancelled: () => seen.length === 2 };
    expect(failureOf(() => run('key', many, { job: stopping }))).toMatchObject({ code: 'aborted' });
    expect(seen).toEqual([
      [0, 650],
      [200, 650],
    ]);
    expect(everything()).toEqual(before);
    const finished: [number, number][] = [];
    run('key', many, { job: { progress: (done, total) => finished.push([done, total]), cancelled: () => false } });
    expect(finished).toEqual([
      [0, 650],
      [200, 650],
      [400, 650],
      [600, 650],
      [650, 650],
    ]);
  });
});

describe('finding the record a row means', () => {
  const code = '2101-370211-04-01-123456';

  it('goes by the project code, however written, before the name', () => {
    run('key', [aKeyProject({ national_code: code })]);
    expect(run('key', [{ project_name: '第二海底隧道（改名）工程', national_code: '2101－370211－04－01－123456' }])).toMatchObject({ outcomes: ['changed'] });
    expect(all('key').map((record) => record['project_name'])).toEqual(['第二海底隧道（改名）工程']);
  });

  it('goes by the name without its punctuation', () => {
    run('key', [aKeyProject({ project_name: '胶州湾第二海底隧道工程（黄岛端）' })]);
    expect(run('key', [aKeyProject({ project_name: '胶州湾第二海底隧道工程 (黄岛端)' })])).toMatchObject({ outcomes: ['changed'] });
  });

  it('takes equal names in other districts or with other codes for other projects', () => {
    run('key', [aKeyProject({ project_name: '老旧小区改造工程', region_code: '370202', national_code: code })]);
    const outcome = run('key', [
      { project_name: '老旧小区改造工程', region_code: '370202', national_code: '2101-370202-04-01-654321' },
      { project_name: '老旧小区改造工程', region_code: '370203' },
      { project_name: '老旧小区改造工程', region_code: '370202', year_plan: 1 },
    ]);
    expect(outcome.outcomes).toEqual(['created', 'created', 'changed']);
    expect(replica.reader.column('SELECT count(*) FROM project')).toEqual([3]);
  });

  it('joins a project another library knows', () => {
    const reserve = replica.add('reserve', { project_name: '胶州湾第二海底隧道工程', address: '团岛' });
    expect(run('key', [{ project_name: '胶州湾第二海底隧道工程', year_plan: 1 }])).toMatchObject({ outcomes: ['created'] });
    expect(all('key')[0]).toMatchObject({ project_id: reserve['project_id'], address: '团岛', mgmt_year: 2026 });
  });

  it('keeps years apart: the file’s, or the row’s own', () => {
    run('key', [aKeyProject()]);
    expect(run('key', [{ project_name: '胶州湾第二海底隧道工程', year_plan: 1 }], { year: 2027 }).outcomes).toEqual(['created']);
    expect(run('key', [{ project_name: '胶州湾第二海底隧道工程', mgmt_year: 2026, year_plan: 2 }], { year: 2027 }).outcomes).toEqual(['changed']);
    expect(run('key', [{ project_name: '胶州湾第二海底隧道工程', year_plan: 3 }], { year: null }).outcomes).toEqual(['created']);
    expect(all('key').map((record) => [record['mgmt_year'], record['year_plan']])).toEqual([
      [2026, 2],
      [2027, 1],
      [null, 3],
    ]);
    expect(replica.reader.column('SELECT count(*) FROM project')).toEqual([1]);
  });

  it('by its identifier keeps the record’s own year', () => {
    run('key', [aKeyProject()]);
    const [record] = all('key');
    expect(run('key', [{ id: idOf(record), project_name: '更名后的隧道工程' }], { year: 2027 }).outcomes).toEqual(['changed']);
    expect(all('key').map((row) => [row['project_name'], row['mgmt_year']])).toEqual([['更名后的隧道工程', 2026]]);
  });

  it('goes by number or by name and organisation for experts, by number in any form for documents', () => {
    run('expert', [anExpert(), anExpert({ expert_no: null, name: '孙建国', work_org_name: '青岛理工大学' })]);
    expect(
      run('expert', [
        { expert_no: 'ZJ20260001', name: '王德清', credit_score: 70 },
        { name: '孙建国', work_org_name: '青岛理工大学', credit_score: 60 },
        { name: '孙建国', work_org_name: '中国海洋大学' },
      ]).outcomes,
    ).toEqual(['changed', 'changed', 'created']);
    run('policy', [aPolicy()]);
    expect(run('policy', [aPolicy({ doc_number: '青政发[2024]12号', issue_date: '2024-06-02' })]).outcomes).toEqual(['changed']);
  });

  it('warns of a name much like a known one, in the same district only', () => {
    run('key', [aKeyProject({ project_name: '崂山区金家岭金融聚集区地下综合管廊提升改造工程' })]);
    const alike = '崂山区金家岭金融聚集区地下综合管廊提升改造项目';
    expect(problemsOf(run('key', [{ project_name: alike, region_code: '370211' }], { commit: false }), 'near_duplicate')).toEqual([
      {
        index: 10,
        field: 'project_name',
        code: 'near_duplicate',
        severity: 'warning',
        message: '与已有项目“崂山区金家岭金融聚集区地下综合管廊提升改造工程”名称相似 91 %，请确认是否同一项目。',
      },
    ]);
    expect(problemsOf(run('key', [{ project_name: alike, region_code: '370212' }], { commit: false }), 'near_duplicate')).toEqual([]);
    expect(problemsOf(run('key', [{ project_name: '崂山区金家岭公园', region_code: '370211' }], { commit: false }), 'near_duplicate')).toEqual([]);
  });
});
