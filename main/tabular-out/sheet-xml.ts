// One worksheet as XML, a row at a time: header block, data rows, notes, and what Excel wants after the rows.

import { absoluteBlock, block, columnLetters, sheetPrefix } from './cell-reference.ts';
import {
  type CellPlace,
  booleanText,
  checkNumber,
  checkRowWidth,
  checkTextLength,
  dateSerial,
  isNumberFormat,
  numberText,
  startsLikeFormula,
} from './cell-value.ts';
import { type CellValue, type ColumnSpec, type SheetSpec, excelLimits } from './sheet-spec.ts';
import { rowHeight, wrappedLines } from './row-height.ts';
import { cellStyle, columnStyle, textStyle, type TextStyle } from './style-table.ts';
import { textElement, xmlText } from './xml-text.ts';

/** A name of the workbook that points into a sheet; `local` names belong to the sheet itself. */
export interface DefinedName {
  readonly name: string;
  readonly refersTo: string;
  readonly local?: 'shown' | 'hidden';
}

const PAPER = { A4: 9, A3: 8 } as const;
const ROW_POINTS = { title: 36, unitLine: 20, header: 33 } as const;

/** Number of rows above the data: title, unit line, mark, groups, headers. */
function headerRowCount(spec: SheetSpec): number {
  return [spec.title !== undefined, spec.unitLine !== undefined, spec.markLine !== undefined, hasGroups(spec), true].filter(Boolean).length;
}

const hasGroups = (spec: SheetSpec): boolean => spec.columns.some((column) => column.group !== undefined);

/** Writes one worksheet. Call `head` once, `row` for each data row while `isFull` is false, `tail` once, then read `definedNames`. */
export class SheetXml {
  readonly #spec: SheetSpec;
  readonly #headerRows: number;
  readonly #lastColumn: number;
  readonly #merges: string[] = [];
  /** The unchanging start of each column's cells, `<c r="AB`. */
  readonly #cellStarts: readonly string[];
  readonly #formatStyles: readonly number[];
  /** For each column the last row that holds something; ends the range a validation lists. */
  readonly #lastFilled: number[];
  /** The row written last. */
  #row: number;

  constructor(spec: SheetSpec) {
    this.#spec = spec;
    this.#headerRows = headerRowCount(spec);
    this.#lastColumn = spec.columns.length - 1;
    this.#cellStarts = spec.columns.map((_, index) => `<c r="${columnLetters(index)}`);
    this.#formatStyles = spec.columns.map((column) => cellStyle(column.format));
    this.#lastFilled = spec.columns.map(() => this.#headerRows + 1);
    this.#row = this.#headerRows;
  }

  get #firstDataRow(): number {
    return this.#headerRows + 1;
  }

  /** True when another row would leave no room for the notes. */
  get isFull(): boolean {
    return this.#row >= excelLimits.rows - (this.#spec.notes?.length ?? 0);
  }

  /** Everything up to the first data row. `selected`: the sheet Excel opens on. */
  head(selected: boolean): string {
    const { columns, print } = this.#spec;
    const cols = columns.map((column, index) => {
      const hidden = column.hidden === true ? ' hidden="1"' : '';
      return `<col min="${index + 1}" max="${index + 1}" width="${column.width}" style="${columnStyle(column.format)}"${hidden} customWidth="1"/>`;
    });
    return (
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      (print === undefined ? '' : '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>') +
      `<sheetViews><sheetView${selected ? ' tabSelected="1"' : ''} workbookViewId="0">${this.#pane()}</sheetView></sheetViews>` +
      `<sheetFormatPr defaultRowHeight="18"/><cols>${cols.join('')}</cols><sheetData>${this.#headerBlock()}`
    );
  }

  /**
   * One data row; values beyond the last given are empty.
   * @throws AppError `bad_input` or `too_large` with sheet, row and column when a value cannot stand in its cell
   */
  row(values: readonly CellValue[]): string {
    this.#row++;
    const columns = this.#spec.columns;
    checkRowWidth(values, columns.length, { sheet: this.#spec.name, row: this.#row });
    let xml = '';
    let lines = 1;
    let index = 0;
    for (const column of columns) {
      const value = values[index] ?? null;
      if (column.format === 'text' && typeof value === 'string') lines = Math.max(lines, wrappedLines(value, column.width));
      if (value !== null && value !== '') this.#lastFilled[index] = this.#row;
      xml += `${this.#cellStarts[index]}${this.#row}" ${this.#cellRest(value, column, this.#formatStyles[index] ?? 0)}`;
      index++;
    }
    return rowXml(this.#row, lines === 1 ? undefined : rowHeight(lines), xml);
  }

  /** The notes when this is where the rows end, then everything Excel expects after the rows, in the order of the schema (CT_Worksheet). */
  tail(mark: string | undefined, withNotes: boolean): string {
    const { autoFilter, print } = this.#spec;
    const notes = withNotes ? (this.#spec.notes ?? []).map((note, index) => this.#lineAcross(this.#row + 1 + index, note)) : [];
    const data = this.#row < this.#firstDataRow ? undefined : block(0, this.#firstDataRow, this.#lastColumn, this.#row);
    return (
      `${notes.join('')}</sheetData>${autoFilter === true ? `<autoFilter ref="${block(0, this.#headerRows, this.#lastColumn, this.#row)}"/>` : ''}` +
      (this.#merges.length === 0
        ? ''
        : `<mergeCells count="${this.#merges.length}">${this.#merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`) +
      this.#validations() +
      '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>' +
      (print === undefined ? '' : `<pageSetup paperSize="${PAPER[print.paper]}" orientation="${print.orientation}" fitToWidth="1" fitToHeight="0"/>`) +
      headerAndFooter(print?.pageNumbers === true, mark) +
      // Codes and identity numbers are text on purpose: no green corners.
      (data === undefined ? '' : `<ignoredErrors><ignoredError sqref="${data}" numberStoredAsText="1"/></ignoredErrors>`) +
      '</worksheet>'
    );
  }

  /** Names to declare in the workbook; complete once the rows are written. */
  definedNames(): DefinedName[] {
    const { name: sheet, columns, autoFilter, print } = this.#spec;
    const names: DefinedName[] = [];
    if (autoFilter === true) {
      names.push({ name: '_xlnm._FilterDatabase', refersTo: absoluteBlock(sheet, 0, this.#headerRows, this.#lastColumn, this.#row), local: 'hidden' });
    }
    if (print?.repeatHeader === true) names.push({ name: '_xlnm.Print_Titles', refersTo: `${sheetPrefix(sheet)}$1:$${this.#headerRows}`, local: 'shown' });
    columns.forEach(({ rangeName }, index) => {
      if (rangeName === undefined) return;
      names.push({ name: rangeName, refersTo: absoluteBlock(sheet, index, this.#firstDataRow, index, this.#lastFilled[index] ?? this.#firstDataRow) });
    });
    return names;
  }

  /** What follows `<c r="B5" `: style, type and content of one cell. */
  #cellRest(value: CellValue, column: ColumnSpec, style: number): string {
    if (value === null || value === '') return `s="${style}"/>`;
    if (typeof value === 'number') {
      checkNumber(value, column.format, () => this.#place(column));
      if (isNumberFormat(column.format)) return `s="${style}"><v>${numberText(value, column.format)}</v></c>`;
      return textCell(String(value), 'text');
    }
    if (typeof value === 'boolean') return textCell(booleanText(value), 'centeredText');
    if (column.format === 'date') {
      const serial = dateSerial(value);
      if (serial !== undefined) return `s="${style}"><v>${serial}</v></c>`;
    }
    checkTextLength(value, () => this.#place(column));
    return textCell(value, column.format === 'date' || column.format === 'month' ? 'centeredText' : 'text');
  }

  #place(column: ColumnSpec): CellPlace {
    return { sheet: this.#spec.name, row: this.#row, column: column.header };
  }

  #headerBlock(): string {
    const { title, unitLine, markLine, columns } = this.#spec;
    let rowNumber = 0;
    let xml = '';
    const line = (text: string, style: TextStyle, height: number): void => {
      rowNumber++;
      this.#merge(0, rowNumber, this.#lastColumn, rowNumber);
      xml += rowXml(rowNumber, height, headerCell(0, rowNumber, text, style));
    };
    if (title !== undefined) line(title, 'title', ROW_POINTS.title);
    if (unitLine !== undefined) line(unitLine, 'unitLine', ROW_POINTS.unitLine);
    if (markLine !== undefined) line(markLine, 'unitLine', ROW_POINTS.unitLine);

    if (hasGroups(this.#spec)) {
      rowNumber++;
      const groupRow = rowNumber;
      this.#mergeGroups(groupRow);
      // A column without a group carries its header here, merged with the row below.
      const cells = columns.map((column, index) => headerCell(index, groupRow, this.#startsGroup(index) ? (column.group ?? column.header) : null, 'header'));
      xml += rowXml(groupRow, ROW_POINTS.header, cells.join(''));
    }
    rowNumber++;
    const headerRow = rowNumber;
    const covered = (column: ColumnSpec): boolean => hasGroups(this.#spec) && column.group === undefined;
    const cells = columns.map((column, index) => headerCell(index, headerRow, covered(column) ? null : column.header, 'header'));
    const lines = Math.max(...columns.map((column) => wrappedLines(column.header, column.width)));
    return xml + rowXml(headerRow, Math.max(ROW_POINTS.header, rowHeight(lines)), cells.join(''));
  }

  #startsGroup(index: number): boolean {
    const group = this.#spec.columns[index]?.group;
    return group === undefined || index === 0 || this.#spec.columns[index - 1]?.group !== group;
  }

  #mergeGroups(groupRow: number): void {
    const { columns } = this.#spec;
    let start = 0;
    columns.forEach((column, index) => {
      if (this.#startsGroup(index)) start = index;
      if (column.group === undefined) this.#merge(index, groupRow, index, groupRow + 1);
      else if (index === this.#lastColumn || this.#startsGroup(index + 1)) this.#merge(start, groupRow, index, groupRow);
    });
  }

  /** A note under the data, over the whole width. */
  #lineAcross(row: number, text: string): string {
    this.#merge(0, row, this.#lastColumn, row);
    const width = this.#spec.columns.reduce((sum, column) => sum + (column.hidden === true ? 0 : column.width), 0);
    return rowXml(row, rowHeight(wrappedLines(text, width)), headerCell(0, row, text, 'note'));
  }

  #merge(left: number, top: number, right: number, bottom: number): void {
    if (left !== right || top !== bottom) this.#merges.push(block(left, top, right, bottom));
  }

  #pane(): string {
    const { freeze } = this.#spec;
    if (freeze === undefined) return '';
    const rows = freeze.rows === 'header' ? this.#headerRows : freeze.rows;
    if (rows === 0 && freeze.columns === 0) return '';
    const pane = rows === 0 ? 'topRight' : freeze.columns === 0 ? 'bottomLeft' : 'bottomRight';
    const split = `${freeze.columns === 0 ? '' : ` xSplit="${freeze.columns}"`}${rows === 0 ? '' : ` ySplit="${rows}"`}`;
    return `<pane${split} topLeftCell="${columnLetters(freeze.columns)}${rows + 1}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`;
  }

  #validations(): string {
    const rules = this.#spec.columns.flatMap(({ validation }, index) => {
      if (validation === undefined) return [];
      // To the last row of the sheet, so that rows a person adds are checked too.
      const range = block(index, this.#firstDataRow, index, excelLimits.rows);
      return [
        `<dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="不在字典中" error="请从下拉列表中选择。" sqref="${range}">` +
          `<formula1>${xmlText(validation.list)}</formula1></dataValidation>`,
      ];
    });
    return rules.length === 0 ? '' : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`;
  }
}

const textCell = (text: string, style: TextStyle): string => `s="${textStyle(style, startsLikeFormula(text))}" t="inlineStr"><is>${textElement(text)}</is></c>`;

function headerCell(column: number, row: number, text: string | null, style: TextStyle): string {
  const start = `<c r="${columnLetters(column)}${row}" `;
  return start + (text === null ? `s="${textStyle(style, false)}"/>` : textCell(text, style));
}

/** Without a height of its own a row has the sheet's default. Not a "custom" height: Excel fits the row anew when a person edits it. */
function rowXml(row: number, points: number | undefined, cells: string): string {
  return `<row r="${row}"${points === undefined ? '' : ` ht="${points}"`}>${cells}</row>`;
}

/** The mark of this export above at the right and below at the left, below in the middle the page; `&` introduces a code and is doubled in text. */
function headerAndFooter(pageNumbers: boolean, mark: string | undefined): string {
  const text = mark?.replaceAll('&', '&&');
  const header = text === undefined ? '' : `<oddHeader>${xmlText(`&R${text}`)}</oddHeader>`;
  const below = `${text === undefined ? '' : `&L${text}`}${pageNumbers ? '&C第 &P 页 共 &N 页' : ''}`;
  const footer = below === '' ? '' : `<oddFooter>${xmlText(below)}</oddFooter>`;
  return header + footer === '' ? '' : `<headerFooter>${header}${footer}</headerFooter>`;
}
