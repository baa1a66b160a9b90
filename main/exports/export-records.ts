// A list as an Excel workbook: what is on screen, in the dictionary's columns, readable back without a change.

import type { Filter, Sort } from '#domain/contract/query.ts';
import type { Field } from '#domain/dictionary/field.ts';
import { library, type Library } from '#domain/dictionary/index.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import { recordIdHeader } from '#domain/dictionary/record-id-column.ts';
import { AppError } from '#domain/result.ts';
import type { ReplicaClient } from '#db/client.ts';
import type { CellValue } from '../tabular-out/sheet-spec.ts';
import { writeWorkbook } from '../tabular-out/write-workbook.ts';
import { cellOf, columnOf } from './exported-form.ts';

export interface ExportRequest {
  readonly database: string;
  readonly filter: Filter;
  readonly sort: Sort;
  /** Fields in this order; all that may be exported when empty. */
  readonly fields: readonly string[];
}

export interface ExportControl {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
  readonly at: Date;
  /** Demonstration data say so on paper as well. */
  readonly isDemo: boolean;
}

/** Rows asked from the replica at a time: large enough to be quick, small enough to cancel. */
const blockSize = 500;

/** Writes the selection. Personal data never leaves this way. Errors: `bad_input` for an unknown field, `aborted`. */
export async function exportRecords(
  replica: ReplicaClient,
  request: ExportRequest,
  control: ExportControl,
): Promise<{ name: string; rows: number; bytes: Uint8Array }> {
  const target = library(request.database);
  const fields = chosenFields(target, request.fields);
  const numbers = await replica.lists.numbers({ database: target.id, filter: request.filter, sort: request.sort });
  const day = localDay(control.at);

  async function* blocks(): AsyncGenerator<CellValue[][]> {
    for (let from = 0; from < numbers.length; from += blockSize) {
      const rows = await replica.lists.rows({ database: target.id, numbers: [...numbers.subarray(from, from + blockSize)] });
      yield rows.map((row) => [typeof row['id'] === 'string' ? row['id'] : null, ...fields.map((field) => cellOf(field, row))]);
    }
  }

  const bytes = await writeWorkbook(
    {
      title: target.label,
      createdAt: control.at.toISOString(),
      sheets: [
        {
          spec: {
            name: target.label,
            title: control.isDemo ? `${target.label}（演示数据）` : target.label,
            unitLine: `${control.isDemo ? '演示数据，不得用于统计、上报和发布　' : ''}导出日期：${day}　共 ${numbers.length} 项　金额单位：万元`,
            columns: [{ header: recordIdHeader, width: 38, format: 'text', hidden: true }, ...fields.map(columnOf)],
            freeze: { rows: 'header', columns: 2 },
            autoFilter: true,
            print: { orientation: 'landscape', paper: 'A4', repeatHeader: true, pageNumbers: true },
          },
          rows: blocks(),
        },
      ],
    },
    { signal: control.signal, onProgress: ({ rows }) => control.onProgress(rows, numbers.length) },
  );
  return { name: `${target.label}_${day.replaceAll('-', '')}.xlsx`, rows: numbers.length, bytes };
}

function chosenFields(target: Library, wanted: readonly string[]): Field[] {
  const open = target.fields.filter(({ type }) => type.kind !== 'secret');
  if (wanted.length === 0) return titleFirst(target, open);
  return wanted.map((identifier) => {
    const found = open.find((field) => field.id === identifier || (field.type.kind === 'ref' && refNameId(field) === identifier));
    if (found === undefined) throw new AppError('bad_input', `“${target.label}”没有可导出的字段“${identifier}”，没有导出任何内容。`, { field: identifier });
    return found;
  });
}

/** The column people read first stays in sight when scrolling. */
const titleFirst = (target: Library, fields: readonly Field[]): Field[] => [
  ...fields.filter(({ id }) => id === target.titleField),
  ...fields.filter(({ id }) => id !== target.titleField),
];

const localDay = (at: Date): string => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
