// Refuses a whole workbook that carries a mark of state secrets anywhere: in its name, in the name of a sheet, in a title, in any cell.

import { AppError } from '#domain/result.ts';
import { findMarking, findMarkingInFileName, whatToDo, type Marking } from '#domain/secrecy/markings.ts';
import type { Workbook } from '#domain/tabular/sheet.ts';
import { columnLetter } from '#domain/tabular/understand/cell-text.ts';

interface Place {
  readonly sheet: string | null;
  /** As Excel counts. */
  readonly row: number | null;
  readonly column: string | null;
}

const nowhere: Place = { sheet: null, row: null, column: null };

function refusal(where: string, { text, reason }: Marking, place: Place): AppError {
  return new AppError('classified_refused', `${where}有国家秘密标志“${text}”（${reason}），整个文件没有导入。${whatToDo}`, { ...place, mark: text, reason });
}

/** Error `classified_refused`. */
export function refuseMarkedName(name: string): void {
  const marking = findMarkingInFileName(name);
  if (marking !== undefined) throw refusal('文件名中', marking, nowhere);
}

/** Hidden sheets, rows and columns count like any other. Error `classified_refused` naming sheet, row and column. */
export function refuseMarkedWorkbook(workbook: Workbook, fileName: string): void {
  refuseMarkedName(fileName);
  for (const { name, rows } of workbook.sheets) {
    const inName = findMarking(name);
    if (inName !== undefined) throw refusal(`工作表名“${name}”中`, inName, { ...nowhere, sheet: name });
    for (const [index, cells] of rows.entries()) {
      for (const [column, cell] of cells?.entries() ?? []) {
        if (typeof cell !== 'string') continue;
        const marking = findMarking(cell);
        if (marking === undefined) continue;
        const place = { sheet: name, row: index + 1, column: columnLetter(column) };
        throw refusal(`工作表“${name}”第 ${place.row} 行 ${place.column} 列`, marking, place);
      }
    }
  }
}
