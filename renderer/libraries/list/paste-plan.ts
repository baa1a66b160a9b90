// What a paste would change: cells before and after, and the cells that cannot be read.

import type { Row } from '#domain/contract/query.ts';
import type { CellValue } from '../../ui/format/cell-value.ts';
import { parseText } from '../../ui/format/parse.ts';
import { rowId, rowText, rowVersion, type GridColumn } from '../../ui/grid/grid-column.ts';

export interface PlannedCell {
  readonly column: GridColumn;
  readonly before: string;
  /** The pasted text when it could not be read. */
  readonly after: string;
  readonly value: CellValue;
  readonly problem: string | null;
}

export interface PlannedRow {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly cells: readonly PlannedCell[];
}

export interface PastePlan {
  /** Rows with at least one cell that would change or could not be read. */
  readonly rows: readonly PlannedRow[];
  readonly changedCells: number;
  readonly refusedCells: number;
  /** Sentences about what lies outside the list. */
  readonly notices: readonly string[];
}

export interface PasteTarget {
  readonly rows: readonly Row[];
  /** Shown columns from the focused one on. */
  readonly columns: readonly GridColumn[];
  readonly titleField: string;
}

/** Lays clipboard cells over the list from the focused cell on. Nothing is written. */
export function planPaste(cells: readonly (readonly string[])[], target: PasteTarget): PastePlan {
  const { rows, columns, titleField } = target;
  const planned = rows.flatMap((row, index): PlannedRow[] => {
    const changes = (cells[index] ?? []).flatMap((text, offset): PlannedCell[] => {
      const column = columns[offset];
      return column === undefined ? [] : planCell(row, column, text);
    });
    return changes.length === 0 ? [] : [{ id: rowId(row), version: rowVersion(row), title: rowText(row, titleField), cells: changes }];
  });
  const all = planned.flatMap((row) => row.cells);
  const widest = Math.max(0, ...cells.map((line) => line.length));
  const notices: string[] = [];
  if (cells.length > rows.length) notices.push(`剪贴板有 ${cells.length} 行，列表从当前格往下只有 ${rows.length} 行，多出的行不粘贴。`);
  if (widest > columns.length) notices.push(`剪贴板有 ${widest} 列，从当前格往右只有 ${columns.length} 列，多出的列不粘贴。`);
  const refusedCells = all.filter(({ problem }) => problem !== null).length;
  return { rows: planned, changedCells: all.length - refusedCells, refusedCells, notices };
}

function planCell(row: Row, column: GridColumn, text: string): PlannedCell[] {
  const before = column.text(row);
  if (text === column.plain(row) || text === before) return [];
  if (!column.isEditable) return [{ column, before, after: text, value: null, problem: '这一列由系统产生或须在表单里填写，不能粘贴。' }];
  const parsed = parseText(column.field, text);
  if (!parsed.ok) return [{ column, before, after: text, value: null, problem: parsed.message }];
  const after = column.text({ ...row, [column.key]: parsed.value });
  return after === before ? [] : [{ column, before, after, value: parsed.value, problem: null }];
}
