// A list as an Excel workbook: what is on screen, in the dictionary's columns, readable back without a change, marked with who took it out.

import { createHash } from 'node:crypto';
import { recordIdHeader } from '#domain/dictionary/record-id-column.ts';
import type { Access } from '#domain/identity/access.ts';
import { labelRank } from '#domain/policy/labels.ts';
import { AppError } from '#domain/result.ts';
import type { Asker, ReplicaClient } from '#db/client.ts';
import type { CellValue } from '../tabular-out/sheet-spec.ts';
import { writeWorkbook } from '../tabular-out/write-workbook.ts';
import { cellOf, columnOf } from './exported-form.ts';
import { exportMark, localDay, newExportId } from './export-mark.ts';
import { askExport, type ExportQuestion, type ExportRequest } from './export-question.ts';

export interface ExportControl {
  readonly asker: Asker;
  readonly access: Access;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
  /** Demonstration data say so on paper as well. */
  readonly isDemo: boolean;
}

export interface ExportedFile {
  readonly name: string;
  readonly rows: number;
  readonly exportId: string;
  readonly bytes: Uint8Array;
}

/** Rows asked from the replica at a time: large enough to be quick, small enough to cancel. */
const blockSize = 500;

/**
 * Writes the selection and records it; only then are the bytes handed out. Personal numbers are in it only where asked
 * for, only masked, and only approved. Errors: `bad_input` for an unknown field, `export_refused`,
 * `export_needs_approval`, `audit_unavailable`, `aborted`.
 */
export async function exportRecords(replica: ReplicaClient, request: ExportRequest, control: ExportControl): Promise<ExportedFile> {
  const question = await askExport(replica, request, control);
  const approval = await leaveFor(replica, question);
  const exportId = newExportId();
  const { target, fields, verdict } = question;
  const at = new Date(control.asker.at);
  const { bytes, rows } = await workbookOf(replica, question, exportId, at, control);
  await replica.write.recordExport({
    ...control.asker,
    request: approval,
    detail: {
      database: target.id,
      exportId,
      rows,
      secrecy: verdict.label,
      public: request.public,
      filter: request.filter,
      fields: fields.map(({ id }) => id),
      hash: createHash('sha256').update(bytes).digest('hex'),
    },
  });
  return { name: `${target.label}_${localDay(at).replaceAll('-', '')}_${exportId}.xlsx`, rows, exportId, bytes };
}

/** The approval this export rests on; null when it needs none. Errors `export_refused`, `export_needs_approval`. */
async function leaveFor(replica: ReplicaClient, { verdict, content, key }: ExportQuestion): Promise<string | null> {
  const { verdict: outcome, text, rows, label } = verdict;
  if (outcome === 'allowed') return null;
  if (outcome === 'refused') throw new AppError('export_refused', text, { rows: content.closed, fields: verdict.fields });
  const approval = await replica.read.exportApproval({ question: key });
  // What was approved was this much, up to this label; more is another export.
  if (approval !== null && rows <= approval.rows && labelRank(label) <= labelRank(approval.label)) return approval.id;
  throw new AppError('export_needs_approval', text, { rows, label });
}

async function workbookOf(
  replica: ReplicaClient,
  { target, fields, numbers, verdict }: ExportQuestion,
  exportId: string,
  at: Date,
  { access, isDemo, signal, onProgress }: ExportControl,
): Promise<{ bytes: Uint8Array; rows: number }> {
  const mark = exportMark(access.user, at, exportId);
  const personal = fields.some(({ type }) => type.kind === 'secret');
  let written = 0;

  async function* blocks(): AsyncGenerator<CellValue[][]> {
    for (let from = 0; from < numbers.length; from += blockSize) {
      const rows = await replica.lists.rows({ database: target.id, numbers: [...numbers.subarray(from, from + blockSize)], personal });
      // A label raised since the question was judged is not exported under the old verdict.
      if (rows.some(({ secret_level: label }) => labelRank(typeof label === 'string' ? label : null) > labelRank(verdict.label))) {
        throw new AppError('stale_version', '导出过程中有记录的密级被调高，没有导出任何内容。请重新导出。');
      }
      written += rows.length;
      yield rows.map((row) => [typeof row['id'] === 'string' ? row['id'] : null, ...fields.map((field) => cellOf(field, row))]);
    }
  }

  const bytes = await writeWorkbook(
    {
      title: target.label,
      createdAt: at.toISOString(),
      mark,
      identifier: exportId,
      sheets: [
        {
          spec: {
            name: target.label,
            title: isDemo ? `${target.label}（演示数据）` : target.label,
            unitLine: `${isDemo ? '演示数据，不得用于统计、上报和发布　' : ''}导出日期：${localDay(at)}　共 ${numbers.length} 项　金额单位：万元`,
            markLine: mark,
            columns: [{ header: recordIdHeader, width: 38, format: 'text', hidden: true }, ...fields.map(columnOf)],
            freeze: { rows: 'header', columns: 2 },
            autoFilter: true,
            print: { orientation: 'landscape', paper: 'A4', repeatHeader: true, pageNumbers: true },
          },
          rows: blocks(),
        },
      ],
    },
    { signal, onProgress: ({ rows }) => onProgress(rows, numbers.length) },
  );
  return { bytes, rows: written };
}
