// Demonstration data in a real encrypted replica: complete, consistent, repeatable, and refused where data are.

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refTarget } from '#domain/dictionary/tables/index.ts';
import { libraries } from '#domain/dictionary/index.ts';
import { validateRecord } from '#domain/dictionary/validate.ts';
import type { StoredValue } from '#domain/dictionary/field.ts';
import { wrap, type ReadDb } from '../kernel/database.ts';
import { migrate } from '../kernel/migrate.ts';
import { openConnection } from '../kernel/open.ts';
import { international } from '../../crypto/international.ts';
import { blindIndexColumn, storedTables } from '../kernel/schema.ts';
import { verifyReplica } from '../kernel/verify.ts';
import { migrations } from '../migrations/index.ts';
import { decode } from '../records/encode.ts';
import { storageOf } from '../records/storage.ts';
import { sealAuditOf, sealFromFileKey } from '../spine/audit-seal.ts';
import { protectColumns } from '../records/reseal.ts';
import { columnCipherOf, isSealed } from '../spine/column-cipher.ts';
import { gramQuery } from '../spine/grams.ts';
import { edgeCases } from './edge-cases.ts';
import { demoSizes, loadAmounts, loadDemo, type Amounts, type DemoCounts } from './load.ts';

const today = '2026-11-21';
const asker = { actor: { name: '测试', device: 'test' }, at: '2026-11-21T08:00:00.000Z', today };
const silent = { progress: () => undefined, cancelled: () => false };
const folder = mkdtempSync(join(tmpdir(), 'demo-'));
const opened: Database.Database[] = [];

function freshReplica(): Database.Database {
  const connection = openConnection({ file: join(folder, `${opened.length}.db`), cipher: 'chacha20', key: new Uint8Array(32).fill(3) }, 'create');
  migrate(connection, migrations, asker.at);
  protectColumns(connection, { suite: international, key: new Uint8Array(32).fill(5) });
  sealAuditOf(connection, sealFromFileKey(international, new Uint8Array(32)));
  opened.push(connection);
  return connection;
}

const tiny: Amounts = { projects: 150, companies: 44, experts: 8, policies: 12, resources: 12 };

afterAll(() => {
  for (const connection of opened) connection.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Flat records of a library as validation sees them, personal data unmasked. */
function* recordsOf(connection: Database.Database, target: (typeof libraries)[number]): Generator<Record<string, StoredValue>> {
  const storage = storageOf(target);
  const cipher = columnCipherOf(wrap(connection));
  const fields = storage.parts.flatMap((part) => part.fields.map((field) => ({ field, table: part.table, sql: `${part.alias}.${field.id} AS ${field.id}` })));
  const rows = connection
    .prepare(`SELECT ${storage.id} AS record_id, ${fields.map(({ sql }) => sql).join(', ')} FROM ${storage.from} WHERE ${storage.alive}`)
    .all() as Record<string, string | number | null>[];
  for (const row of rows) {
    yield Object.fromEntries(
      fields.map(({ field, table }) => {
        const column = row[field.id] ?? null;
        if (field.type.kind !== 'secret' || column === null) return [field.id, decode(field, column)];
        return [field.id, cipher.open({ table, column: field.id, row: String(row['record_id']) }, String(column))];
      }),
    );
  }
}

const edgeTag = (record: Record<string, StoredValue>): string | undefined => {
  const { tags } = record;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string').find((tag) => tag.startsWith('示例：')) : undefined;
};

describe('size S', () => {
  let connection: Database.Database;
  let db: ReadDb;
  let counts: DemoCounts;

  const number = (sql: string): number => db.get<{ n: number }>(`SELECT (${sql}) AS n`)?.n ?? -1;
  const untagged = "(p.tags IS NULL OR p.tags NOT LIKE '%示例：%')";

  beforeAll(() => {
    connection = freshReplica();
    db = wrap(connection);
    counts = loadDemo(connection, asker, { size: 'S', seed: 7 }, silent);
  }, 60_000);

  test('holds the amounts of its size, and the counts say what is there', () => {
    expect(number('SELECT count(*) FROM project')).toBe(demoSizes.S.projects);
    expect(number('SELECT count(*) FROM expert')).toBe(100);
    expect(number('SELECT count(*) FROM policy_document')).toBe(300);
    expect(number('SELECT count(*) FROM decision_resource')).toBe(500);
    for (const { declaration } of storedTables()) {
      if (counts[declaration.name] !== undefined) expect(counts[declaration.name], declaration.name).toBe(number(`SELECT count(*) FROM ${declaration.name}`));
    }
    for (const { id, kind } of libraries) {
      if (kind === 'project') expect(counts[id], id).toBe(number(`SELECT count(*) FROM project_membership WHERE library = '${id}'`));
    }
    expect(Math.min(...['plan', 'reserve', 'central', 'special', 'fiscal', 'key', 'filing'].map((id) => counts[id] ?? 0))).toBeGreaterThan(100);
    // At least ten reports per project, which is what makes five million of size L.
    expect(counts['progress_report']).toBeGreaterThan(20_000);
    expect(number('SELECT count(*) FROM project WHERE project_no NOT IN (SELECT project_no FROM project_membership)')).toBe(0);
  });

  test('is one act: one audit record, one batch, one operation per table or library', () => {
    expect(db.all('SELECT event FROM audit')).toEqual([{ event: 'demo.loaded' }]);
    expect(db.all('SELECT kind, label, created FROM batch')).toEqual([
      { kind: 'load', label: '演示数据（S）', created: number("SELECT sum(json_extract(deltas, '$[0][2]')) FROM operation WHERE library IS NULL") },
    ]);
    expect(number("SELECT count(*) FROM operation WHERE kind = 'load'")).toBe(Object.keys(counts).length);
    expect(number('SELECT count(*) FROM operation')).toBe(Object.keys(counts).length);
    expect(db.get("SELECT value FROM setting WHERE key = 'zone'")).toEqual({ value: 'demo' });
    expect(number("SELECT count(*) FROM project WHERE data_source = 'demo'")).toBe(2_000);
    // The indexes taken away for the load are back as the migrations made them.
    const indexes = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name";
    expect(db.all(indexes)).toEqual(wrap(freshReplica()).all(indexes));
    expect(verifyReplica(db, silent).checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  test('has errors only in the records that are wrong on purpose, and every such kind occurs', () => {
    const seen = new Set<string>();
    const unexpected: string[] = [];
    for (const target of libraries) {
      for (const record of recordsOf(connection, target)) {
        const tag = edgeTag(record);
        if (tag !== undefined) seen.add(tag);
        const expected = edgeCases.find((edge) => edge.tag === tag)?.errors ?? [];
        for (const { severity, code, field, message } of validateRecord(target, record, { today, complete: true })) {
          if (severity === 'error' && !expected.includes(code)) unexpected.push(`${target.id}.${field} ${code}: ${message}`);
          if (tag === undefined && /^(?:project_code|uscc|document_number|industry|mobile|person|email|months|quarters|composition|sources)/.test(code))
            unexpected.push(`${target.id} ${code}`);
        }
      }
    }
    expect(unexpected).toEqual([]);
    expect([...seen].toSorted()).toEqual(edgeCases.map(({ tag }) => tag).toSorted());
  });

  test('keeps the fund chains: paid ≤ appropriated ≤ arrived ≤ issued ≤ planned', () => {
    expect(
      number(`SELECT count(*) FROM project_membership m JOIN project p USING (project_no) JOIN ext_central e USING (membership_no)
        WHERE NOT (coalesce(central_paid, 0) <= coalesce(central_appropriated, 0) AND coalesce(central_appropriated, 0) <= coalesce(central_arrived, 0)
          AND coalesce(central_arrived, 0) <= coalesce(central_issued, 0) AND coalesce(central_issued, 0) <= central_requested AND central_requested <= total_investment)`),
    ).toBe(0);
    expect(
      number(`SELECT count(*) FROM project_membership m JOIN project p USING (project_no) JOIN ext_fiscal e USING (membership_no)
        WHERE NOT (paid <= appropriated AND appropriated <= arrived AND arrived <= fiscal_prev + fiscal_year_amt AND fiscal_prev + fiscal_year_amt <= fiscal_total
          AND fiscal_total <= total_investment)`),
    ).toBe(0);
    expect(number('SELECT count(*) FROM progress_report WHERE NOT (paid <= arrived AND paid <= cum_done)')).toBe(0);
    // The flows are the entry's figures, added up.
    expect(
      number(`SELECT count(*) FROM project_membership m JOIN project p USING (project_no) JOIN ext_central e USING (membership_no)
        WHERE coalesce(central_paid, 0) <> (SELECT coalesce(sum(amount), 0) FROM fund_disbursement f WHERE f.project_id = p.project_id AND f.kind = '5')
           OR coalesce(central_arrived, 0) <> (SELECT coalesce(sum(amount), 0) FROM fund_disbursement f WHERE f.project_id = p.project_id AND f.kind = '2')`),
    ).toBe(0);
    expect(number('SELECT count(*) FROM fund_disbursement WHERE amount <= 0')).toBe(0);
  });

  test('adds up: composition, sources, quarters, months, reports', () => {
    expect(
      number(`SELECT count(*) FROM project p JOIN project_investment_composition c USING (project_id)
      WHERE civil_works + equipment + installation + other_cost + contingency + interest + working_capital <> total_investment`),
    ).toBe(0);
    expect(
      number('SELECT count(*) FROM project p WHERE total_investment <> (SELECT sum(planned_total) FROM project_fund_plan f WHERE f.project_id = p.project_id)'),
    ).toBe(0);
    expect(
      number(`SELECT count(*) FROM project_membership m JOIN project p USING (project_no) JOIN ext_key k USING (membership_no)
      WHERE ${untagged} AND (q1_plan + q2_plan + q3_plan + q4_plan <> year_plan OR m12_plan <> year_plan OR m03_plan <> q1_plan OR m06_plan <> q1_plan + q2_plan)`),
    ).toBe(0);
    expect(
      number(`SELECT count(*) FROM (
      SELECT ytd_done, cum_done, sum(month_done) OVER (PARTITION BY project_id, substr(period, 1, 4) ORDER BY period) AS ytd,
        sum(month_done) OVER (PARTITION BY project_id ORDER BY period) AS cum FROM progress_report) WHERE ytd <> ytd_done OR cum <> cum_done`),
    ).toBe(0);
    expect(number('SELECT count(*) FROM progress_report r JOIN project p USING (project_id) WHERE r.cum_done > p.total_investment')).toBe(0);
    expect(number('SELECT count(*) - count(DISTINCT project_id || period) FROM progress_report')).toBe(0);
    // A key entry shows the last report of its year.
    expect(
      number(`SELECT count(*) FROM project_membership m JOIN project p USING (project_no) JOIN ext_key k USING (membership_no)
      WHERE ytd_done IS NOT NULL AND ytd_done <> coalesce((SELECT ytd_done FROM progress_report r WHERE r.project_id = p.project_id AND r.period LIKE m.mgmt_year || '-%' ORDER BY period DESC LIMIT 1), 0)`),
    ).toBe(0);
  });

  test('has its dates in order', () => {
    expect(
      number(`SELECT count(*) FROM project_membership m JOIN project p USING (project_no) JOIN ext_filing f USING (membership_no)
      WHERE NOT (coded_on <= substr(received_at, 1, 10)) OR substr(accepted_at, 1, 10) > decided_on OR decided_on > delivered_on OR decided_on > actual_start
        OR actual_start > actual_finish OR start_report_on < actual_start`),
    ).toBe(0);
    expect(
      number(`SELECT count(*) FROM project_membership m JOIN project p USING (project_no) JOIN ext_central c USING (membership_no)
      WHERE apply_date > issued_on OR issued_on > received_on OR received_on > forwarded_on OR issued_on > actual_start OR actual_finish > acceptance_on`),
    ).toBe(0);
    expect(
      number(`SELECT count(*) FROM project_approval a JOIN project_approval b USING (project_id)
      WHERE (a.item_code, b.item_code) IN (VALUES ('05', '06'), ('06', '07'), ('07', '12'), ('09', '12')) AND a.approve_date > b.approve_date`),
    ).toBe(0);
    expect(number(`SELECT count(*) FROM project WHERE actual_start > '${today}' OR actual_finish > '${today}'`)).toBe(0);
    expect(number(`SELECT count(*) FROM progress_report WHERE period >= substr('${today}', 1, 7) OR substr(fill_at, 1, 10) > '${today}'`)).toBe(0);
  });

  test('gives names, codes and numbers once', () => {
    const repeated = (table: string, column: string): number => number(`SELECT count(${column}) - count(DISTINCT ${column}) FROM ${table}`);
    for (const [table, column] of [
      ['project', 'project_name'],
      ['project', 'name_key'],
      ['project', 'national_code'],
      ['org', 'org_name'],
      ['org', 'uscc'],
      ['ext_reserve', 'reserve_no'],
      ['ext_filing', 'case_no'],
      ['ext_filing', 'doc_no'],
      ['expert', 'expert_no'],
      ['policy_document', 'title'],
      ['decision_resource', 'title'],
      ['plan_document', 'plan_name'],
    ] as const) {
      expect(repeated(table, column), `${table}.${column}`).toBe(0);
    }
    expect(number("SELECT count(*) FROM project WHERE national_code GLOB '20[12][0-9]-3702*'")).toBeGreaterThan(100);
    expect(number("SELECT count(*) FROM project WHERE national_code GLOB '2[2-6][01][0-9]-3702*'")).toBeGreaterThan(100);
    expect(number("SELECT count(*) FROM project WHERE national_code GLOB '201[5-7]-370282-*'")).toBeGreaterThan(0);
  });

  test('refers only to rows that exist', () => {
    for (const { declaration } of storedTables()) {
      for (const { id, type } of declaration.fields) {
        if (type.kind !== 'ref' && type.kind !== 'refs') continue;
        const { table, key } = refTarget(type.entity);
        const values =
          type.kind === 'ref'
            ? `SELECT ${id} AS value FROM ${declaration.name} WHERE ${id} IS NOT NULL`
            : `SELECT j.value FROM ${declaration.name}, json_each(${id}) j WHERE ${id} IS NOT NULL`;
        expect(number(`SELECT count(*) FROM (${values}) WHERE value NOT IN (SELECT ${key} FROM ${table})`), `${declaration.name}.${id}`).toBe(0);
      }
    }
  });

  test('completes its years about as planned, and one project 122 %', () => {
    const rates = db.all<{
      rate: number;
    }>(`SELECT year_rate AS rate FROM project_membership m JOIN project p USING (project_no) JOIN ext_key k USING (membership_no)
      WHERE ${untagged} AND mgmt_year BETWEEN 2019 AND 2025 AND key_class = '1' AND year_plan > 10000000 AND year_rate IS NOT NULL`);
    expect(rates.length).toBeGreaterThan(200);
    expect(rates.filter(({ rate }) => rate < 6_000 || rate > 15_500)).toEqual([]);
    const whole =
      number(`SELECT sum(ytd_done) * 100 / sum(year_plan) FROM project_membership m JOIN project p USING (project_no) JOIN ext_key k USING (membership_no)
      WHERE ${untagged} AND mgmt_year = 2025 AND key_class = '1'`);
    expect(whole).toBeGreaterThan(85);
    expect(whole).toBeLessThan(112);
    expect(
      number(
        "SELECT count(*) FROM project_membership m JOIN project p USING (project_no) JOIN ext_key k USING (membership_no) WHERE p.tags LIKE '%122%' AND year_rate = 12226",
      ),
    ).toBeGreaterThan(0);
  });

  test('is found by any part of a name', () => {
    const { no, name } = db.get<{ no: number; name: string }>('SELECT project_no AS no, project_name AS name FROM project WHERE project_no = 1234') ?? {
      no: 0,
      name: '',
    };
    const hits = db.column<number>(
      "SELECT entity_no FROM search_text JOIN search_entry ON entry_no = search_text.rowid WHERE grams MATCH ? AND entity = 'project'",
      [gramQuery(name.slice(2)) ?? ''],
    );
    expect(hits).toContain(no);
    expect(number("SELECT count(*) FROM search_entry WHERE entity = 'project'")).toBe(2_000);
    expect(number("SELECT count(*) FROM search_entry WHERE entity = 'project_membership'")).toBeGreaterThan(1_000);
  });
});

/** Everything the generators wrote, as one hash; of sealed values and their indexes, which no two replicas share, only that they are there. */
function contentHash(connection: Database.Database): string {
  const hash = createHash('sha256');
  for (const { declaration } of storedTables()) {
    const blind = new Set(declaration.fields.map(blindIndexColumn));
    for (const row of connection.prepare(`SELECT * FROM ${declaration.name} ORDER BY 1`).iterate()) {
      hash.update(JSON.stringify(row, (key, value: unknown) => (isSealed(value) || (blind.has(key) && value !== null) ? 'sealed' : value)));
    }
  }
  return hash.digest('hex');
}

describe('loading', () => {
  const load = (seed: number, day = today): Database.Database => {
    const connection = freshReplica();
    loadAmounts(connection, { ...asker, today: day }, seed, tiny, '小', silent);
    return connection;
  };

  test('gives the same data for the same seed and other data for another', () => {
    const first = contentHash(load(1));
    expect(contentHash(load(1))).toBe(first);
    expect(contentHash(load(2))).not.toBe(first);
  });

  test('lets an earlier day see the same projects at an earlier time', () => {
    const identity =
      'SELECT project_id, project_name, owner_uscc, total_investment, planned_start FROM project WHERE actual_start IS NOT NULL ORDER BY project_no';
    const late = load(1).prepare(identity).all();
    const early = load(1, '2025-03-15');
    const earlier = early.prepare(identity).all();
    expect(earlier.length).toBeGreaterThan(20);
    expect(late.length).toBeGreaterThan(earlier.length);
    expect(late).toEqual(expect.arrayContaining(earlier));
    expect(early.prepare('SELECT max(period) FROM progress_report').pluck().get()).toBe('2025-02');
  });

  test('refuses a replica that holds records and leaves it as it is', () => {
    const connection = load(1);
    const before = contentHash(connection);
    expect(() => loadAmounts(connection, asker, 2, tiny, '小', silent)).toThrow(expect.objectContaining({ code: 'already_initialised' }));
    expect(contentHash(connection)).toBe(before);
  });

  test('keeps nothing when it is cancelled on the way', () => {
    const connection = freshReplica();
    let looks = 0;
    const job = { progress: () => undefined, cancelled: () => (looks += 1) > 1 };
    expect(() => loadAmounts(connection, asker, 1, { ...tiny, companies: 600 }, '小', job)).toThrow(expect.objectContaining({ code: 'aborted' }));
    expect(connection.prepare('SELECT count(*) FROM org').pluck().get()).toBe(0);
    expect(connection.prepare('SELECT count(*) FROM setting').pluck().get()).toBe(0);
  });

  test('says how far it is, up to the end', () => {
    const seen: [number, number][] = [];
    loadAmounts(freshReplica(), asker, 1, tiny, '小', { progress: (done, total) => seen.push([done, total]), cancelled: () => false });
    const [, total] = seen.at(-1) ?? [0, 0];
    expect(seen[0]).toEqual([0, total]);
    expect(seen.at(-1)).toEqual([total, total]);
  });
});
