// The value of one cell as the contract carries it.

import type { StoredValue } from '#domain/dictionary/field.ts';

export type CellValue = StoredValue;
type ListValue = Extract<StoredValue, readonly unknown[]>;

/** `Array.isArray` does not know read-only lists. */
export const isList = (value: CellValue | undefined): value is ListValue => Array.isArray(value);
