// Workbooks written for the tests: columns and sheets in short, and the XML of what was written.

import { unzipSync } from 'fflate';
import type { ColumnFormat, ColumnSpec, RowBatches, SheetSource, SheetSpec, WriteOptions } from '../sheet-spec.ts';
import { writeWorkbook } from '../write-workbook.ts';

export const column = (header: string, format: ColumnFormat, more: Partial<ColumnSpec> = {}): ColumnSpec => ({ header, format, width: 12, ...more });
export const sheet = (rows: RowBatches, more: Partial<SheetSpec> = {}): SheetSource => ({
  spec: { name: '名单', columns: [column('名称', 'text')], ...more },
  rows,
});

export const write = (sheets: readonly SheetSource[], options?: WriteOptions): Promise<Uint8Array> =>
  writeWorkbook({ title: '市重点项目名单', createdAt: '2026-03-31T08:00:00+08:00', sheets }, options);

/** The XML of one part, unpacked by a zip reader that is not ours. */
export function partOf(file: Uint8Array, name: string): string {
  const bytes = unzipSync(file)[name];
  if (bytes === undefined) throw new Error(`no part ${name}`);
  return new TextDecoder().decode(bytes);
}
