// Lists answer what looking at every row answers: any filter, any sort, any page; and stay in step with every write.

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition, Filter, Sort } from '#domain/contract/query.ts';
import type { StoredValue } from '#domain/dictionary/field.ts';
import { library } from '#domain/dictionary/index.ts';
import { unrestricted } from '../../tests/builders/access.ts';
import { failureOf } from '../../tests/builders/failures.ts';
import { counts, selected, sums } from '../../tests/builders/list-oracle.ts';
import { anExpert, aPolicy, idOf, projectOf, textOf } from '../../tests/builders/records.ts';
import { aReplica, anAsker, quietJob, type TestReplica } from '../../tests/builders/replica.ts';
import { loadAmounts } from '../demo/load.ts';
import { listsOf } from '../doors/lists.ts';
import type { Row } from '../records/read.ts';
import type { Values } from '../records/write.ts';

const dates = ['2024', '2025', '2024-03', '2024-12', '2025-01', '2024-03-15', '2024-12-31', '2025-01-01'];
const days = ['2024-03-15', '2024-12-31', '2025-01-01'];
const amounts = [0, 5, 10_000, 1_500_000, 15_000_000_000];
const names = ['青岛国信集团', '青岛地铁集团', 'Haier 海尔', 'haier研究院'];

/** Values to draw for each field, one field of every kind; sound ones, and what dirty lists bring. */
const fields: Readonly<Record<string, fc.Arbitrary<StoredValue>>> = {
  project_name: fc.constantFrom('隧道工程', '隧道改造', 'ABC 厂房', 'abc厂房', '（一期）厂房'),
  short_name: fc.constantFrom('ａｂｃ', 'İstanbul', 'a\u0000b', '甲'),
  responsible_org_name: fc.constantFrom(...names),
  region_code: fc.constantFrom('370202', '370203', '370211'),
  reserve_state: fc.constantFrom('D10', 'D70', 'D20', 'X2', 'X1'),
  tags: fc.constantFrom(['跨海'], ['跨海', '隧道'], ['引号"内'], ['Abc']),
  recommend_to: fc.constantFrom(['1'], ['1', '3'], ['2', '4']),
  is_cross_region: fc.boolean(),
  planned_start: fc.constantFrom(...dates),
  reserved_at: fc.constantFrom(...days),
  total_investment: fc.constantFrom(...amounts),
  requested_fund: fc.constantFrom(...amounts, -5),
  energy_intensity: fc.constantFrom(1234, 5, 20_000),
  exp_jobs: fc.constantFrom(3, 30, 300),
  apply_year: fc.constantFrom(2024, 2025),
};
const identifiers = Object.keys(fields);
const rowValues: fc.Arbitrary<Values> = fc
  .record(fields, { requiredKeys: ['project_name', 'region_code'] })
  .map((values) => Object.fromEntries(Object.entries(values).map(([field, value]) => [field, value ?? null])));

const datesOnly = new Set(['planned_start', 'reserved_at']);
const counted = new Set(['is_cross_region', 'total_investment', 'requested_fund', 'energy_intensity', 'exp_jobs', 'apply_year']);

/** A value as a filter names it: a member of a list, a name, a number. */
const wanted = (field: string): fc.Arbitrary<string | number | boolean> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: (fields[field] ?? fc.constant<StoredValue>('')).map((value) =>
        Array.isArray(value) ? String(value[0]) : (value as string | number | boolean),
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom('没有', 'NaN', '', 42) },
  );

const condition: fc.Arbitrary<Condition> = fc.constantFrom(...identifiers).chain((field): fc.Arbitrary<Condition> => {
  const value = wanted(field);
  const end: fc.Arbitrary<string | number | null> = fc.option(
    counted.has(field) ? fc.constantFrom<string | number>(...amounts, 3, 2024) : fc.constantFrom<string | number>(...dates),
  );
  const text = fc.oneof(
    value.map((whole) => String(whole).slice(0, 3) || '一'),
    value.map((whole) => String(whole).slice(1, 3).toUpperCase() || 'N'),
    fc.constantFrom('N', '[', '"', 'a', 'Ａ', 'İ', '\u0000'),
  );
  const kinds: fc.Arbitrary<Condition>[] = [
    fc.record({ field: fc.constant(field), op: fc.constantFrom('eq' as const, 'ne' as const), value }),
    fc.record({ field: fc.constant(field), op: fc.constantFrom('in' as const, 'not_in' as const), value: fc.array(value, { maxLength: 3 }) }),
    fc.record({ field: fc.constant(field), op: fc.constantFrom('contains' as const, 'starts' as const), value: text }),
    fc.record({ field: fc.constant(field), op: fc.constantFrom('empty' as const, 'not_empty' as const) }),
  ];
  if (counted.has(field) || datesOnly.has(field))
    kinds.push(fc.record({ field: fc.constant(field), op: fc.constant('between' as const), value: fc.tuple(end, end) }));
  return fc.oneof(...kinds);
});
const filter: fc.Arbitrary<Filter> = fc.array(condition, { maxLength: 3 });
const sort: fc.Arbitrary<Sort> = fc.uniqueArray(fc.record({ field: fc.constantFrom(...identifiers), descending: fc.boolean() }), {
  maxLength: 3,
  selector: ({ field }) => field,
});
const question = fc.record({ filter, sort, offset: fc.nat(130), limit: fc.nat(40) });
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

const reserve = library('reserve');

/** Every living row in entry order, read one by one. */
const everyRow = (replica: TestReplica): Row[] =>
  replica.reader
    .column<string>("SELECT membership_id FROM project_membership WHERE library = 'reserve' AND is_deleted = 0 ORDER BY membership_no")
    .map((id) => replica.get('reserve', id));

const importing = (replica: TestReplica, rows: readonly Values[]): string | null =>
  replica.write.importRows(
    {
      ...anAsker(),
      database: 'reserve',
      year: 2026,
      label: '导入',
      source: 'a.xlsx',
      rows: rows.map((values, index) => ({ index, values: { ...values, project_name: `${textOf(values, 'project_name')}${index}` } })),
      commit: true,
    },
    quietJob,
  ).batch;

function expectAnswer(lists: TestReplica['lists'], rows: readonly Row[], { filter: conditions, sort: order, offset, limit }: Question): void {
  const expected = selected(reserve, rows, conditions, order);
  const page = lists.page({ database: 'reserve', filter: conditions, sort: order, offset, limit, totals: true });
  expect(page.rows.map(({ id }) => id)).toEqual(expected.slice(offset, offset + limit).map(({ id }) => id));
  expect(page.rows).toEqual(expected.slice(offset, offset + limit));
  expect(page.total).toBe(expected.length);
  expect(page.totals?.count).toBe(expected.length);
  expect(page.totals?.sums).toMatchObject(sums(reserve, expected));
  expect(lists.ids({ database: 'reserve', filter: conditions, sort: order, offset, limit })).toEqual(page.rows.map(({ id }) => id));
}

describe('a list', () => {
  let replica: TestReplica;
  let rows: Row[];
  beforeAll(() => {
    replica = aReplica();
    importing(replica, fc.sample(rowValues, { numRuns: 120, seed: 20_260_302 }));
    rows = everyRow(replica);
  });
  afterAll(() => replica.close());

  it('answers any filter, sort and page as looking at every row does', () => {
    expect(rows.length).toBe(120);
    let found = 0;
    fc.assert(
      fc.property(question, (asked) => {
        expectAnswer(replica.lists, rows, asked);
        found += selected(reserve, rows, asked.filter, asked.sort).length > 0 ? 1 : 0;
      }),
      { numRuns: 400, seed: 3 },
    );
    // Most questions must find something, or little was compared.
    expect(found).toBeGreaterThan(250);
  });

  it('sums the rows chosen by hand', () => {
    fc.assert(
      fc.property(fc.subarray(rows), (chosen) => {
        const totals = replica.lists.totals({ database: 'reserve', ids: chosen.map(idOf) });
        expect(totals.count).toBe(chosen.length);
        expect(totals.sums).toMatchObject(sums(reserve, chosen));
      }),
      { numRuns: 50, seed: 4 },
    );
  });

  it('exports the rows of a selection in its order', () => {
    const query = {
      database: 'reserve',
      filter: [{ field: 'is_cross_region', op: 'eq' as const, value: true }],
      sort: [{ field: 'planned_start', descending: true }],
    };
    const numbers = Array.from(replica.lists.numbers(query));
    expect(replica.lists.rows({ database: 'reserve', numbers, personal: true })).toEqual(selected(reserve, rows, query.filter, query.sort));
  });

  it('counts the values of every field in use', () => {
    for (const field of identifiers) {
      const values = replica.lists.values({ database: 'reserve', field, contains: '', limit: 500, filter: [], measure: null });
      expect(new Map(values.map(({ value, count }) => [String(value), count]))).toEqual(counts(rows, field));
      expect(values.map(({ count }) => count)).toEqual(values.map(({ count }) => count).toSorted((a, b) => b - a));
    }
  });

  it('breaks a filtered selection down with the sum of a measure', () => {
    const filter = [{ field: 'is_cross_region', op: 'eq' as const, value: true }];
    const chosen = selected(reserve, rows, filter, []);
    const shares = replica.lists.values({ database: 'reserve', field: 'region_code', contains: '', limit: 500, filter, measure: 'total_investment' });
    expect(new Map(shares.map(({ value, count }) => [String(value), count]))).toEqual(counts(chosen, 'region_code'));
    for (const { value, sum } of shares) {
      const amounts = chosen
        .filter((row) => row['region_code'] === value)
        .flatMap((row) => (typeof row['total_investment'] === 'number' ? [row['total_investment']] : []));
      expect(sum).toBe(amounts.length === 0 ? null : amounts.reduce((total, amount) => total + amount, 0));
    }
    expect(() => replica.lists.values({ database: 'reserve', field: 'region_code', contains: '', limit: 5, filter: [], measure: 'project_name' })).toThrow(
      '不是数值',
    );
  });

  it('breaks a selection down with the sum of a measure', () => {
    const conditions: Filter = [{ field: 'is_cross_region', op: 'eq', value: true }];
    const chosen = selected(reserve, rows, conditions, []);
    for (const field of ['region_code', 'tags', 'apply_year']) {
      const shares = replica.lists.values({ database: 'reserve', field, contains: '', limit: 500, filter: conditions, measure: 'requested_fund' });
      expect(new Map(shares.map(({ value, count }) => [String(value), count]))).toEqual(counts(chosen, field));
      for (const { value, sum } of shares) {
        const own = chosen.filter((row) => counts([row], field).has(String(value)));
        expect(sum).toBe(sums(reserve, own)['requested_fund']);
      }
    }
  });

  it('labels values with the names of codes and finds them by label', () => {
    const labels = (field: string, contains: string): string[] =>
      replica.lists.values({ database: 'reserve', field, contains, limit: 500, filter: [], measure: null }).map(({ label }) => label);
    expect(labels('region_code', '').toSorted()).toEqual(['市北区', '市南区', '黄岛区'].toSorted());
    expect(labels('region_code', '黄岛')).toEqual(['黄岛区']);
    expect(labels('recommend_to', '').toSorted()).toEqual(['中央', '省', '市财力', '重点', '（空）'].toSorted());
    expect(labels('is_cross_region', '').toSorted()).toEqual(['否', '是', '（空）'].toSorted());
  });

  it('refuses fields it does not have', () => {
    expect(
      failureOf(() =>
        replica.lists.page({ database: 'reserve', filter: [], sort: [{ field: 'key_level', descending: false }], offset: 0, limit: 1, totals: false }),
      ),
    ).toMatchObject({ code: 'bad_input', details: { field: 'key_level' } });
  });
});

describe('a list kept open while others write', () => {
  const write = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('import' as const), rows: fc.array(rowValues, { minLength: 1, maxLength: 5 }) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('update' as const), place: fc.nat(30), values: rowValues }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), place: fc.nat(30) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), place: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('elsewhere' as const), place: fc.nat(30), amount: fc.constantFrom(...amounts) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('warm' as const) }) },
  );
  type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

  function carryOut(replica: TestReplica, given: Write): void {
    const ids = replica.reader.column<string>("SELECT membership_id FROM project_membership WHERE library = 'reserve' AND is_deleted = 0");
    const id = 'place' in given ? ids[given.place % Math.max(1, ids.length)] : undefined;
    switch (given.kind) {
      case 'import':
        importing(replica, given.rows);
        break;
      case 'update':
        if (id !== undefined)
          replica.write.importRows(
            { ...anAsker(), database: 'reserve', year: null, label: '改', source: 'b', rows: [{ index: 0, values: { ...given.values, id } }], commit: true },
            quietJob,
          );
        break;
      case 'remove':
        if (id !== undefined) replica.write.removeRecords({ ...anAsker(), database: 'reserve', ids: [id], reason: '误建' });
        break;
      case 'undo': {
        const batch = replica.read.batches({ limit: 3 })[given.place];
        try {
          if (batch !== undefined) replica.write.undoBatch({ ...anAsker(), batch: batch.batch });
        } catch (error) {
          // Changed since: the list must show that nothing was undone.
          expect(error).toMatchObject({ code: 'batch_not_undoable' });
        }
        break;
      }
      case 'elsewhere':
        if (id !== undefined) {
          const projectId = projectOf(replica.get('reserve', id));
          const [key] = replica.reader.column<string>(
            "SELECT membership_id FROM project_membership m JOIN project p USING (project_no) WHERE m.library = 'key' AND m.is_deleted = 0 AND p.project_id = ?",
            [projectId],
          );
          if (key === undefined) replica.add('key', { mgmt_year: 2026, total_investment: given.amount + 1 }, { projectId });
          else
            replica.write.updateRecord({
              ...anAsker(),
              database: 'key',
              id: key,
              version: Number(replica.get('key', key)['version']),
              values: { total_investment: given.amount + 1 },
              reason: null,
            });
        }
        break;
      case 'warm':
        replica.lists.warm({ database: 'reserve' });
    }
  }

  it('answers as if it had been opened now', () => {
    const replica = aReplica();
    fc.assert(
      fc.property(fc.array(fc.tuple(write, question), { minLength: 3, maxLength: 8 }), (steps) => {
        // A door of its own for each sequence: it must catch up from wherever it started.
        const door = { ...replica, lists: listsOf(replica.reader, unrestricted(), () => undefined) };
        for (const [given, asked] of steps) {
          carryOut(door, given);
          expectAnswer(door.lists, everyRow(door), asked);
        }
      }),
      { numRuns: 40, seed: 5 },
    );
    replica.close();
  });

  it('sorts anew by the column it sorted by before', () => {
    const replica = aReplica();
    const add = (name: string, amount: number): Row => replica.add('reserve', { project_name: name, total_investment: amount });
    const order = (): unknown[] =>
      replica.lists
        .page({ database: 'reserve', filter: [], sort: [{ field: 'total_investment', descending: false }], offset: 0, limit: 9, totals: false })
        .rows.map((row) => row['project_name']);
    const first = add('甲地工程', 2);
    add('乙地工程', 3);
    expect(order()).toEqual(['甲地工程', '乙地工程']);
    replica.write.updateRecord({ ...anAsker(), database: 'reserve', id: idOf(first), version: 1, values: { total_investment: 9 }, reason: null });
    expect(order()).toEqual(['乙地工程', '甲地工程']);
    add('丙地工程', 5);
    expect(order()).toEqual(['乙地工程', '丙地工程', '甲地工程']);
    replica.write.removeRecords({ ...anAsker(), database: 'reserve', ids: [idOf(first)], reason: '误建' });
    expect(order()).toEqual(['乙地工程', '丙地工程']);
    replica.close();
  });

  it('shows what a bulk load brought', () => {
    const replica = aReplica();
    const all = { database: 'reserve', filter: [], sort: [], offset: 0, limit: 5, totals: true };
    expect(replica.lists.page(all)).toMatchObject({ rows: [], total: 0 });
    expect(replica.lists.warm({ database: 'reserve' })).toBe(false);
    loadAmounts(replica.connection, anAsker(), 7, { projects: 120, companies: 40, experts: 10, policies: 10, resources: 10 }, '演示数据', quietJob);
    const rows = everyRow(replica);
    expect(rows.length).toBeGreaterThan(10);
    expectAnswer(replica.lists, rows, {
      filter: [{ field: 'total_investment', op: 'not_empty' }],
      sort: [{ field: 'total_investment', descending: true }],
      offset: 0,
      limit: 1000,
    });
    replica.close();
  });

  it('shows the new name of what its rows point to', () => {
    const replica = aReplica();
    const policy = replica.add('policy', aPolicy());
    const newer = replica.add('policy', aPolicy({ title: '后来的办法', doc_number: '青政发〔2026〕1号' }));
    replica.write.updateRecord({ ...anAsker(), database: 'policy', id: idOf(policy), version: 1, values: { superseded_by: idOf(newer) }, reason: null });
    const pointing = (title: string): number =>
      replica.lists.page({
        database: 'policy',
        filter: [{ field: 'superseded_by_name', op: 'eq', value: title }],
        sort: [],
        offset: 0,
        limit: 9,
        totals: false,
      }).total;
    expect(pointing('后来的办法')).toBe(1);
    replica.write.updateRecord({ ...anAsker(), database: 'policy', id: idOf(newer), version: 1, values: { title: '更名的办法' }, reason: null });
    expect([pointing('后来的办法'), pointing('更名的办法')]).toEqual([0, 1]);
    replica.close();
  });

  it('shows the name of an organisation registered after its columns were read', () => {
    const replica = aReplica();
    for (let index = 0; index < 3; index += 1)
      replica.add('expert', anExpert({ expert_no: `ZJ2026000${index}`, name: '王德清', work_org_name: names[0] ?? '' }));
    const atWork = (name: string): number =>
      replica.lists.page({ database: 'expert', filter: [{ field: 'work_org_name', op: 'eq', value: name }], sort: [], offset: 0, limit: 9, totals: false })
        .total;
    expect(atWork('青岛国信集团')).toBe(3);
    replica.add('expert', anExpert({ expert_no: 'ZJ20260009', name: '孙建国', work_org_name: '新登记的院所' }));
    expect(atWork('新登记的院所')).toBe(1);
    replica.close();
  });
});
