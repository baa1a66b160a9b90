// Random sequences of imports, pastes and removals, undone in and out of order: the former state comes back exactly.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#domain/result.ts';
import { aReplica, anAsker, quietJob, type TestReplica } from '../../tests/builders/replica.ts';
import type { Values } from './write.ts';

const projectValues = fc.record(
  {
    project_name: fc.constantFrom('隧道工程一', '机场二期工程', '地铁八号线', '综合管廊工程'),
    address: fc.constantFrom('团岛', '黄岛'),
    total_investment: fc.constantFrom(10_000_000, 700_000_000),
    tags: fc.constantFrom(['跨海'], ['跨海', '隧道']),
    remark: fc.constantFrom('优先', '待定'),
    mgmt_year: fc.constantFrom(2025, 2026),
  },
  { requiredKeys: ['project_name', 'mgmt_year'] },
);
const ownValues: Readonly<Record<string, fc.Arbitrary<Values>>> = {
  key: fc.record({ year_plan: fc.constantFrom(1, 2), investor: fc.constantFrom('甲公司', '乙公司'), is_major: fc.boolean() }, { requiredKeys: [] }),
  reserve: fc.record({ reserve_no: fc.constantFrom('CB-T-1', 'CB-T-2'), requested_fund: fc.constantFrom(5, 6) }, { requiredKeys: [] }),
};
const expertValues = fc.record({
  name: fc.constantFrom('王德清', '孙建国'),
  expert_no: fc.constantFrom('ZJ20260001', 'ZJ20260002'),
  major: fc.constantFrom('土木', '水利'),
  credit_score: fc.constantFrom(80, 90),
});

const rowOf = (database: string): fc.Arbitrary<Values> =>
  database === 'expert' ? expertValues : fc.tuple(projectValues, ownValues[database] ?? fc.constant({})).map(([shared, own]) => ({ ...shared, ...own }));

const database = fc.constantFrom('key', 'reserve', 'expert');
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: database.chain((name) =>
      fc.record({ kind: fc.constant('import' as const), database: fc.constant(name), rows: fc.array(rowOf(name), { minLength: 1, maxLength: 4 }) }),
    ),
  },
  {
    weight: 3,
    arbitrary: database.chain((name) =>
      fc.record({ kind: fc.constant('paste' as const), database: fc.constant(name), rows: fc.array(rowOf(name), { minLength: 1, maxLength: 3 }) }),
    ),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), database, places: fc.array(fc.nat(5), { minLength: 1, maxLength: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undoLast' as const), again: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('undoAny' as const), place: fc.nat(20) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** Rows by entity and number, without what every write changes. */
type State = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

const volatile = new Set(['row_version', 'updated_at', 'updated_by', 'data_source']);

function stateOf({ reader }: TestReplica): State {
  const read = (sql: string, entity: string, key: string): [string, Record<string, unknown>][] =>
    reader
      .all<Record<string, unknown>>(sql)
      .map((row) => [`${entity} ${String(row[key])}`, Object.fromEntries(Object.entries(row).filter(([name]) => !volatile.has(name)))]);
  return new Map([
    ...read('SELECT * FROM project', 'project', 'project_no'),
    ...read(
      'SELECT m.*, k.*, r.*, m.membership_no FROM project_membership m LEFT JOIN ext_key k USING (membership_no) LEFT JOIN ext_reserve r USING (membership_no)',
      'membership',
      'membership_no',
    ),
    ...read('SELECT * FROM expert', 'expert', 'expert_row'),
  ]);
}

/** What is there to see: removed rows are as if they had never been. */
const visible = (state: State): unknown => Object.fromEntries([...state].filter(([, row]) => row['is_deleted'] === 0));
const indexed = ({ reader }: TestReplica): unknown => reader.all('SELECT entity, entity_no FROM search_entry ORDER BY 1, 2');

interface Done {
  readonly batch: string;
  readonly before: State;
  readonly after: State;
  readonly indexBefore: unknown;
}

/** Entities a batch touched, with the fields to put back. */
function touched({ before, after }: Done): Map<string, Record<string, unknown>> {
  const changes = new Map<string, Record<string, unknown>>();
  for (const [entity, row] of after) {
    const was = before.get(entity) ?? { is_deleted: 1 };
    const fields = Object.keys(was).filter((field) => was[field] !== row[field]);
    if (fields.length > 0 || !before.has(entity)) changes.set(entity, Object.fromEntries(fields.map((field) => [field, was[field]])));
  }
  return changes;
}

/** The state with a batch's changes put back. A project lives while a membership does; derived fields are judged by other tests. */
function without(state: State, done: Done): unknown {
  const next = new Map([...state].map(([entity, row]) => [entity, { ...row }]));
  for (const [entity, fields] of touched(done)) Object.assign(next.get(entity) ?? {}, fields);
  return underived(next);
}

function underived(state: State): unknown {
  const rows = [...state].map(([entity, row]) => [entity, { ...row, inv_band: 'derived' }] as const);
  const lives = new Set(
    rows.flatMap(([, row]) => ('membership_id' in row && 'is_deleted' in row && row['is_deleted'] === 0 && 'project_no' in row ? [row['project_no']] : [])),
  );
  return visible(
    new Map(
      rows.map(([entity, row]) => [
        entity,
        entity.startsWith('project') && 'project_no' in row ? { ...row, is_deleted: lives.has(row['project_no']) ? 0 : 1 } : row,
      ]),
    ),
  );
}

function idsOf(replica: TestReplica, name: string): string[] {
  return replica.lists.ids({ database: name, filter: [], sort: [], offset: 0, limit: 1000 });
}

/** Carries a command out; undefined when it did nothing. */
function perform(replica: TestReplica, given: Extract<Command, { kind: 'import' | 'paste' | 'remove' }>): string | null {
  const asker = anAsker();
  const { database: name } = given;
  const ids = idsOf(replica, name);
  switch (given.kind) {
    case 'import':
      return replica.write.importRows(
        { ...asker, database: name, year: 2026, label: '导入', source: 'a', rows: given.rows.map((values, index) => ({ index, values })), commit: true },
        quietJob,
      ).batch;
    case 'paste': {
      const changes = given.rows
        .slice(0, ids.length)
        .map((values, index) => ({ id: ids[index] ?? '', version: Number(replica.get(name, ids[index] ?? '')['version']), values }));
      return changes.length === 0 ? null : replica.write.updateMany({ ...asker, database: name, label: '粘贴', changes }).batch;
    }
    case 'remove': {
      const chosen = [...new Set(given.places.flatMap((place) => ids[place] ?? []))];
      return chosen.length === 0 ? null : replica.write.removeRecords({ ...asker, database: name, ids: chosen, reason: '误建' }).batch;
    }
  }
}

const undo = (replica: TestReplica, batch: string): string => replica.write.undoBatch({ ...anAsker(1), batch }).batch;

/** Undoes a batch below others: allowed exactly when none of its records was changed by a batch above it. */
function undoOutOfOrder(replica: TestReplica, stack: readonly Done[], place: number): void {
  const done = stack[place];
  if (done === undefined) return;
  const before = stateOf(replica);
  const own = touched(done);
  const isBlocked = stack.slice(place + 1).some((later) => [...touched(later).keys()].some((entity) => own.has(entity)));
  try {
    const undoing = undo(replica, done.batch);
    expect(isBlocked).toBe(false);
    expect(underived(stateOf(replica))).toEqual(without(before, done));
    undo(replica, undoing);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect([error.code, isBlocked]).toEqual(['batch_not_undoable', true]);
  }
  expect(visible(stateOf(replica))).toEqual(visible(before));
}

describe('any sequence of batches', () => {
  it('can be taken back step by step, each undo giving exactly the state before', () => {
    let undone = 0;
    fc.assert(
      fc.property(fc.array(command, { minLength: 4, maxLength: 14 }), (commands) => {
        const replica = aReplica();
        try {
          const stack: Done[] = [];
          const undoLast = (): Done | undefined => {
            const done = stack.pop();
            if (done === undefined) return undefined;
            undo(replica, done.batch);
            undone += 1;
            expect(visible(stateOf(replica))).toEqual(visible(done.before));
            expect(indexed(replica)).toEqual(done.indexBefore);
            return done;
          };
          for (const given of commands) {
            const before = stateOf(replica);
            const indexBefore = indexed(replica);
            if (given.kind === 'undoAny') undoOutOfOrder(replica, stack, given.place);
            else if (given.kind === 'undoLast') {
              const done = undoLast();
              if (!given.again || done === undefined) continue;
              const newest = replica.read.batches({ limit: 100 }).find(({ kind, undone_at: at }) => kind === 'undo' && at === null);
              undo(replica, newest?.batch ?? '');
              expect(visible(stateOf(replica))).toEqual(visible(done.after));
              stack.push(done);
            } else {
              const batch = perform(replica, given);
              if (batch === null) expect(stateOf(replica)).toEqual(before);
              else stack.push({ batch, before, after: stateOf(replica), indexBefore });
            }
          }
          while (stack.length > 0) undoLast();
          expect(visible(stateOf(replica))).toEqual({});
          expect(replica.read.verify({}, quietJob).checks.filter(({ ok }) => !ok)).toEqual([]);
        } finally {
          replica.close();
        }
      }),
      { numRuns: 40, seed: 20_260_302 },
    );
    expect(undone).toBeGreaterThan(120);
  });
});
