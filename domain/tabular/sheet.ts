// The neutral shape of a spreadsheet after reading: what every reader produces and every recogniser takes.

/**
 * One cell as read. `null` is an empty cell. Numbers are the stored number, never the formatted text.
 * Dates arrive as `{ date }` (ISO `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm:ss`), because Excel stores them as numbers
 * and only the number format tells. `{ error }` is an Excel error value such as `#REF!`.
 */
export type Cell = string | number | boolean | null | { readonly date: string } | { readonly error: string };

/** A merged block, zero-based, inclusive. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Sheet {
  readonly name: string;
  /** `visible`, `hidden` or `very_hidden` as the workbook declares it. */
  readonly visibility: 'visible' | 'hidden' | 'very_hidden';
  /**
   * Sparse rows: `rows[r]` is the cells of physical row `r` (zero-based, Excel row is r+1) or undefined when the row
   * holds nothing. Inside a row, `cells[c]` may be undefined or null for an empty cell.
   */
  readonly rows: readonly (readonly (Cell | undefined)[] | undefined)[];
  readonly merges: readonly Merge[];
  /** Rows the user hid (filter or by hand), zero-based. They are read like any other; recognisers may say so. */
  readonly hiddenRows: readonly number[];
}

export type TabularFormat = 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'csv' | 'html' | 'spreadsheetml';

export interface Workbook {
  readonly format: TabularFormat;
  /** Text encoding for csv and html (`utf-8`, `gb18030`, `utf-16le`, …). */
  readonly encoding?: string;
  readonly sheets: readonly Sheet[];
  /** Cells whose formula was ignored and whose cached value was taken. */
  readonly formulaCells: number;
  /** Things a person should know, in Chinese (a sheet was skipped because it is a chart, …). */
  readonly notices: readonly string[];
}
