// Values between the dictionary's types and SQLite's: booleans, JSON lists, masked personal data.

import type { Field, StoredValue } from '#domain/dictionary/field.ts';
import { columnType } from '../kernel/schema.ts';

type Column = string | number | null;

/** A stored value as the column holds it. Undefined and empty text become NULL, so that "empty" has one form. */
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

/** A column as the contract shows it. Personal data is masked here, at the only door out. */
export function decode(field: Field, column: Column): StoredValue {
  if (column === null) return null;
  if (isListField(field)) return JSON.parse(String(column)) as StoredValue;
  if (field.type.kind === 'boolean') return column === 1;
  return field.type.kind === 'secret' ? mask(String(column)) : column;
}

/** Fewer dots than this are not taken for a masked value. */
const fewestDots = 4;

/** Keeps the last two characters, so that two entries can be told apart without being read; none of a short value. */
export function mask(value: string): string {
  const hidden = value.length - 2;
  return hidden < fewestDots ? '•'.repeat(Math.max(fewestDots, value.length)) : `${'•'.repeat(hidden)}${value.slice(-2)}`;
}

/** True for a masked value coming back from a form: it says "unchanged". */
export const isMasked = (value: unknown): boolean => typeof value === 'string' && /^•{4,}/u.test(value);
