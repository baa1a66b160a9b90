// What the parser process can do with a workbook before answering, so that only the result crosses.

import type { Workbook } from '#domain/tabular/sheet.ts';

/** Pure functions of the workbook by task kind; the second argument is the task itself with its options. */
export const parserTasks = {
  /** The workbook as read. */
  read: (workbook: Workbook, _task: { readonly kind: 'read' }): Workbook => workbook,
};

type Tasks = typeof parserTasks;

export type ParserTaskKind = keyof Tasks;

/** A task with its options: plain data, because it is sent to another process. */
export type ParserTask<K extends ParserTaskKind = ParserTaskKind> = Parameters<Tasks[K]>[1];

/** What a task answers. */
export type ParserTaskResult<K extends ParserTaskKind> = ReturnType<Tasks[K]>;
