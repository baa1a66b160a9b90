// Handlers of the import procedures and of batches.

import type { importProcedures } from '#domain/contract/import.ts';
import { libraryIds } from '#domain/dictionary/index.ts';
import { runImport } from '../imports/run-import.ts';
import { replicaOf, type HandlersOf } from './context.ts';

export const importHandlers: HandlersOf<keyof typeof importProcedures> = {
  'file.put': ({ name, bytes }, { context }) => ({ handle: context.files.put(name, bytes), size: bytes.byteLength }),

  'import.inspect': (input, { context, signal, progress }) => runImport(context, input, false, { signal, progress }),

  'import.source': async ({ handle, sheet, from, count }, { context, signal }) => {
    const { name, bytes } = context.files.get(handle);
    const source = await context.read<'source'>({ bytes, fileName: name, task: { kind: 'source', sheet, from, count } }, signal);
    return { rows: source.rows.map(({ row, cells }) => ({ row, cells: [...cells] })), rowCount: source.rowCount, columnCount: source.columnCount };
  },

  'import.commit': async (input, { context, signal, progress }) => {
    const report = await runImport(context, input, true, { signal, progress });
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
