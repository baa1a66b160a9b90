// Conditions of a list's filter: per field, and in words.

import type { Condition, Filter } from '#domain/contract/query.ts';
import { moneyText } from '../format/values.ts';
import { countText } from '../format/numbers.ts';
import type { GridColumn } from './grid-column.ts';

const namedItems = 3;

export const conditionsOf = (filter: Filter, field: string): Filter => filter.filter((condition) => condition.field === field);

/** The filter with the conditions of one field replaced. */
export const withConditions = (filter: Filter, field: string, conditions: Filter): Filter => [
  ...filter.filter((condition) => condition.field !== field),
  ...conditions,
];

/** What a condition says, without the column's name: 「≥ 1,000 万元」. */
export function conditionText(column: GridColumn, condition: Condition): string {
  switch (condition.op) {
    case 'contains':
      return `含“${condition.value}”`;
    case 'starts':
      return `以“${condition.value}”开头`;
    case 'empty':
      return '未填';
    case 'not_empty':
      return '已填';
    case 'eq':
      return scalarText(column, condition.value);
    case 'ne':
      return `不是${scalarText(column, condition.value)}`;
    case 'in':
      return itemsText(column, condition.value);
    case 'not_in':
      return `不含${itemsText(column, condition.value)}`;
    case 'between':
      return rangeText(column, condition.value);
  }
}

function itemsText(column: GridColumn, values: readonly (string | number | boolean)[]): string {
  const names = values.slice(0, namedItems).map((value) => scalarText(column, value));
  return values.length > namedItems ? `${names.join('、')} 等 ${values.length} 项` : names.join('、');
}

function rangeText(column: GridColumn, [from, to]: readonly [string | number | null, string | number | null]): string {
  const unit = column.unit === null ? '' : ` ${column.unit}`;
  if (from === null) return to === null ? '' : `≤ ${scalarText(column, to)}${unit}`;
  if (to === null) return `≥ ${scalarText(column, from)}${unit}`;
  return from === to ? `${scalarText(column, from)}${unit}` : `${scalarText(column, from)} 至 ${scalarText(column, to)}${unit}`;
}

function scalarText(column: GridColumn, value: string | number | boolean): string {
  const { type } = column.field;
  if (typeof value === 'number' && type.kind === 'money') return moneyText(value);
  if (typeof value === 'number' && type.kind !== 'year' && type.kind !== 'decimal' && type.kind !== 'percent') return countText(value);
  return column.text({ [column.key]: value });
}

/** The condition that keeps the rows with this value, or, negated, the others. */
export function conditionForValue(column: GridColumn, value: unknown, negated: boolean): Condition | null {
  const field = column.key;
  if (value === null || value === undefined || value === '') return { field, op: negated ? 'not_empty' : 'empty' };
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null;
  return { field, op: negated ? 'ne' : 'eq', value };
}
