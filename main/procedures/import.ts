// Handlers of the import procedures and of batches.

import type { importProcedures } from '#domain/contract/import.ts';
import { libraryIds } from '#domain/dictionary/index.ts';
import { AppError } from '#domain/result.ts';
import { refuseMarkedName } from '../imports/refuse-marked.ts';
import { runImport } from '../imports/run-import.ts';
import { alarmAmong, watchingForMarks } from './classified.ts';
import { replicaOf, type HandlersOf, type Workstation } from './context.ts';

/** A file refused for a mark is not kept here any longer either; what the person has of it stays for the inspection. */
async function reading<T>(context: Workstation, handle: string, work: () => Promise<T>): Promise<T> {
  return watchingForMarks(context, '导入表格', async () => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AppError && error.code === 'classified_refused') context.files.forget(handle);
      throw error;
    }
  });
}

export const importHandlers: HandlersOf<keyof typeof importProcedures> = {
  'file.put': ({ name, bytes }, { context }) =>
    watchingForMarks(context, '选择文件', () => {
      refuseMarkedName(name);
      return Promise.resolve({ handle: context.files.put(name, bytes), size: bytes.byteLength });
    }),

  'import.inspect': (input, { context, signal, progress }) => reading(context, input.handle, () => runImport(context, input, false, { signal, progress })),

  'import.source': async ({ handle, sheet, from, count }, { context, signal }) => {
    const { name, bytes } = context.files.get(handle);
    const read = context.read<'source'>({ bytes, fileName: name, task: { kind: 'source', sheet, from, count } }, signal);
    const source = await reading(context, handle, () => read);
    return { rows: source.rows.map(({ row, cells }) => ({ row, cells: [...cells] })), rowCount: source.rowCount, columnCount: source.columnCount };
  },

  'import.commit': async (input, { context, signal, progress }) => {
    const report = await reading(context, input.handle, () => runImport(context, input, true, { signal, progress }));
    await alarmAmong(context, '导入表格', report.problems);
    if (report.batch !== null) context.announce(libraryIds);
    return report;
  },

  'batch.list': async (input, { context }) => ({ batches: await replicaOf(context).read.batches(input) }),

  'batch.undo': async ({ batch }, { context }) => {
    const outcome = await replicaOf(context).write.undoBatch({ ...context.session.asker(), batch });
    context.announce(libraryIds);
    return outcome;
  },
};
