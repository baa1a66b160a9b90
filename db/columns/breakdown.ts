// A selection broken down by the values of one field: how many rows each has, and the sum of one measure.

import { codeItem } from '#domain/dictionary/code-tables/index.ts';
import type { Field } from '#domain/dictionary/field.ts';
import { isListField } from '../records/encode.ts';
import type { Column, NumberColumn } from './column.ts';
import { membersOf } from './members.ts';

export interface Share {
  readonly value: string | number | boolean | null;
  /** The name of a code; the value itself otherwise. */
  readonly label: string;
  readonly count: number;
  /** Sum of the measure over these rows; null when none has a value, or no measure was asked for. */
  readonly sum: number | null;
}

interface Tally {
  count: number;
  sum: number | null;
}

/**
 * Shares of the selected rows, most frequent first. A row with a list of values counts under each of them.
 * With `projects` (project number by ordinal) the measure belongs to the project and is summed once per project and value.
 */
export function breakDown(ordinals: Int32Array, column: Column, field: Field, measure: NumberColumn | null, projects?: Int32Array): Share[] {
  const summed = new Map<string | number | null, Set<number>>();
  const whole = new Map<string | number | null, Tally>();
  for (const ordinal of ordinals) {
    const value = valueAt(column, ordinal);
    const amount = measure?.numbers[ordinal] ?? Number.NaN;
    const counts = !Number.isNaN(amount) && (projects === undefined || isFirst(summed, value, projects[ordinal] ?? 0));
    add(whole, value, { count: 1, sum: counts ? amount : null });
  }
  const tallies = isListField(field) ? byMember(whole) : whole;
  const isBoolean = field.type.kind === 'boolean';
  return [...tallies]
    .map(([value, tally]): Share => ({ value: isBoolean && value !== null ? value === 1 : value, label: labelOf(field, value), ...tally }))
    .toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

function isFirst<K>(seen: Map<K, Set<number>>, value: K, project: number): boolean {
  let projects = seen.get(value);
  if (projects === undefined) {
    projects = new Set();
    seen.set(value, projects);
  }
  if (projects.has(project)) return false;
  projects.add(project);
  return true;
}

function valueAt(column: Column, ordinal: number): string | number | null {
  if (column.kind === 'text') return column.values[column.codes[ordinal] ?? -1] ?? null;
  const number = column.numbers[ordinal];
  return number === undefined || Number.isNaN(number) ? null : number;
}

function add<K>(tallies: Map<K, Tally>, key: K, { count, sum }: Tally): void {
  const known = tallies.get(key);
  if (known === undefined) tallies.set(key, { count, sum });
  else {
    known.count += count;
    known.sum = sum === null ? known.sum : (known.sum ?? 0) + sum;
  }
}

function byMember(whole: ReadonlyMap<string | number | null, Tally>): Map<string | null, Tally> {
  const tallies = new Map<string | null, Tally>();
  for (const [json, tally] of whole) for (const member of json === null ? [null] : new Set(membersOf(String(json)))) add(tallies, member, tally);
  return tallies;
}

function labelOf(field: Field, value: string | number | null): string {
  if (value === null) return '（空）';
  if (field.type.kind === 'code' || field.type.kind === 'codes') return codeItem(field.type.table, String(value))?.name ?? String(value);
  if (field.type.kind === 'boolean') return value === 1 ? '是' : '否';
  return String(value);
}
