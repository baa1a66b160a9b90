// List pages at 5,000 and 500,000 rows: in-memory columns over plain and encrypted files, against SQLite's own ORDER BY.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { Lists } from '#db/columns/lists.ts';
import { applyKey, preferredCipher } from '#db/kernel/cipher.ts';
import { wrap, type ReadDb } from '#db/kernel/database.ts';
import type { Filter, Sort } from '#domain/contract/query.ts';
import { library } from '#domain/dictionary/index.ts';
import { fillKeyProjects } from './bulk-data.ts';
import { compare, printTimings } from './measure.ts';

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
    filter: [{ field: 'region_code', op: 'eq', value: '370211' }, { field: 'mgmt_year', op: 'eq', value: 2024 }],
    sort: [{ field: 'total_investment', descending: true }],
    where: "p.region_code = '370211' AND m.mgmt_year = 2024",
    orderBy: 'p.total_investment DESC, m.membership_no',
  },
  { name: 'everything, by year plan', filter: [], sort: [{ field: 'year_plan', descending: true }], where: '1', orderBy: 'e.year_plan DESC, m.membership_no' },
  { name: 'everything, by name', filter: [], sort: [{ field: 'project_name', descending: false }], where: '1', orderBy: 'p.project_name, m.membership_no' },
  {
    name: 'range + text, by three keys',
    filter: [{ field: 'total_investment', op: 'between', value: [1_000_000_000, null] }, { field: 'project_name', op: 'contains', value: '12' }],
    sort: [{ field: 'region_code', descending: false }, { field: 'mgmt_year', descending: true }, { field: 'total_investment', descending: true }],
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

export async function benchLists(counts: readonly number[], rounds: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-lists-'));
  try {
    for (const count of counts) {
      const plain = openFilled(dir, false, count);
      const cipher = openFilled(dir, true, count);
      const overPlain = new Lists(plain);
      const overCipher = new Lists(cipher);
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
            { name: 'columns, plain', run: () => { page(overPlain, forget, false); return page(overPlain, question, false); } },
            { name: `columns, ${preferredCipher()}`, run: () => { page(overCipher, forget, false); return page(overCipher, question, false); } },
            { name: `columns, ${preferredCipher()}, with totals`, run: () => { page(overCipher, forget, false); return page(overCipher, question, true); } },
            { name: `columns, ${preferredCipher()}, same list, row 80 %`, run: () => overCipher.page(target, question.filter, question.sort, Math.floor(count * 0.8), 50, false) },
          ],
          rounds,
          2,
        );
        printTimings(`${count} rows · ${question.name} · ms`, timings);
      }
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

if (import.meta.main) await benchLists([5000, 500_000], 9);
