// Copies selected rows as Excel understands them.

import type { AppErrorShape } from '#domain/result.ts';
import type { Result } from '#domain/rpc/result-value.ts';
import { rowId, type GridColumn, type GridQuestion, type GridSource } from '../../ui/grid/grid-column.ts';
import { isSelected, type Selection } from '../../ui/grid/selection.ts';
import { toTabSeparated } from '../../ui/grid/tab-separated.ts';
import type { Stretch } from '../../ui/grid/use-grid-selection.ts';

const pageSize = 1000;
const mostRows = 20_000;

export interface CopyRequest {
  readonly source: GridSource;
  readonly question: GridQuestion;
  readonly columns: readonly GridColumn[];
  readonly selection: Selection;
  readonly stretch: Stretch;
  readonly count: number;
  readonly withHeaders: boolean;
}

const refuse = (code: AppErrorShape['code'], message: string): Result<never> => ({ ok: false, error: { code, message } });

/** Puts the rows on the clipboard in list order; answers how many. */
export async function copyRows(request: CopyRequest, signal: AbortSignal, report: (done: number) => void): Promise<Result<number>> {
  const { columns, selection, stretch, count, withHeaders } = request;
  if (count > mostRows) return refuse('too_large', `一次最多复制 ${mostRows} 行，现选中 ${count} 行。请缩小选择，或改用“导出”。`);
  const lines: string[][] = withHeaders ? [columns.map(({ label, unit }) => (unit === null ? label : `${label}（${unit}）`))] : [];
  let copied = 0;
  for (let offset = stretch.first; offset <= stretch.last && copied < count; offset += pageSize) {
    const limit = Math.min(pageSize, stretch.last - offset + 1);
    const page = await request.source.page({ ...request.question, offset, limit, totals: false }, signal);
    if (!page.ok) return page;
    for (const row of page.value.rows) {
      if (!isSelected(selection, rowId(row))) continue;
      lines.push(columns.map((column) => column.plain(row)));
      copied += 1;
    }
    report(copied);
  }
  return writeClipboard(toTabSeparated(lines), copied);
}

/** Puts text on the clipboard. */
export async function writeClipboard<T>(text: string, answer: T): Promise<Result<T>> {
  try {
    await navigator.clipboard.writeText(text);
    return { ok: true, value: answer };
  } catch {
    return refuse('forbidden', '系统不允许写入剪贴板，没有复制。请点击一下本窗口后重试。');
  }
}
