// What the parser process can do with a workbook before answering, so that only the result crosses.

import { isDemoExport } from '../imports/exported-sheet.ts';
import { recognise, type RecognitionRequest } from '../imports/recognition.ts';
import { refuseMarkedWorkbook } from '../imports/refuse-marked.ts';
import type { Understood } from '#domain/tabular/understand/index.ts';
import { textOf } from '#domain/tabular/understand/cell-text.ts';
import type { TabularFormat, Workbook } from '#domain/tabular/sheet.ts';

/** What a recognised file answers: everything understood, and where it came from. */
export interface Recognised {
  readonly understood: Understood;
  readonly format: TabularFormat;
  readonly encoding: string | null;
  readonly formulaCells: number;
  /** Exported from a demonstration workstation. */
  readonly isDemo: boolean;
  readonly notices: readonly string[];
}

export interface SourceRows {
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly rowCount: number;
  readonly columnCount: number;
}

/** Pure functions of the workbook by task kind; the second argument is the task itself with its options. */
const parserTasks = {
  /** The workbook as read. */
  read: (workbook: Workbook, _task: { readonly kind: 'read' }): Workbook => workbook,

  /** The records of one library that the workbook lists. */
  recognise: (workbook: Workbook, task: { readonly kind: 'recognise' } & RecognitionRequest): Recognised => ({
    understood: recognise(workbook, task),
    format: workbook.format,
    encoding: workbook.encoding ?? null,
    formulaCells: workbook.formulaCells,
    isDemo: workbook.sheets.some(isDemoExport),
    notices: workbook.notices,
  }),

  /** Some rows of one sheet as text, for the preview. `from` is 1-based. */
  source: (workbook: Workbook, task: { readonly kind: 'source'; readonly sheet: string; readonly from: number; readonly count: number }): SourceRows => {
    const rows = workbook.sheets.find(({ name }) => name === task.sheet)?.rows ?? [];
    const page = rows.slice(task.from - 1, task.from - 1 + task.count);
    return {
      rows: page.map((cells, index) => ({ row: task.from + index, cells: Array.from(cells ?? [], (cell) => textOf(cell ?? null)) })),
      rowCount: rows.length,
      columnCount: rows.reduce((widest, cells) => Math.max(widest, cells?.length ?? 0), 0),
    };
  },
};

type Tasks = typeof parserTasks;

export type ParserTaskKind = keyof Tasks;

/** A task with its options: plain data, because it is sent to another process. */
export type ParserTask<K extends ParserTaskKind = ParserTaskKind> = Parameters<Tasks[K]>[1];

/** What a task answers. */
export type ParserTaskResult<K extends ParserTaskKind> = ReturnType<Tasks[K]>;

/**
 * Runs the task of its kind; a foreseen failure is thrown as `AppError` and reaches the caller as one. A workbook with a
 * mark of state secrets is refused before anything of it is shown or understood: `classified_refused`.
 */
export function runTask(workbook: Workbook, task: ParserTask, fileName: string): unknown {
  refuseMarkedWorkbook(workbook, fileName);
  // The table pairs each kind with its function; the compiler cannot follow that through a union.
  const run = parserTasks[task.kind] as (workbook: Workbook, task: ParserTask) => unknown;
  return run(workbook, task);
}
