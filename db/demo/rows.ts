// A generated row: field identifiers to stored values, before it is written into columns.

import type { StoredValue } from '#domain/dictionary/field.ts';

export type Values = Record<string, StoredValue>;
