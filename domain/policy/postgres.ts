// A predicate as a PostgreSQL boolean expression: for row rules on the data centre's side.

import { assertNever } from '../result.ts';
import type { FactId } from './facts.ts';
import type { Predicate } from './predicate.ts';

/**
 * The expression over the given columns, values as literals (a row rule takes no parameters). A fact without a column is
 * missing on every row. Never NULL: `IN` over a missing value is turned into false.
 */
export function postgresCondition(predicate: Predicate, columns: Readonly<Partial<Record<FactId, string>>>): string {
  switch (predicate.kind) {
    case 'always':
      return 'TRUE';
    case 'never':
      return 'FALSE';
    case 'all':
      return `(${predicate.of.map((part) => postgresCondition(part, columns)).join(' AND ')})`;
    case 'any':
      return `(${predicate.of.map((part) => postgresCondition(part, columns)).join(' OR ')})`;
    case 'one-of': {
      const column = columns[predicate.fact];
      if (column === undefined) return predicate.orMissing ? 'TRUE' : 'FALSE';
      const missing = predicate.orMissing ? 'TRUE' : 'FALSE';
      return predicate.values.length === 0
        ? `(${column} IS NULL AND ${missing})`
        : `coalesce(${column} IN (${predicate.values.map(literal).join(', ')}), ${missing})`;
    }
    default:
      return assertNever(predicate, 'predicate');
  }
}

/** Quotes doubled and backslashes left alone, as with `standard_conforming_strings` on; a zero byte cannot be written. */
function literal(value: string | number): string {
  if (typeof value === 'number') return String(value);
  if (value.includes('\0')) throw new RangeError('a literal cannot hold a zero byte');
  return `'${value.replaceAll("'", "''")}'`;
}
