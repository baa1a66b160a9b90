// Reads a sheet this workstation exported: by its own headers and cell forms, so that nothing in it is guessed.

import type { Field } from '#domain/dictionary/field.ts';
import type { Library } from '#domain/dictionary/index.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import { isDemoId } from '#domain/secrecy/demo-data.ts';
import { recordIdHeader } from '#domain/dictionary/record-id-column.ts';
import type { Cell, Sheet } from '#domain/tabular/sheet.ts';
import { columnLetter, textOf } from '#domain/tabular/understand/cell-text.ts';
import type {
  ClassifiedRow,
  ImportTarget,
  StoredCell,
  UnderstandOptions,
  UnderstandProblem,
  UnderstoodColumn,
  UnderstoodProject,
  UnderstoodSheet,
} from '#domain/tabular/understand/index.ts';
import { readValue, type ReadContext } from '#domain/tabular/understand/read-values.ts';
import { exportedHeader, storedIn } from '../exports/exported-form.ts';

/** Title and unit line stand above the header; a person may have added a few lines more. */
const headerWithin = 10;

interface Column extends UnderstoodColumn {
  readonly target: ImportTarget | null;
  /** Absent for the record's identifier. */
  readonly dictionaryField: Field | null;
  readonly context: ReadContext;
}

/** Zero-based row of the header that carries the record identifier; undefined for any other sheet. */
export function exportedHeaderRow(sheet: Sheet): number | undefined {
  const row = sheet.rows.slice(0, headerWithin).findIndex((cells) => cells?.some((cell) => cell === recordIdHeader) === true);
  return row === -1 ? undefined : row;
}

/** Whether a sheet was exported from demonstration data: it says so above its header, and its records' identifiers do whatever a person removed. */
export function isDemoExport(sheet: Sheet): boolean {
  const headerRow = exportedHeaderRow(sheet);
  if (headerRow === undefined) return false;
  const column = sheet.rows[headerRow]?.findIndex((cell) => cell === recordIdHeader) ?? -1;
  const saysSo = sheet.rows.slice(0, headerRow).some((cells) => cells?.some((cell) => typeof cell === 'string' && cell.includes('演示数据')) === true);
  return saysSo || sheet.rows.slice(headerRow + 1).some((cells) => isDemoId(cells?.[column]));
}

/**
 * Every row under the header is a record, whatever its name looks like (合计, 一、……). Columns a person added are left out
 * and said so; cells a person changed are read as in any other list.
 */
export function readExportedSheet(sheet: Sheet, headerRow: number, library: Library, options: UnderstandOptions): UnderstoodSheet {
  const columns = columnsOf(sheet.rows[headerRow] ?? [], library, options);
  const problems: UnderstandProblem[] = columns
    .filter(({ field, dictionaryField, header }) => field === null && dictionaryField === null && header !== '')
    .map(({ letter, header }) => ({
      sheet: sheet.name,
      row: headerRow + 1,
      column: letter,
      code: 'column_unknown',
      severity: 'warning',
      message: `“${header}”不是“${library.label}”导出表中的列，这一列没有读取。`,
    }));
  const rows: ClassifiedRow[] = [];
  const projects: UnderstoodProject[] = [];
  for (const [index, cells] of sheet.rows.entries()) {
    if (index <= headerRow || cells === undefined) continue;
    const project = readRow(sheet.name, index + 1, cells, columns, problems);
    if (project === undefined) continue;
    rows.push({ row: index + 1, kind: 'project', reason: '本工作站导出的记录' });
    projects.push(project);
  }
  return {
    name: sheet.name,
    table: 1,
    title: library.label,
    headerRows: [headerRow + 1],
    unit: 'wan',
    unitFrom: { unit: 'wan', from: 'unit_line', text: '本工作站导出的表：金额单位为万元' },
    columns: columns.map(({ target: _target, dictionaryField: _field, context: _context, ...column }) => column),
    rows,
    counts: { project: projects.length, section: 0, subtotal: 0, note: 0, skipped: 0 },
    projects,
    declared: [],
    problems,
  };
}

function columnsOf(header: readonly (Cell | undefined)[], library: Library, options: UnderstandOptions): Column[] {
  const byHeader = new Map(library.fields.map((field) => [exportedHeader(field), field]));
  const targets = new Map(options.targets.map((target) => [target.id, target]));
  return Array.from(header, (cell, index): Column => {
    const text = textOf(cell);
    const field = byHeader.get(text) ?? null;
    const identifier = text === recordIdHeader ? 'id' : field === null ? undefined : field.type.kind === 'ref' ? refNameId(field) : field.id;
    const target = targets.get(identifier ?? '') ?? null;
    return {
      index,
      letter: columnLetter(index),
      header: text,
      field: target?.id ?? null,
      ...(target?.kind === 'money' ? { unit: 'wan' as const } : {}),
      confidence: 1,
      reason: target !== null ? '本工作站导出的列' : field === null ? '不是导出表中的列' : '由系统计算或不从表格导入的字段',
      target,
      dictionaryField: field,
      context: { unit: 'wan', year: options.year, parseCode: options.parseCode?.[identifier ?? ''], codes: new Map() },
    };
  });
}

/** Undefined for a row that holds nothing to import. */
function readRow(
  sheet: string,
  row: number,
  cells: readonly (Cell | undefined)[],
  columns: readonly Column[],
  problems: UnderstandProblem[],
): UnderstoodProject | undefined {
  const values: Record<string, StoredCell> = {};
  const raw: Record<string, string> = {};
  for (const { index, letter, target, dictionaryField, context } of columns) {
    const cell = cells[index] ?? null;
    if (target === null || cell === null) continue;
    const exact = dictionaryField === null ? undefined : storedIn(dictionaryField, cell);
    const { value, problem } = exact === undefined ? readValue(target, cell, context) : { value: exact.value, problem: undefined };
    if (problem !== undefined) problems.push({ sheet, row, column: letter, code: problem.code, severity: problem.severity, message: problem.message });
    raw[target.id] = textOf(cell);
    if (value !== undefined) values[target.id] = value;
  }
  if (Object.keys(raw).length === 0) return undefined;
  return { row, rows: [row], values, raw, context: { path: [], district: null, status: null }, marks: [] };
}
