// Values between the dictionary's types and SQLite's: booleans, JSON lists, masked personal data.

import type { Field, StoredValue } from '#domain/dictionary/field.ts';

type Column = string | number | null;

/** A stored value as the column holds it. Undefined and empty text become NULL, so that "empty" has one form. */
export function encode(field: Field, value: StoredValue | undefined): Column {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (Array.isArray(value)) return value.length === 0 ? null : JSON.stringify(value);
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError(`field ${field.id} cannot hold ${typeof value}`);
}

/** A column as the contract shows it. Personal data is masked here, at the only door out. */
export function decode(field: Field, column: Column): StoredValue {
  if (column === null) return null;
  switch (field.type.kind) {
    case 'boolean':
      return column === 1;
    case 'codes':
    case 'refs':
    case 'texts':
    case 'list':
      return JSON.parse(String(column)) as StoredValue;
    case 'secret':
      return mask(String(column));
    default:
      return column;
  }
}

/** Keeps the last two characters, so that two entries can be told apart without being read. */
export const mask = (value: string): string => `${'•'.repeat(Math.max(4, value.length - 2))}${value.slice(-2)}`;

/** True for a masked value coming back from a form: it says "unchanged". */
export const isMasked = (value: unknown): boolean => typeof value === 'string' && /^•{4,}/u.test(value);
