// What a backup and the journal lack and the damaged file still shows: audit, change log and the rows they speak of, carried over as they are.

import type Database from 'better-sqlite3';
import { isLibraryId, library } from '#domain/dictionary/index.ts';
import { sameBytes } from '../../crypto/bytes.ts';
import { wrap, type SqlValue } from '../kernel/database.ts';
import { schemaLevel } from '../kernel/migrate.ts';
import { openConnection, type ReplicaLocation } from '../kernel/open.ts';
import { indexRecord } from '../records/index-record.ts';
import { storageOf } from '../records/storage.ts';
import { endOfAudit } from '../spine/audit-chain.ts';
import { canonicalRecord, lastOperation, recordsAfter } from '../spine/audit-record.ts';
import { linkAfter, noLink, type AuditSeal } from '../spine/audit-seal.ts';
import { positionOf } from '../spine/journal.ts';

export interface CarriedOver {
  readonly records: number;
  readonly operations: number;
}

const nothing: CarriedOver = { records: 0, operations: 0 };

/**
 * Adds to `connection` the newer part of `damaged` that can still be read. A record is taken only when it follows the
 * chain, and with all its changes; rows are taken as they stand. All of it or, when it does not fit together, nothing.
 */
export function carryOver(connection: Database.Database, damaged: ReplicaLocation, seal: AuditSeal): CarriedOver {
  let source: Database.Database;
  try {
    source = openConnection(damaged, 'read');
  } catch {
    return nothing;
  }
  try {
    if (schemaLevel(source) !== schemaLevel(connection)) return nothing;
    const carried = readableLogs(connection, source, seal);
    if (carried.records === 0) return nothing;
    return connection
      .transaction(() => {
        connection.pragma('defer_foreign_keys = ON');
        const before = lastOperation(wrap(connection));
        const end = endOfAudit(wrap(connection)).seq;
        for (const table of tablesOf(connection)) {
          if (table === 'audit') copyRows(connection, source, table, `audit_seq > ${end} AND audit_seq <= ${end + carried.records}`);
          else if (table === 'operation') copyRows(connection, source, table, `operation_seq > ${before} AND operation_seq <= ${before + carried.operations}`);
          else copyRows(connection, source, table, '1');
        }
        indexAgain(connection, before);
        connection.pragma(`user_version = ${Math.max(positionOf(connection), positionOf(source))}`);
        return carried;
      })
      .immediate();
  } catch {
    return nothing;
  } finally {
    source.close();
  }
}

/** How many records after the newest of `connection` can be read, follow the chain, and have all their changes readable, too. */
function readableLogs(connection: Database.Database, source: Database.Database, { suite }: AuditSeal): CarriedOver {
  const end = endOfAudit(wrap(connection));
  const logged = lastOperation(wrap(connection));
  let link = end.link ?? noLink;
  let records = 0;
  let operations = 0;
  const hasOperation = source.prepare('SELECT length(deltas) FROM operation WHERE operation_seq = ?');
  try {
    for (const [row, stored] of recordsAfter(wrap(source), end.seq)) {
      const expected = linkAfter(suite, link, canonicalRecord(row));
      if (row.audit_seq !== end.seq + records + 1 || stored === null || !sameBytes(expected, stored)) break;
      for (let each = 1; each <= row.operations; each += 1) {
        if (hasOperation.get(logged + operations + each) === undefined) return { records, operations };
      }
      records += 1;
      operations += row.operations;
      link = expected;
    }
  } catch {
    // The damage begins here.
  }
  return { records, operations };
}

const tablesOf = (connection: Database.Database): string[] =>
  connection
    .prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'migration' AND name <> 'search_entry'",
    )
    .pluck()
    .all() as string[];

/** Rows that are missing or differ; from where the source cannot be read on, rows stay as they are. */
function copyRows(connection: Database.Database, source: Database.Database, table: string, which: string): void {
  const columns = connection.prepare('SELECT name, pk FROM pragma_table_info(?)').all(table) as { name: string; pk: number }[];
  const names = columns.map(({ name }) => `"${name}"`);
  const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => `"${name}"`);
  const others = names.filter((name) => !key.includes(name));
  const assignments = others.map((name) => `${name} = excluded.${name}`).join(', ');
  const differs = others.map((name) => `"${table}".${name} IS NOT excluded.${name}`).join(' OR ');
  const onConflict = others.length === 0 ? 'DO NOTHING' : `(${key.join(', ')}) DO UPDATE SET ${assignments} WHERE ${differs}`;
  const insert = connection.prepare(`INSERT INTO "${table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT ${onConflict}`);
  const rows = source
    .prepare(`SELECT ${names.join(', ')} FROM "${table}" WHERE ${which} ORDER BY ${key.join(', ')}`)
    .raw()
    .iterate() as IterableIterator<SqlValue[]>;
  for (;;) {
    let next: IteratorResult<SqlValue[]>;
    try {
      next = rows.next();
    } catch {
      return;
    }
    if (next.done === true) return;
    insert.run(...next.value);
  }
}

/** The search index follows the records the carried changes are about. */
function indexAgain(connection: Database.Database, after: number): void {
  const db = wrap(connection);
  const touched = db.all<{ entity: string; no: number; library: string }>(
    'SELECT DISTINCT entity, entity_no AS no, library FROM operation WHERE operation_seq > ? AND library IS NOT NULL',
    [after],
  );
  for (const { entity, no, library: name } of touched) {
    if (!isLibraryId(name)) continue;
    const storage = storageOf(library(name));
    const recordNo =
      entity === 'project'
        ? db.get<{ no: number }>('SELECT membership_no AS no FROM project_membership WHERE project_no = ? AND library = ? LIMIT 1', [no, name])?.no
        : no;
    if (recordNo !== undefined) indexRecord(db, storage, recordNo);
  }
}
