// Inserts generated rows into a dictionary table: columns come from the declaration, nothing is listed a second time.

import type { TableDeclaration } from '#domain/dictionary/field.ts';
import { blindIndexColumn, storedTables } from '../kernel/schema.ts';
import type { SqlValue, WriteDb } from '../kernel/database.ts';
import { encode } from '../records/encode.ts';
import { blindIndexes, sealPersonal } from '../records/personal.ts';
import type { Act } from '../spine/asker.ts';
import type { Values } from './rows.ts';

export interface TableWriter {
  readonly table: string;
  readonly declaration: TableDeclaration;
  /** Rows written so far. */
  readonly count: () => number;
  /**
   * Writes one row and returns its local number. Keys are stored as they are; fields by their type, personal ones sealed
   * for the row's identifier, which is `recordId` in a table that has none of its own.
   */
  readonly insert: (row: Values, keys?: Readonly<Record<string, SqlValue>>, recordId?: string) => number;
}

/** Writer of one stored table. Local numbers count from 1. Throws when the table is not declared. */
export function tableWriter(db: WriteDb, act: Act, table: string): TableWriter {
  const stored = storedTables().find(({ declaration }) => declaration.name === table);
  if (stored === undefined) throw new Error(`no table ${table}`);
  const { declaration, withMetadata } = stored;
  const [numberColumn = '', ...keyColumns] = stored.keys.map((ddl) => ddl.split(' ')[0] ?? '');
  const { fields } = declaration;
  const metadata: Readonly<Record<string, SqlValue>> = withMetadata
    ? { created_at: act.at, created_by: act.actor.name, updated_at: act.at, updated_by: act.actor.name, origin_device: act.actor.device, data_source: 'demo' }
    : {};
  const constants = Object.values(metadata);
  const blind = fields.flatMap((field) => blindIndexColumn(field) ?? []);
  const columns = [numberColumn, ...keyColumns, ...fields.map(({ id }) => id), ...blind, ...Object.keys(metadata)];
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  let rows = 0;
  return {
    table,
    declaration,
    count: () => rows,
    insert: (row, keys = {}, recordId) => {
      rows += 1;
      const given = keys[numberColumn];
      const no = typeof given === 'number' ? given : rows;
      const ids = keyColumns.map((column) => keys[column] ?? encodeKey(row[column]));
      const clear = Object.fromEntries(fields.map((field) => [field.id, encode(field, row[field.id])]));
      const rowId = recordId ?? String(ids[0]);
      const sealed = sealPersonal(db, { table, fields }, rowId, clear);
      const indexes = blindIndexes(db, { table, fields }, rowId, sealed);
      db.run(sql, [no, ...ids, ...fields.map(({ id }) => sealed[id] ?? null), ...blind.map((column) => indexes[column] ?? null), ...constants]);
      return no;
    },
  };
}

function encodeKey(value: Values[string] | undefined): SqlValue {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error('a generated row lacks its key');
}
