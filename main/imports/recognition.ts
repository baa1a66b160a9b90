// Recognises the records of one library in a workbook: by the forms of our own exports, else by the table recogniser.

import { resolveRegion } from '#domain/codes/region.ts';
import { resolveZone } from '#domain/codes/zone.ts';
import { importTargets } from '#domain/dictionary/import-targets.ts';
import { library } from '#domain/dictionary/index.ts';
import { recordIdHeader } from '#domain/dictionary/record-id-column.ts';
import type { Workbook } from '#domain/tabular/sheet.ts';
import { understandWorkbook, type SheetOverride, type Understood, type UnderstandOptions, type UnderstandProblem } from '#domain/tabular/understand/index.ts';
import { exportedHeaderRow, readExportedSheet } from './exported-sheet.ts';

/** Plain data: it is sent to the parser process, which derives the rest from the dictionary itself. */
export interface RecognitionRequest {
  readonly database: string;
  readonly sheet: string | null;
  readonly year: number | null;
  readonly today: string;
  readonly overrides: readonly SheetOverride[];
}

/** What a workbook lists. A person's own mapping of a sheet (`overrides`) goes before everything. */
export function recognise(workbook: Workbook, request: RecognitionRequest): Understood {
  const options = recognitionOptions(request);
  const target = library(request.database);
  const sheets = workbook.sheets.flatMap((sheet) => {
    const headerRow = exportedHeaderRow(sheet);
    const wanted = request.sheet === null || request.sheet === sheet.name;
    const mapped = request.overrides.some((override) => override.sheet === sheet.name);
    return headerRow === undefined || !wanted || mapped ? [] : [readExportedSheet(sheet, headerRow, target, options)];
  });
  if (sheets.length === 0) return understandWorkbook(workbook, options);
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
