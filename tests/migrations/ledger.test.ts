// The migrations ledger on real files: last version's rows survive, the future is refused, the schema is the dictionary's.

import { readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wrap } from '#db/kernel/database.ts';
import { appliedMigrations, migrate, type Migration } from '#db/kernel/migrate.ts';
import { openConnection } from '#db/kernel/open.ts';
import { compareSchema, storedTables, tableDdl } from '#db/kernel/schema.ts';
import { migrations } from '#db/migrations/index.ts';
import { failureOf } from '../builders/failures.ts';
import { aPlace, created, type Place } from '../builders/replica.ts';

let place: Place;
let connection: Database.Database;
beforeEach(() => {
  place = aPlace();
  connection = openConnection(place.location, 'create');
});
afterEach(() => {
  connection.close();
  place.remove();
});

/** Brings a file to one migration and no further. */
const migrateTo = (number: number): number[] =>
  migrate(
    connection,
    migrations.filter((migration) => migration.number <= number),
    created,
  );

const failing: Migration = { number: 9_990, name: 'failing', sql: 'CREATE TABLE half (a TEXT) STRICT; INSERT INTO missing VALUES (1);' };

describe('the ledger', () => {
  it('is numbered by tens, ascending, without repeats', () => {
    const numbers = migrations.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    expect(numbers.filter((number) => number % 10 !== 0)).toEqual([]);
  });

  it('applies everything once and remembers when', () => {
    const numbers = migrations.map(({ number }) => number);
    expect(migrate(connection, migrations, created)).toEqual(numbers);
    expect(migrate(connection, migrations, '2030-01-01T00:00:00.000Z')).toEqual([]);
    expect(wrap(connection).column('SELECT DISTINCT applied_at FROM migration')).toEqual([created]);
  });

  it('keeps rows written under each earlier version', () => {
    migrateTo(10);
    expect(appliedMigrations(connection)).toEqual([10]);
    connection.exec(`
      INSERT INTO setting (key, value) VALUES ('zone', '市南区');
      INSERT INTO batch (batch_id, kind, label, at, author) VALUES ('b1', 'import', '导入“一.xlsx”', '${created}', '张三');
      INSERT INTO operation (operation_id, act_id, batch_id, kind, entity, entity_id, entity_no, base_version, author, device, at, deltas)
        VALUES ('o1', 'a1', 'b1', 'create', 'org', 'x1', 1, 0, '张三', 'PC-01', '${created}', '[["org_name",null,"甲公司"]]');
      INSERT INTO audit (act_id, event, actor, device, at, detail) VALUES ('a1', 'import.committed', '张三', 'PC-01', '${created}', '{}');
      INSERT INTO saved_view (view_id, library, name, definition, author, updated_at) VALUES ('v1', 'key', '黄岛在建', '{"filter":[]}', '张三', '${created}');`);
    expect(migrate(connection, migrations, created)).toEqual(migrations.map(({ number }) => number).filter((number) => number > 10));
    const db = wrap(connection);
    expect(db.all('SELECT key, value FROM setting')).toEqual([{ key: 'zone', value: '市南区' }]);
    expect(db.all('SELECT operation_seq, operation_id, batch_id, deltas FROM operation')).toEqual([
      { operation_seq: 1, operation_id: 'o1', batch_id: 'b1', deltas: '[["org_name",null,"甲公司"]]' },
    ]);
    expect(db.all('SELECT audit_seq, event FROM audit')).toEqual([{ audit_seq: 1, event: 'import.committed' }]);
    expect(db.all('SELECT name, definition FROM saved_view')).toEqual([{ name: '黄岛在建', definition: '{"filter":[]}' }]);
  });

  it('refuses a file from a newer program without touching it', () => {
    migrate(connection, [...migrations, { number: 9_980, name: 'future', sql: 'CREATE TABLE future (a TEXT) STRICT;' }], created);
    connection.pragma('wal_checkpoint(TRUNCATE)');
    const before = readFileSync(place.location.file);
    const failure = failureOf(() => migrate(connection, migrations, created));
    expect(failure).toMatchObject({ code: 'replica_newer', details: { unknown: [9_980] } });
    connection.pragma('wal_checkpoint(TRUNCATE)');
    expect(readFileSync(place.location.file).equals(before)).toBe(true);
  });

  it('applies all pending migrations or none', () => {
    migrateTo(10);
    expect(() => migrate(connection, [...migrations, failing], created)).toThrow(/missing/);
    expect(appliedMigrations(connection)).toEqual([10]);
    expect(wrap(connection).column("SELECT name FROM sqlite_schema WHERE name IN ('half', 'project')")).toEqual([]);
  });
});

describe('the schema of a fresh replica', () => {
  beforeEach(() => {
    migrate(connection, migrations, created);
  });

  it('is what the dictionary declares', () => {
    expect(compareSchema(wrap(connection))).toEqual([]);
  });

  it('is compared by tables, columns and types', () => {
    connection.exec(
      'ALTER TABLE ext_key DROP COLUMN task_force; ALTER TABLE ext_key ADD COLUMN year_plan_old INTEGER; ALTER TABLE project DROP COLUMN tags; ALTER TABLE project ADD COLUMN tags INTEGER',
    );
    expect(compareSchema(wrap(connection))).toEqual([
      { table: 'project', column: 'tags', problem: 'type' },
      { table: 'ext_key', column: 'task_force', problem: 'missing' },
      { table: 'ext_key', column: 'year_plan_old', problem: 'undeclared' },
    ]);
  });

  it('has only strict tables, and an index wherever the declaration asks for one', () => {
    const db = wrap(connection);
    const loose = db.column(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_text%'",
    );
    expect(loose).toEqual([]);
    const declared = storedTables().flatMap((table) => [...tableDdl(table).matchAll(/CREATE INDEX (\w+)/g)].map(([, name]) => name));
    const present = new Set(db.column<string>("SELECT name FROM sqlite_schema WHERE type = 'index'"));
    expect(declared.filter((name) => name === undefined || !present.has(name))).toEqual([]);
  });

  it('enforces references and types', () => {
    const insert = (projectNo: number, year: string): void => {
      connection.exec(
        `INSERT INTO project_membership (membership_no, membership_id, project_no, library, mgmt_year, created_at, created_by, updated_at, updated_by, origin_device)
         VALUES (1, 'm', ${projectNo}, 'key', ${year}, '', '', '', '', '')`,
      );
    };
    expect(() => insert(99, '2026')).toThrow(/FOREIGN KEY/);
    expect(() => insert(99, "'twenty'")).toThrow(/cannot store TEXT/);
  });
});
