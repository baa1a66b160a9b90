// List pages at 5,000 and 500,000 rows: in-memory columns over plain and encrypted files, against SQLite's own ORDER BY.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { Lists } from '#db/columns/lists.ts';
import { applyKey, preferredCipher } from '#db/kernel/cipher.ts';
import { wrap, type ReadDb } from '#db/kernel/database.ts';
import { sightOf } from '#db/policy/sight.ts';
import type { Filter, Sort } from '#domain/contract/query.ts';
import { library } from '#domain/dictionary/index.ts';
import { unrestricted } from '../tests/builders/access.ts';
import { fillKeyProjects } from './bulk-data.ts';
import { compare, printTimings, quantile } from './measure.ts';

const target = library('key');
const key = new Uint8Array(32).fill(7);

interface Question {
  readonly name: string;
  readonly filter: Filter;
  readonly sort: Sort;
  /** The same question in SQL, for SQLite to answer by itself. */
  readonly where: string;
  readonly orderBy: string;
}

const questions: readonly Question[] = [
  { name: 'first page', filter: [], sort: [], where: '1', orderBy: 'm.membership_no' },
  {
    name: 'district + year, by investment',
    filter: [
      { field: 'region_code', op: 'eq', value: '370211' },
      { field: 'mgmt_year', op: 'eq', value: 2024 },
    ],
    sort: [{ field: 'total_investment', descending: true }],
    where: "p.region_code = '370211' AND m.mgmt_year = 2024",
    orderBy: 'p.total_investment DESC, m.membership_no',
  },
  { name: 'everything, by year plan', filter: [], sort: [{ field: 'year_plan', descending: true }], where: '1', orderBy: 'e.year_plan DESC, m.membership_no' },
  { name: 'everything, by name', filter: [], sort: [{ field: 'project_name', descending: false }], where: '1', orderBy: 'p.project_name, m.membership_no' },
  {
    name: 'range + text, by three keys',
    filter: [
      { field: 'total_investment', op: 'between', value: [1_000_000_000, null] },
      { field: 'project_name', op: 'contains', value: '12' },
    ],
    sort: [
      { field: 'region_code', descending: false },
      { field: 'mgmt_year', descending: true },
      { field: 'total_investment', descending: true },
    ],
    where: "p.total_investment >= 1000000000 AND p.project_name LIKE '%12%'",
    orderBy: 'p.region_code, m.mgmt_year DESC, p.total_investment DESC, m.membership_no',
  },
];

function openFilled(dir: string, encrypted: boolean, count: number): ReadDb {
  const connection = new Database(join(dir, `${encrypted ? 'cipher' : 'plain'}-${count}.db`));
  if (encrypted) applyKey(connection, preferredCipher(), key);
  connection.pragma('cache_size = -65536');
  connection.pragma('journal_mode = WAL');
  fillKeyProjects(connection, count);
  return wrap(connection);
}

const bySql = (db: ReadDb, { where, orderBy }: Question): number[] =>
  db.column<number>(
    `SELECT m.membership_no FROM project_membership m JOIN project p ON p.project_no = m.project_no JOIN ext_key e ON e.membership_no = m.membership_no
     WHERE m.library = 'key' AND m.is_deleted = 0 AND ${where} ORDER BY ${orderBy} LIMIT 50`,
  );

/** Another question in between makes the next one start without its remembered result. */
const forget: Question = { name: 'forget', filter: [{ field: 'mgmt_year', op: 'eq', value: 1900 }], sort: [], where: '', orderBy: '' };

const goalMs = 16;

/** Deterministic choices: the same questions on every machine. */
function* randomQuestions(count: number): Generator<Question> {
  let state = 12_345;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const filters: readonly (() => Filter[number])[] = [
    () => ({ field: 'region_code', op: 'in', value: ['370202', '370211', '370281'].slice(0, 1 + next(3)) }),
    () => ({ field: 'mgmt_year', op: 'between', value: [2017 + next(5), 2022 + next(5)] }),
    () => ({ field: 'total_investment', op: 'between', value: [next(800_000) * 10_000, null] }),
    () => ({ field: 'project_name', op: 'contains', value: String(10 + next(90)) }),
    () => ({ field: 'year_nature', op: 'eq', value: String(1 + next(3)) }),
    () => ({ field: 'planned_start', op: 'between', value: [`${2015 + next(6)}-0${1 + next(9)}`, null] }),
    () => ({ field: 'owner_org_name', op: 'contains', value: String(next(500)) }),
  ];
  const sorts = ['total_investment', 'year_plan', 'project_name', 'region_code', 'mgmt_year', 'planned_start', 'owner_org_name'];
  for (let index = 0; index < count; index += 1) {
    const filter = Array.from({ length: next(4) }, () => filters[next(filters.length)]?.() ?? { field: 'mgmt_year', op: 'not_empty' as const });
    const sort = Array.from({ length: next(4) }, () => ({ field: sorts[next(sorts.length)] ?? 'mgmt_year', descending: next(2) === 1 }));
    yield { name: 'random', filter, sort, where: '', orderBy: '' };
  }
}

/** Any filter × any sort, first page with count and totals: the goal of ADR 0006. */
function benchArbitrary(name: string, lists: Lists, count: number): void {
  for (const question of randomQuestions(20)) lists.page(target, question.filter, question.sort, 0, 50, true);
  const times = [...randomQuestions(count)].map(({ filter, sort }) => {
    const before = performance.now();
    lists.page(target, filter, sort, 0, 50, true);
    return performance.now() - before;
  });
  const p95 = quantile(times, 0.95);
  console.log(
    `  ${name.padEnd(20)} p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, most ${quantile(times, 1).toFixed(1)} ms; goal p95 ≤ ${goalMs} ms: ${p95 <= goalMs ? 'met' : `${(p95 / goalMs).toFixed(1)} times the goal`}`,
  );
}

export async function benchLists(counts: readonly number[], rounds: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-lists-'));
  try {
    for (const count of counts) {
      const plain = openFilled(dir, false, count);
      const cipher = openFilled(dir, true, count);
      const overPlain = new Lists(plain, sightOf(unrestricted()));
      const overCipher = new Lists(cipher, sightOf(unrestricted()));
      const page = (lists: Lists, question: Question, totals: boolean) => lists.page(target, question.filter, question.sort, 0, 50, totals);
      const started = performance.now();
      while (overCipher.warm(target));
      console.log(`\n${count} rows: columns of the default list loaded from the encrypted file in ${(performance.now() - started).toFixed(0)} ms`);
      for (const question of questions) {
        const numbers = overCipher.numbers(target, question.filter, question.sort).subarray(0, 50);
        const expected = bySql(cipher, question);
        if (numbers.join() !== expected.join()) throw new Error(`columns and SQL disagree on “${question.name}”`);
        const timings = await compare(
          [
            { name: 'SQL ORDER BY, plain', run: () => bySql(plain, question) },
            { name: `SQL ORDER BY, ${preferredCipher()}`, run: () => bySql(cipher, question) },
            {
              name: 'columns, plain',
              run: () => {
                page(overPlain, forget, false);
                return page(overPlain, question, false);
              },
            },
            {
              name: `columns, ${preferredCipher()}`,
              run: () => {
                page(overCipher, forget, false);
                return page(overCipher, question, false);
              },
            },
            {
              name: `columns, ${preferredCipher()}, with totals`,
              run: () => {
                page(overCipher, forget, false);
                return page(overCipher, question, true);
              },
            },
            {
              name: `columns, ${preferredCipher()}, same list, row 80 %`,
              run: () => overCipher.page(target, question.filter, question.sort, Math.floor(count * 0.8), 50, false),
            },
          ],
          rounds,
          2,
        );
        printTimings(`${count} rows · ${question.name} · ms`, timings);
      }
      console.log(`\n${count} rows · 300 arbitrary filters × sorts, with count and totals`);
      benchArbitrary('columns, plain', overPlain, 300);
      benchArbitrary(`columns, ${preferredCipher()}`, overCipher, 300);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

if (import.meta.main) await benchLists([5000, 500_000], 9);
