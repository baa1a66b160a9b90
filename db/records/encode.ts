// Values between the dictionary's types and SQLite's: booleans and JSON lists.

import type { Field, StoredValue } from '#domain/dictionary/field.ts';
import { columnType } from '../kernel/schema.ts';

type Column = string | number | null;

/** A stored value as the column holds it; personal values are sealed after that. Undefined and empty text become NULL, so that "empty" has one form. */
export function encode(field: Field, value: StoredValue | undefined): Column {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (Array.isArray(value)) return value.length === 0 ? null : JSON.stringify(value);
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`field ${field.id} cannot hold ${typeof value}`);
}

/** Whether the column of a field can hold a value at all; anything else would break the row or the reading of it. */
export function isStorable(field: Field, value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (isListField(field)) return Array.isArray(value);
  if (columnType(field) === 'INTEGER') return typeof value === 'boolean' || Number.isSafeInteger(value);
  return typeof value === 'string';
}

/** Fields whose column is a JSON list. */
export const isListField = ({ type: { kind } }: Field): boolean => kind === 'codes' || kind === 'refs' || kind === 'texts' || kind === 'list';

/** A column as the contract shows it. Personal values do not come this way: they are sealed, see personal.ts. */
export function decode(field: Field, column: Column): StoredValue {
  if (column === null) return null;
  if (field.type.kind === 'secret') throw new TypeError(`field ${field.id} is sealed`);
  if (isListField(field)) return JSON.parse(String(column)) as StoredValue;
  return field.type.kind === 'boolean' ? column === 1 : column;
}
