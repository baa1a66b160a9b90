// A row filter as data: what SQLite and PostgreSQL conditions are compiled from, and its plain interpretation.

import { assertNever } from '../result.ts';
import type { FactId, Facts } from './facts.ts';

/** No negation, so that a missing value (NULL) can only make a row disappear, never appear. */
export type Predicate =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Predicate[] }
  /** The fact is one of the values, or missing where that is said to count. */
  | { readonly kind: 'one-of'; readonly fact: FactId; readonly values: readonly (string | number)[]; readonly orMissing: boolean };

export const always: Predicate = { kind: 'always' };
export const never: Predicate = { kind: 'never' };

/** Conjunction, without what does not matter. */
export function all(parts: readonly Predicate[]): Predicate {
  if (parts.some(({ kind }) => kind === 'never')) return never;
  const of = distinct(parts.filter(({ kind }) => kind !== 'always'));
  const [only] = of;
  return only === undefined ? always : of.length === 1 ? only : { kind: 'all', of };
}

/** Disjunction, without what does not matter. */
export function any(parts: readonly Predicate[]): Predicate {
  if (parts.some(({ kind }) => kind === 'always')) return always;
  const of = distinct(parts.filter(({ kind }) => kind !== 'never'));
  const [only] = of;
  return only === undefined ? never : of.length === 1 ? only : { kind: 'any', of };
}

const distinct = (parts: readonly Predicate[]): readonly Predicate[] => [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];

/** Whether a row with these facts satisfies the predicate. */
export function satisfies(facts: Facts, predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'all':
      return predicate.of.every((part) => satisfies(facts, part));
    case 'any':
      return predicate.of.some((part) => satisfies(facts, part));
    case 'one-of': {
      const value = facts[predicate.fact];
      return value === null ? predicate.orMissing : predicate.values.includes(value);
    }
    default:
      return assertNever(predicate, 'predicate');
  }
}
