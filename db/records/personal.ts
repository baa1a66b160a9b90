// Personal values on their way into and out of rows: sealed before anything is written, masked before anything is shown.

import type { Field, FieldType } from '#domain/dictionary/field.ts';
import { maskPersonal } from '#domain/secrecy/mask.ts';
import type { ReadDb } from '../kernel/database.ts';
import { blindIndexColumn } from '../kernel/schema.ts';
import { columnCipherOf, type ColumnPlace } from '../spine/column-cipher.ts';

type Column = string | number | null;
type Columns = Readonly<Record<string, Column>>;

/** A table with those of its fields that are read or written. */
export interface PersonalTable {
  readonly table: string;
  readonly fields: readonly Field[];
}

const isPersonal = ({ type }: Field): boolean => type.kind === 'secret';

/**
 * Columns of one row with their personal values sealed. A value equal to that of `before` keeps the text it has, so that
 * writing a number again counts as no change. `row` is the global identifier of the row.
 */
export function sealPersonal(db: ReadDb, { table, fields }: PersonalTable, row: string, columns: Columns, before: Columns = {}): Record<string, Column> {
  const sealed: Record<string, Column> = { ...columns };
  for (const field of fields) {
    const clear = columns[field.id];
    if (!isPersonal(field) || clear === undefined || clear === null) continue;
    const place = { table, column: field.id, row };
    const was = before[field.id];
    const isSame = typeof was === 'string' && columnCipherOf(db).open(place, was) === clear;
    sealed[field.id] = isSame ? was : columnCipherOf(db).seal(place, String(clear));
  }
  return sealed;
}

/** Blind indexes of the sealed values among columns about to be written. */
export function blindIndexes(db: ReadDb, { table, fields }: PersonalTable, row: string, sealed: Columns): Record<string, string | null> {
  const indexes: Record<string, string | null> = {};
  for (const field of fields) {
    const column = blindIndexColumn(field);
    const value = sealed[field.id];
    if (column === undefined || value === undefined) continue;
    const place = { table, column: field.id, row };
    indexes[column] = value === null ? null : columnCipherOf(db).blindIndex(place, columnCipherOf(db).open(place, String(value)));
  }
  return indexes;
}

/** The condition that finds rows of `table` holding this very value; undefined for a field without a blind index. */
export function sameValue(db: ReadDb, table: string, field: Field, clear: string): { readonly column: string; readonly value: string } | undefined {
  const column = blindIndexColumn(field);
  return column === undefined ? undefined : { column, value: columnCipherOf(db).blindIndex({ table, column: field.id }, clear) };
}

/** A sealed value as everybody may see it. Error `replica_damaged` when it cannot be opened. */
export function showPersonal(db: ReadDb, place: ColumnPlace, form: Extract<FieldType, { kind: 'secret' }>['form'], sealed: Column): string | null {
  return sealed === null ? null : maskPersonal(form, columnCipherOf(db).open(place, String(sealed)));
}
