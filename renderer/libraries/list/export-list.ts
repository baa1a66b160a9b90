// Exports a list as it is seen: filter, order and columns; the file is handed to the browser to save.

import { tellDone, tellProblem } from '../../api/notices.ts';
import { runTask } from '../../api/tasks.ts';
import { call, type Output } from '../../api/workstation.ts';
import { countText } from '../../ui/format/numbers.ts';
import type { ListState } from './list-state.ts';
import { saveFile } from '../save-file.ts';

/** Runs in the task tray; the result waits there with 另存 when it took long. `isPublic`: only what may be published. */
export async function exportList(state: ListState, total: number, isPublic: boolean): Promise<void> {
  const { library, question, columns } = state;
  const save = ({ name, bytes }: Output<'record.export'>): void => saveFile(name, bytes);
  const request = { database: library.id, filter: question.filter, sort: question.sort, fields: columns.value.map(({ field }) => field.id), public: isPublic };
  const result = await runTask(
    `导出${library.label} ${countText(total)} 项`,
    (signal, report) => call('record.export', request, { signal, onProgress: report }),
    { actions: (file) => [{ label: '另存', run: () => save(file) }] },
  );
  if (!result.ok) return tellProblem(result.error);
  save(result.value);
  tellDone(`已导出 ${countText(result.value.rows)} 项：${result.value.name}，导出编号 ${result.value.exportId}`);
}
