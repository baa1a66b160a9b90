// A sheet as the recogniser looks at it: trimmed to its content, with merged blocks answered per cell.

import type { Cell, Merge, Sheet } from '../sheet.ts';
import { textOf } from './cell-text.ts';

const NO_MERGES: readonly Merge[] = [];
/** Merges are listed per row; a hostile file may declare more of them than any table has. */
const MERGED_ROWS_LIMIT = 4_000_000;

export class Grid {
  readonly name: string;
  /** One past the last row that holds anything. */
  readonly rowCount: number;
  /** One past the last column that holds anything. */
  readonly width: number;
  /** First column that is looked at; more than 0 in a window. */
  readonly left: number;
  readonly #sheet: Sheet;
  readonly #rows: Sheet['rows'];
  readonly #mergesByRow: ReadonlyMap<number, readonly Merge[]>;

  /** `window` limits the view to columns left ≤ c < right; column numbers stay those of the sheet. */
  constructor(sheet: Sheet, window?: { readonly left: number; readonly right: number }) {
    this.name = sheet.name;
    this.#sheet = sheet;
    this.#rows = sheet.rows;
    const extent = measure(sheet.rows);
    this.rowCount = withMergedTail(sheet, extent.rowCount);
    this.left = window?.left ?? 0;
    this.width = Math.min(extent.width, window?.right ?? extent.width);
    this.#mergesByRow = listMerges(sheet.merges, this.rowCount);
  }

  /** The same sheet seen through some of its columns: one of several tables printed side by side. */
  window(left: number, right: number): Grid {
    return new Grid(this.#sheet, { left, right });
  }

  /** The merged block over a cell, or undefined. */
  block(row: number, column: number): Merge | undefined {
    for (const merge of this.#mergesByRow.get(row) ?? NO_MERGES) {
      if (column >= merge.left && column <= merge.right) return merge;
    }
    return undefined;
  }

  hasMerges(row: number): boolean {
    return this.#mergesByRow.has(row);
  }

  /** The cell itself; null inside a merged block except at its top left corner. */
  cell(row: number, column: number): Cell {
    if (column < this.left || column >= this.width) return null;
    const value = this.#rows[row]?.[column] ?? null;
    if (value === null || !this.#mergesByRow.has(row)) return value;
    const block = this.block(row, column);
    return block === undefined || (block.top === row && block.left === column) ? value : null;
  }

  text(row: number, column: number): string {
    return textOf(this.cell(row, column));
  }

  /** The cell, or the value a vertical merge brings down to it. */
  reachingCell(row: number, column: number): Cell {
    const block = this.#mergesByRow.has(row) ? this.block(row, column) : undefined;
    return block === undefined || block.left !== column ? this.cell(row, column) : this.cell(block.top, block.left);
  }

  /** The text of the merged block over the cell, from whichever side it comes. */
  coveringText(row: number, column: number): string {
    const block = this.block(row, column);
    return block === undefined ? this.text(row, column) : this.text(block.top, block.left);
  }

  /** Columns of a row that hold text, a number or a date, left to right. */
  filled(row: number): number[] {
    const cells = this.#rows[row];
    const columns: number[] = [];
    if (cells === undefined) return columns;
    const end = Math.min(cells.length, this.width);
    for (let column = this.left; column < end; column += 1) {
      if (holdsSomething(cells[column]) && this.cell(row, column) !== null) columns.push(column);
    }
    return columns;
  }
}

function holdsSomething(cell: Cell | undefined): boolean {
  if (cell === null || cell === undefined) return false;
  return typeof cell === 'string' ? cell.trim() !== '' : typeof cell !== 'object' || 'date' in cell;
}

function measure(rows: Sheet['rows']): { rowCount: number; width: number } {
  let rowCount = 0;
  let width = 0;
  rows.forEach((cells, row) => {
    if (cells === undefined) return;
    let last = cells.length;
    while (last > 0 && !holdsSomething(cells[last - 1])) last -= 1;
    if (last > 0) rowCount = row + 1;
    if (last > width) width = last;
  });
  return { rowCount, width };
}

/** The last written cell may be merged down over rows that hold nothing of their own. */
function withMergedTail(sheet: Sheet, rowCount: number): number {
  const tails = sheet.merges.filter((merge) => merge.top < rowCount && merge.bottom >= rowCount && merge.bottom - merge.top < 100);
  return tails.filter((merge) => holdsSomething(sheet.rows[merge.top]?.[merge.left])).reduce((last, merge) => Math.max(last, merge.bottom + 1), rowCount);
}

function listMerges(merges: readonly Merge[], rowCount: number): ReadonlyMap<number, readonly Merge[]> {
  const byRow = new Map<number, Merge[]>();
  let listed = 0;
  for (const merge of merges) {
    const bottom = Math.min(merge.bottom, rowCount - 1);
    listed += bottom - merge.top + 1;
    if (listed > MERGED_ROWS_LIMIT) break;
    for (let row = merge.top; row <= bottom; row += 1) {
      const list = byRow.get(row);
      if (list === undefined) byRow.set(row, [merge]);
      else list.push(merge);
    }
  }
  return byRow;
}
