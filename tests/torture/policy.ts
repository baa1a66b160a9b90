// Torture class `policy`: random persons against random rows; every engine of the policy must allow the same ones.

import Database from 'better-sqlite3-multiple-ciphers';
import { sqliteCondition } from '#db/policy/sqlite.ts';
import { Random } from '#db/demo/random.ts';
import { libraryIds } from '#domain/dictionary/libraries/library.ts';
import type { Access } from '#domain/identity/access.ts';
import { mayDo } from '#domain/policy/decide.ts';
import { actionIds, factIds, type Action, type FactId, type Facts } from '#domain/policy/facts.ts';
import { labelCodes } from '#domain/policy/labels.ts';
import { postgresCondition } from '#domain/policy/postgres.ts';
import { satisfies, type Predicate } from '#domain/policy/predicate.ts';
import { roleIds } from '#domain/policy/roles.ts';
import { rowFilter } from '#domain/policy/row-filter.ts';
import { controlTrials, type TortureClass } from './torture-class.ts';

/** Rows in the table at a time; a trial is one person, action and library against one of them. */
const rowsPerTable = 2000;
/** Questions asked of one table before its rows are drawn anew. */
const questionsPerTable = 40;

const streams = { rows: 1, persons: 2 } as const;
const regionCodes = ['370200', '370202', '370203', '370205', '370211', '370212', '370214', '370284', '3702Z01', '370214400', '370211001', '999999'] as const;
const departments = ['org-1', 'org-2', 'org-3', "org'4"] as const;
const states = ['10', '20', '30', '40', '50', '60', ''] as const;
const columns = Object.fromEntries(factIds.map((fact) => [fact, fact])) as Readonly<Record<FactId, string>>;

export const policy: TortureClass = {
  name: 'policy',
  about: 'Random persons, actions and rows: the decision, the predicate, its SQLite filter and its PostgreSQL text must allow the same rows.',
  usualTrials: 5_000_000,
  async run({ trials, seed, progress }) {
    const product = compare(trials, seed, (predicate) => predicate, progress);
    const control = compare(controlTrials(trials) * rowsPerTable, seed, withoutLabels, () => undefined);
    return { failures: product.failures, control: { trials: control.trials, failures: control.failures }, details: product.details };
  },
};

interface Comparison {
  trials: number;
  failures: number;
  readonly details: string[];
}

/** Asks every engine about at least `trials` pairs. `compiled` stands between the predicate and SQLite, so that a control can spoil it. */
function compare(trials: number, seed: number, compiled: (predicate: Predicate) => Predicate, progress: (done: number, total: number) => void): Comparison {
  const outcome: Comparison = { trials: 0, failures: 0, details: [] };
  const database = new Database(':memory:');
  try {
    database.exec(
      'CREATE TABLE fact (no INTEGER PRIMARY KEY, region_code TEXT, zone_code TEXT, competent_dept_id TEXT, label TEXT, record_state TEXT, lock_level INTEGER) STRICT',
    );
    for (let table = 0; outcome.trials < trials; table += 1) {
      const rows = refill(database, seed, table, Math.min(rowsPerTable, trials - outcome.trials));
      for (let question = 0; question < questionsPerTable && outcome.trials < trials; question += 1) {
        ask(database, rows, new Random(seed, streams.persons, table * questionsPerTable + question), compiled, outcome);
      }
      progress(Math.min(outcome.trials, trials), trials);
    }
  } finally {
    database.close();
  }
  return outcome;
}

function ask(database: Database.Database, rows: readonly Facts[], random: Random, compiled: (predicate: Predicate) => Predicate, outcome: Comparison): void {
  const access = drawAccess(random);
  const action: Action = random.pick(actionIds);
  const library = random.pick(libraryIds);
  const predicate = rowFilter(access, library, action);
  const { sql, params } = sqliteCondition(compiled(predicate), columns);
  const bySqlite = selected(database, sql, params);
  // SQLite reads the PostgreSQL expression too: both know coalesce, IN, TRUE and quoted texts in the same way.
  const byPostgres = selected(database, postgresCondition(predicate, columns), []);
  for (const [no, facts] of rows.entries()) {
    const asked = { ...facts, library };
    const decided = mayDo(access, action, asked);
    const answers = { decided, predicate: satisfies(asked, predicate), sqlite: bySqlite.has(no), postgres: byPostgres.has(no) };
    outcome.trials += 1;
    if (Object.values(answers).every((answer) => answer === decided)) continue;
    outcome.failures += 1;
    if (outcome.details.length < 5) outcome.details.push(`trial ${outcome.trials}: ${JSON.stringify({ access, action, facts: asked, answers })}`);
  }
}

const selected = (database: Database.Database, condition: string, params: readonly (string | number)[]): ReadonlySet<number> =>
  new Set(
    database
      .prepare<(string | number)[], number>(`SELECT no FROM fact WHERE ${condition}`)
      .pluck()
      .all(...params),
  );

function refill(database: Database.Database, seed: number, table: number, count: number): readonly Facts[] {
  database.exec('DELETE FROM fact');
  const insert = database.prepare(
    'INSERT INTO fact (no, region_code, zone_code, competent_dept_id, label, record_state, lock_level) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  return database.transaction(() =>
    Array.from({ length: count }, (_value, no): Facts => {
      const facts = drawFacts(new Random(seed, streams.rows, table * rowsPerTable + no));
      insert.run(no, ...factIds.map((fact) => facts[fact]));
      return facts;
    }),
  )();
}

const maybe = <T>(random: Random, draw: () => T): T | null => (random.chance(0.2) ? null : draw());

const drawFacts = (random: Random): Facts => ({
  library: 'reserve',
  region_code: maybe(random, () => random.pick(regionCodes)),
  zone_code: maybe(random, () => random.pick(regionCodes)),
  competent_dept_id: maybe(random, () => random.pick(departments)),
  label: maybe(random, () => random.pick([...labelCodes, '7', ''])),
  record_state: maybe(random, () => random.pick(states)),
  lock_level: maybe(random, () => random.int(-1, 11)),
});

const some = <T>(random: Random, from: readonly T[], most: number): readonly T[] => Array.from({ length: random.int(0, most) }, () => random.pick(from));

const drawAccess = (random: Random): Access => ({
  user: { id: '1', login: 'a', name: '甲', staffNo: '1', unit: '' },
  roles: [...new Set(some(random, roleIds, 4))],
  regions: random.chance(0.2) ? 'all' : some(random, regionCodes, 3),
  departments: random.chance(0.2) ? 'all' : some(random, departments, 3),
  clearance: random.pick(labelCodes),
  readOnly: random.chance(0.05) ? random.pick(['clock', 'lease'] as const) : null,
});

/** The control: a filter that forgot the labels, the way a condition is lost in a join. */
function withoutLabels(predicate: Predicate): Predicate {
  if (predicate.kind === 'one-of') return predicate.fact === 'label' ? { kind: 'always' } : predicate;
  return predicate.kind === 'all' || predicate.kind === 'any' ? { kind: predicate.kind, of: predicate.of.map(withoutLabels) } : predicate;
}
