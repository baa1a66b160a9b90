// What the grid knows about a column, and where its rows come from.

import type { Filter, Row, Sort } from '#domain/contract/query.ts';
import type { Field } from '#domain/dictionary/field.ts';
import type { Result } from '#domain/rpc/result-value.ts';

/** Which filter editor a column gets; null for kinds the host cannot compare. */
export type FilterKind = 'text' | 'choice' | 'money' | 'number' | 'date' | 'boolean';

export interface GridColumn {
  readonly field: Field;
  /** Key of the shown value in a row: the field itself, or the name beside a reference. */
  readonly key: string;
  readonly label: string;
  readonly unit: string | null;
  readonly isNumeric: boolean;
  readonly isEditable: boolean;
  readonly filterKind: FilterKind | null;
  readonly defaultWidth: number;
  /** As shown in the cell. */
  readonly text: (row: Row) => string;
  /** As copied: what Excel takes for a number stays a number. */
  readonly plain: (row: Row) => string;
}

/** How the columns stand: remembered per library. */
export interface ColumnLayout {
  /** Shown columns in order, by field id. */
  readonly shown: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

export interface GridQuestion {
  readonly filter: Filter;
  readonly sort: Sort;
}

export interface GridTotals {
  readonly count: number;
  readonly sums: Readonly<Record<string, number | null>>;
}

export interface GridPage {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly totals: GridTotals | null;
}

export interface FieldValue {
  readonly value: string | number | boolean | null;
  readonly label: string;
  readonly count: number;
}

export interface GridSource {
  readonly page: (question: GridQuestion & { offset: number; limit: number; totals: boolean }, signal: AbortSignal) => Promise<Result<GridPage>>;
  /** Ids of a stretch of the list, at most 100,000. */
  readonly ids: (question: GridQuestion & { offset: number; limit: number }) => Promise<Result<readonly string[]>>;
  readonly totals: (ids: readonly string[], signal: AbortSignal) => Promise<Result<GridTotals>>;
  readonly values: (field: string, contains: string, signal: AbortSignal) => Promise<Result<readonly FieldValue[]>>;
}

/** Text of a row's value; empty for what is no text. */
export function rowText(row: Row | null, key: string): string {
  const value = row?.[key];
  return typeof value === 'string' ? value : '';
}

export const rowId = (row: Row): string => rowText(row, 'id');
export const rowVersion = (row: Row): number => Number(row['version']);
