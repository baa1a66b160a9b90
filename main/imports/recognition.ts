// Recognises the records of one library in a workbook: by the forms of our own exports, else by the table recogniser.

import { resolveRegion } from '#domain/codes/region.ts';
import { resolveZone } from '#domain/codes/zone.ts';
import { importTargets } from '#domain/dictionary/import-targets.ts';
import { library } from '#domain/dictionary/index.ts';
import { recordIdHeader } from '#domain/dictionary/record-id-column.ts';
import { AppError } from '#domain/result.ts';
import type { Sheet, Workbook } from '#domain/tabular/sheet.ts';
import { understandWorkbook, type SheetOverride, type Understood, type UnderstandOptions, type UnderstandProblem } from '#domain/tabular/understand/index.ts';
import { refuseReservedNames, refuseTooWide } from './refuse-columns.ts';
import { exportedHeaderRow, readExportedSheet } from './exported-sheet.ts';

/** Plain data: it is sent to the parser process, which derives the rest from the dictionary itself. */
export interface RecognitionRequest {
  readonly database: string;
  readonly sheet: string | null;
  readonly year: number | null;
  readonly today: string;
  readonly overrides: readonly SheetOverride[];
}

/** What a workbook lists. A person's own mapping of a sheet (`overrides`) goes before everything. Errors: `spreadsheet_too_large`, `spreadsheet_hostile`, `not_a_spreadsheet`. */
export function recognise(workbook: Workbook, request: RecognitionRequest): Understood {
  refuseTooWide(workbook, request.sheet);
  const understood = understand(workbook, request);
  refuseReservedNames(understood);
  return understood;
}

function understand(workbook: Workbook, request: RecognitionRequest): Understood {
  const options = recognitionOptions(request);
  const target = library(request.database);
  const sheets = workbook.sheets.flatMap((sheet) => {
    const headerRow = exportedHeaderRow(sheet);
    const wanted = request.sheet === null || request.sheet === sheet.name;
    const mapped = request.overrides.some((override) => override.sheet === sheet.name);
    return headerRow === undefined || !wanted || mapped ? [] : [readExportedSheet(sheet, headerRow, target, options)];
  });
  if (sheets.length === 0) return refuseProse(workbook, understandWorkbook(workbook, options), request);
  const read = new Set(sheets.map(({ name }) => name));
  const skipped = workbook.sheets
    .filter(({ name, visibility }) => !read.has(name) && visibility === 'visible' && request.sheet === null)
    .map(({ name }): UnderstandProblem => ({
      sheet: name,
      code: 'sheet_skipped',
      severity: 'warning',
      message: `这个文件由本工作站导出，只读取了导出的表；工作表“${name}”没有读取，需要时请单独选择它导入。`,
    }));
  return { sheets, problems: [...sheets.flatMap(({ problems }) => problems), ...skipped] };
}

/**
 * Any text can be read as a table of one column. One without a header whose lines have no cells in common is no table, and a
 * person who chose the wrong file must hear so. Error `not_a_spreadsheet`.
 */
function refuseProse(workbook: Workbook, understood: Understood, { overrides }: RecognitionRequest): Understood {
  const isText = workbook.format === 'csv' || workbook.format === 'html';
  const tableFound = overrides.length > 0 || understood.sheets.some(({ headerRows }) => headerRows.length > 0);
  if (isText && !tableFound && !workbook.sheets.some(hasColumns)) {
    throw new AppError(
      'not_a_spreadsheet',
      '这个文件里是文字，不是表格：没有表头，也没有分列。没有写入任何数据，请选择 Excel 或 CSV 文件；如果它是名单，请加上“项目名称”一类的表头。',
    );
  }
  return understood;
}

/** Most lines have the same number of cells, two or more. */
function hasColumns({ rows }: Sheet): boolean {
  const widths = rows.flatMap((cells) => {
    const filled = cells?.filter((cell) => cell !== null && cell !== undefined && cell !== '').length ?? 0;
    return filled === 0 ? [] : [filled];
  });
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].some(([width, count]) => width >= 2 && count >= 2 && count > widths.length / 2);
}

function recognitionOptions({ database, sheet, year, today, overrides }: RecognitionRequest): UnderstandOptions {
  return {
    targets: [...importTargets(library(database)), { id: 'id', label: recordIdHeader, aliases: [], kind: 'text' }],
    ...(sheet === null ? {} : { sheet }),
    ...(year === null ? {} : { year }),
    today,
    overrides,
    parseCode: {
      region_code: (text) => resolveRegion(text, today)?.district.code,
      zone_code: (text) => resolveZone(text)?.code,
    },
  };
}
