// Walks every stored personal value of a replica, removed rows included, and says which cannot be opened where they stand.

import type { Field } from '#domain/dictionary/field.ts';
import { AppError } from '#domain/result.ts';
import type { ReadDb } from '../kernel/database.ts';
import { rowKeyOf } from '../kernel/row-key.ts';
import { blindIndexColumn, storedTables } from '../kernel/schema.ts';
import { columnCipherOf } from '../spine/column-cipher.ts';

/** Rows read at a time: a statement cannot be read from while another writes. */
const stretch = 1000;

export interface PersonalValue {
  readonly table: string;
  readonly field: Field;
  /** Column of the local row number, and the number. */
  readonly key: string;
  readonly no: number;
  /** Global identifier of the row. */
  readonly row: string;
  readonly stored: string;
  /** What stands in the column of the blind index; null where the field has none. */
  readonly index: string | null;
}

export function* personalValues(db: ReadDb): Generator<PersonalValue> {
  for (const { declaration, withMetadata } of storedTables()) {
    const { name: table, key: idColumn = `${table}_id` } = declaration;
    for (const field of declaration.fields.filter(({ type }) => type.kind === 'secret')) {
      const key = withMetadata ? rowKeyOf(table) : 'membership_no';
      const id = withMetadata ? `t.${idColumn}` : '(SELECT m.membership_id FROM project_membership m WHERE m.membership_no = t.membership_no)';
      const index = blindIndexColumn(field);
      const sql = `SELECT t.${key} AS no, ${id} AS row, t.${field.id} AS stored, ${index === undefined ? 'NULL' : `t.${index}`} AS "index"
        FROM ${table} t WHERE t.${key} > ? AND t.${field.id} IS NOT NULL ORDER BY t.${key} LIMIT ${stretch}`;
      let from = -1;
      for (let rows = db.all<Pick<PersonalValue, 'no' | 'row' | 'stored' | 'index'>>(sql, [from]); rows.length > 0; rows = db.all(sql, [from])) {
        for (const row of rows) yield { table, field, key, ...row };
        from = rows.at(-1)?.no ?? Number.MAX_SAFE_INTEGER;
      }
    }
  }
}

/** For the replica's own check: a sentence about the values that cannot be opened or are not found by their index; empty when all is well. */
export function personalFaults(db: ReadDb): string {
  const cipher = columnCipherOf(db);
  const faults = new Map<string, number>();
  for (const { table, field, row, stored, index } of personalValues(db)) {
    const place = { table, column: field.id, row };
    try {
      const clear = cipher.open(place, stored);
      if (blindIndexColumn(field) === undefined || cipher.blindIndex(place, clear) === index) continue;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
    const where = `${table}.${field.id}`;
    faults.set(where, (faults.get(where) ?? 0) + 1);
  }
  return [...faults].map(([where, count]) => `${where} 有 ${count} 个值无法解密或与索引不符`).join('；');
}
