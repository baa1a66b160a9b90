// What a list must answer, worked out slowly from the rows themselves: the yardstick of the in-memory columns.

import { isProjectFigure } from '#domain/dictionary/project-figures.ts';
import type { Condition, Filter, Sort } from '#domain/contract/query.ts';
import { codeTable } from '#domain/dictionary/code-tables/index.ts';
import type { Field, StoredValue } from '#domain/dictionary/field.ts';
import type { Library } from '#domain/dictionary/index.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import type { Row } from '#db/records/read.ts';

/** The field an identifier of a list means; names of references count as texts. */
function fieldOf(library: Library, identifier: string): Field {
  const found = library.fields.find((field) => field.id === identifier || (field.type.kind === 'ref' && refNameId(field) === identifier));
  if (found === undefined) throw new Error(`no field ${identifier}`);
  return found;
}

const isCounted = ({ type: { kind } }: Field): boolean => ['money', 'integer', 'decimal', 'percent', 'year', 'boolean'].includes(kind);

/** A value as text; objects as JSON. */
const textOf = (value: unknown): string => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));

const textsIn = (value: StoredValue): string[] => (Array.isArray(value) ? value.map(textOf) : [textOf(value)]);

function holds(field: Field, value: StoredValue, condition: Condition): boolean {
  switch (condition.op) {
    case 'empty':
      return value === null;
    case 'not_empty':
      return value !== null;
    case 'ne':
      return !holds(field, value, { ...condition, op: 'eq' });
    case 'not_in':
      return !holds(field, value, { ...condition, op: 'in' });
    case 'eq':
      return holds(field, value, { ...condition, op: 'in', value: [condition.value] });
    case 'in':
      if (value === null) return false;
      return isCounted(field)
        ? condition.value.some((wanted) => wanted !== '' && Number(wanted) === Number(value))
        : condition.value.some((wanted) => textsIn(value).includes(String(wanted)));
    case 'contains':
      return (
        value !== null && textsIn(typeof value === 'boolean' ? Number(value) : value).some((text) => text.toLowerCase().includes(condition.value.toLowerCase()))
      );
    case 'starts':
      return value !== null && textsIn(typeof value === 'boolean' ? Number(value) : value).some((text) => text.startsWith(condition.value));
    case 'between': {
      const [from, to] = condition.value;
      if (value === null) return false;
      if (isCounted(field)) return (from === null || Number(value) >= Number(from)) && (to === null || Number(value) <= Number(to));
      return (from === null || lastDay(textOf(value)) >= firstDay(String(from))) && (to === null || firstDay(textOf(value)) <= lastDay(String(to)));
    }
  }
}

/** First and last day a year, a month or a day stands for. */
const firstDay = (partial: string): string => `${partial}-01-01`.slice(0, 10);
const lastDay = (partial: string): string => (partial.length === 4 ? `${partial}-12-31` : `${partial}-31`).slice(0, 10);

function compare(field: Field, a: StoredValue, b: StoredValue): number {
  if (isCounted(field)) return Number(a) - Number(b);
  if (field.type.kind === 'code') {
    const order = codeTable(field.type.table).items.map(({ code }) => code);
    const place = (code: StoredValue): number => (order.includes(textOf(code)) ? order.indexOf(textOf(code)) : order.length);
    if (place(a) !== place(b)) return place(a) - place(b);
  }
  const [left, right] = [a, b].map(textOf);
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1;
}

/** The rows a filter leaves, in the order of the sort; equal rows stay in entry order, empty values come last either way. */
export function selected(library: Library, rows: readonly Row[], filter: Filter, sort: Sort): Row[] {
  const kept = rows.filter((row) => filter.every((condition) => holds(fieldOf(library, condition.field), row[condition.field] ?? null, condition)));
  return kept.toSorted((a, b) => {
    for (const { field, descending } of sort) {
      const [left, right] = [a[field] ?? null, b[field] ?? null];
      if (left === null && right === null) continue;
      if (left === null) return 1;
      if (right === null) return -1;
      const order = compare(fieldOf(library, field), left, right);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

/** Sums of the measures a list shows; null where no row has a value. */
export function sums(library: Library, rows: readonly Row[]): Record<string, number | null> {
  const measures = library.fields.filter(({ role, column, type }) => role === 'measure' && column !== undefined && type.kind === 'money');
  const once = [...new Map(rows.toReversed().map((row) => [row['project_id'] ?? row['id'], row])).values()];
  return Object.fromEntries(
    measures.map(({ id }) => {
      const counted = isProjectFigure(id) ? once : rows;
      const values = counted.flatMap((row) => (typeof row[id] === 'number' ? [row[id]] : []));
      return [id, values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0)];
    }),
  );
}

/** How often each value occurs; a list counts for each of its members. */
export function counts(rows: readonly Row[], field: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) {
    const value = row[field] ?? null;
    for (const member of value === null ? ['null'] : new Set(textsIn(value))) found.set(member, (found.get(member) ?? 0) + 1);
  }
  return found;
}
