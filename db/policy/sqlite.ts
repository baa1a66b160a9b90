// A predicate as a SQLite condition with bound values, over the columns where a library keeps its facts.

import type { FactId } from '#domain/policy/facts.ts';
import type { Predicate } from '#domain/policy/predicate.ts';
import { assertNever } from '#domain/result.ts';

export interface SqlCondition {
  /** Never pasted values: one `?` per parameter, in order. */
  readonly sql: string;
  readonly params: readonly (string | number)[];
}

/** SQL of each fact; a fact without a column is missing on every row of the library. */
export type FactColumns = Readonly<Partial<Record<FactId, string>>>;

export function sqliteCondition(predicate: Predicate, columns: FactColumns): SqlCondition {
  switch (predicate.kind) {
    case 'always':
      return { sql: '1', params: [] };
    case 'never':
      return { sql: '0', params: [] };
    case 'all':
    case 'any': {
      const parts = predicate.of.map((part) => sqliteCondition(part, columns));
      return { sql: `(${parts.map(({ sql }) => sql).join(predicate.kind === 'all' ? ' AND ' : ' OR ')})`, params: parts.flatMap(({ params }) => params) };
    }
    case 'one-of': {
      const column = columns[predicate.fact];
      if (column === undefined) return { sql: predicate.orMissing ? '1' : '0', params: [] };
      const isOne = `${column} IN (${predicate.values.map(() => '?').join(', ')})`;
      return { sql: predicate.orMissing ? `(${column} IS NULL OR ${isOne})` : isOne, params: predicate.values };
    }
    default:
      return assertNever(predicate, 'predicate');
  }
}
