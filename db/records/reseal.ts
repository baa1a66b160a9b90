// Seals what is still in clear when a replica learns to encrypt its personal columns, and seals anew for another suite.

import type Database from 'better-sqlite3';
import { library } from '#domain/dictionary/index.ts';
import { wrap, type WriteDb } from '../kernel/database.ts';
import { storedTables } from '../kernel/schema.ts';
import type { Delta } from '../spine/act.ts';
import { columnCipherOf, isSealed, type ColumnPlace } from '../spine/column-cipher.ts';
import { chooseSuite, createFieldKey, hasFieldKey, openColumns, rewrapFieldKey, type ColumnKey } from '../spine/field-key.ts';
import { transact } from '../spine/journal.ts';
import { personalValues } from './personal-values.ts';
import { blindIndexes } from './personal.ts';
import { storageOf } from './storage.ts';

/** Entries of the change log read and written at a time: a statement cannot be read from while another writes. */
const stretch = 1000;

/** Above this the file is not written anew after sealing: SQLite would hold all of it in memory. */
const largestVacuumBytes = 512 * 1024 * 1024;

/**
 * Gives the writer's connection the cipher of its personal columns; a replica without a key for them gets one, and what it
 * holds in clear (rows and change log) is sealed, all of it or nothing; until then no act is answered. Returns how many
 * values were in clear. Error `replica_damaged` for another column key than the replica was sealed with.
 */
export function protectColumns(connection: Database.Database, columnKey: ColumnKey): number {
  const db = wrap(connection);
  if (hasFieldKey(db)) {
    if (openColumns(connection, columnKey.key).suite !== columnKey.suite.id) changeColumnKey(connection, columnKey.key, columnKey);
    return 0;
  }
  return transact(connection, () => {
    createFieldKey(db, columnKey);
    openColumns(connection, columnKey.key);
    return sealRows(db, isClear) + sealLog(db);
  });
}

/** Free space of the file may still hold what was in clear: writes the file anew. To be called after the transaction. */
export function forgetClearValues(connection: Database.Database): void {
  const bytes = Number(connection.pragma('page_count', { simple: true })) * Number(connection.pragma('page_size', { simple: true }));
  if (bytes <= largestVacuumBytes) connection.exec('VACUUM');
  connection.pragma('wal_checkpoint(TRUNCATE)');
}

/**
 * Another column key, as when the data key is rotated: only the key of the columns is sealed anew. With another suite the
 * rows are too; what the change log holds is part of the audit and keeps the suite it was sealed with.
 */
export function changeColumnKey(connection: Database.Database, from: Uint8Array, to: ColumnKey): void {
  transact(connection, () => {
    const db = wrap(connection);
    openColumns(connection, from);
    const before = columnCipherOf(db);
    rewrapFieldKey(db, from, to);
    if (before.suite === to.suite.id) return;
    chooseSuite(db, to.suite);
    openColumns(connection, to.key);
    sealRows(db, isSealed, (place, sealed) => before.open(place, sealed));
  });
}

const isClear = (stored: unknown): stored is string => typeof stored === 'string' && !isSealed(stored);

/** Seals the chosen values of every personal column; `clearOf` says what a stored text means. Returns how many. */
function sealRows(
  db: WriteDb,
  chosen: (stored: string) => boolean,
  clearOf: (place: ColumnPlace, stored: string) => string = (_place, stored) => stored,
): number {
  let count = 0;
  for (const { table, field, key, no, row, stored } of personalValues(db)) {
    if (!chosen(stored)) continue;
    const place = { table, column: field.id, row };
    const sealed = columnCipherOf(db).seal(place, clearOf(place, stored));
    const indexes = Object.entries(blindIndexes(db, { table, fields: [field] }, row, { [field.id]: sealed }));
    const assignments = [field.id, ...indexes.map(([column]) => column)].map((column) => `${column} = ?`);
    db.run(`UPDATE ${table} SET ${assignments.join(', ')} WHERE ${key} = ?`, [sealed, ...indexes.map(([, value]) => value), no]);
    count += 1;
  }
  return count;
}

interface StoredOperation {
  readonly seq: number;
  readonly entity: string;
  readonly id: string;
  readonly library: string | null;
  readonly deltas: string;
}

/** Seals the clear values among the befores and afters of the change log. */
function sealLog(db: WriteDb): number {
  const frozen = db.get<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'operation_is_frozen'")?.sql;
  db.run('DROP TRIGGER IF EXISTS operation_is_frozen');
  let count = 0;
  const sql = `SELECT operation_seq AS seq, entity, entity_id AS id, library, deltas FROM operation
    WHERE operation_seq > ? AND entity IN ('expert', 'person', 'org', 'project_membership') AND deltas <> '[]' ORDER BY operation_seq LIMIT ${stretch}`;
  for (let rows = db.all<StoredOperation>(sql, [0]); rows.length > 0; rows = db.all<StoredOperation>(sql, [rows.at(-1)?.seq ?? 0])) {
    for (const operation of rows) {
      const personal = personalTables(operation);
      const sealed = (JSON.parse(operation.deltas) as Delta[]).map(([field, before, after]): Delta => {
        const table = personal.get(field);
        if (table === undefined) return [field, before, after];
        const seal = (value: Delta[1]): Delta[1] => {
          if (!isClear(value)) return value;
          count += 1;
          return columnCipherOf(db).seal({ table, column: field, row: operation.id }, value);
        };
        return [field, seal(before), seal(after)];
      });
      if (personal.size > 0) db.run('UPDATE operation SET deltas = ? WHERE operation_seq = ?', [JSON.stringify(sealed), operation.seq]);
    }
  }
  if (frozen !== undefined) db.run(frozen);
  return count;
}

/** Tables by the personal fields an operation may hold. */
function personalTables({ entity, library: name }: StoredOperation): ReadonlyMap<string, string> {
  const parts =
    name === null
      ? storedTables().flatMap(({ declaration }) => (declaration.name === entity ? [{ table: entity, fields: declaration.fields }] : []))
      : storageOf(library(name)).parts.filter((part) => part.entity === entity);
  return new Map(parts.flatMap(({ table, fields }) => fields.flatMap(({ id, type }) => (type.kind === 'secret' ? [[id, table] as const] : []))));
}
