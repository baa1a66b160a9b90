// Assembles the neutral workbook cell by cell and holds every reader to the same bounds.

import type { Cell, Merge, Sheet, TabularFormat, Workbook } from '#domain/tabular/sheet.ts';
import { readLimits } from './read-limits.ts';
import { ReadProblem } from './read-problem.ts';

/** What all sheets of a workbook share: formula count, notices, and the bound on cells. */
export class WorkbookBuilder {
  readonly #sheets: Sheet[] = [];
  readonly #notices: string[] = [];
  #cells = 0;
  formulaCells = 0;
  formulasWithoutValue = 0;

  countCell(): void {
    if (++this.#cells > readLimits.cells) throw new ReadProblem('spreadsheet_too_large', `单元格超过 ${readLimits.cells} 个`);
  }

  notice(text: string): void {
    this.#notices.push(text);
  }

  addSheet(sheet: Sheet): void {
    if (this.#sheets.length >= readLimits.sheets) throw new ReadProblem('spreadsheet_too_large', `工作表超过 ${readLimits.sheets} 个`);
    this.#sheets.push(sheet);
  }

  finish(format: TabularFormat, encoding?: string): Workbook {
    const notices = [...this.#notices];
    if (this.formulasWithoutValue > 0) {
      notices.push(`${this.formulasWithoutValue} 个公式单元格没有保存计算结果，按空白处理。请在 Excel 中打开并保存一次后再导入。`);
    }
    const workbook = { format, sheets: this.#sheets, formulaCells: this.formulaCells - this.formulasWithoutValue, notices };
    return encoding === undefined ? workbook : { ...workbook, encoding };
  }
}

/** One sheet while it is being read. Coordinates are zero-based. */
export class SheetBuilder {
  readonly #workbook: WorkbookBuilder;
  readonly #rows: (Cell | undefined)[][] = [];
  readonly #merges: Merge[] = [];
  readonly #hiddenRows: number[] = [];

  constructor(workbook: WorkbookBuilder) {
    this.#workbook = workbook;
  }

  /** Puts a value; empty ones take no room. Throws `ReadProblem` outside the bounds of a sheet. */
  set(row: number, column: number, value: Cell): void {
    if (value === null || value === '') return;
    if (row >= readLimits.rows) throw new ReadProblem('spreadsheet_too_large', `超过 ${readLimits.rows} 行`);
    if (column >= readLimits.columns) throw new ReadProblem('spreadsheet_too_large', `超过 ${readLimits.columns} 列`);
    if (typeof value === 'string' && value.length > readLimits.cellCharacters) {
      throw new ReadProblem('spreadsheet_too_large', `第 ${row + 1} 行第 ${column + 1} 列超过 ${readLimits.cellCharacters} 个字符`);
    }
    this.#workbook.countCell();
    const cells = (this.#rows[row] ??= []);
    cells[column] = value;
  }

  merge(block: Merge): void {
    if (block.top === block.bottom && block.left === block.right) return;
    if (this.#merges.length >= readLimits.merges) throw new ReadProblem('spreadsheet_too_large', `合并单元格超过 ${readLimits.merges} 处`);
    this.#merges.push(block);
  }

  hideRow(row: number): void {
    this.#hiddenRows.push(row);
  }

  finish(name: string, visibility: Sheet['visibility']): void {
    this.#workbook.addSheet({ name, visibility, rows: this.#rows, merges: this.#merges, hiddenRows: this.#hiddenRows });
  }
}
