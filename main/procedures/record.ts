// Handlers of the record procedures: lists, one record, writes, history, overview, search, export.

import { libraries, library } from '#domain/dictionary/index.ts';
import type { recordProcedures } from '#domain/contract/record.ts';
import { exportRecords } from '../exports/export-records.ts';
import { alarmAmong, watchingForMarks } from './classified.ts';
import { replicaOf, type HandlersOf, type Workstation } from './context.ts';

/** A change in a project library shows in every library the project is in. */
function announce({ announce: tell }: Workstation, database: string): void {
  const target = library(database);
  tell(target.kind === 'support' ? [target.id] : projectLibraryIds);
}

const projectLibraryIds = libraries.filter(({ kind }) => kind === 'project').map(({ id }) => id);

export const recordHandlers: HandlersOf<keyof typeof recordProcedures> = {
  'record.list': (input, { context }) => replicaOf(context).lists.page(input),

  'record.ids': async (input, { context }) => ({ ids: await replicaOf(context).lists.ids(input) }),

  'record.totals': (input, { context }) => replicaOf(context).lists.totals(input),

  'record.values': async (input, { context }) => ({ values: await replicaOf(context).lists.values(input) }),

  'record.get': (input, { context }) => replicaOf(context).read.record({ ...input, today: context.session.today() }),

  'record.locate': (input, { context }) => replicaOf(context).read.locate(input),

  'record.check': (input, { context }) => replicaOf(context).read.check({ ...input, today: context.session.today() }),

  'record.create': async (input, { context }) => {
    const saved = await watchingForMarks(context, '录入', () => replicaOf(context).write.createRecord({ ...context.session.asker(), ...input }));
    announce(context, input.database);
    return saved;
  },

  'record.update': async (input, { context }) => {
    const saved = await watchingForMarks(context, '录入', () => replicaOf(context).write.updateRecord({ ...context.session.asker(), ...input }));
    announce(context, input.database);
    return saved;
  },

  'record.updateMany': async (input, { context }) => {
    const outcome = await watchingForMarks(context, '粘贴', () => replicaOf(context).write.updateMany({ ...context.session.asker(), ...input }));
    await alarmAmong(context, '粘贴', outcome.problems);
    if (outcome.changed > 0) announce(context, input.database);
    return outcome;
  },

  'record.remove': async (input, { context }) => {
    const outcome = await watchingForMarks(context, '填写删除原因', () => replicaOf(context).write.removeRecords({ ...context.session.asker(), ...input }));
    announce(context, input.database);
    return outcome;
  },

  'record.transition': async (input, { context }) => {
    const changed = await replicaOf(context).write.moveRecords({ ...context.session.asker(), ...input });
    announce(context, input.database);
    return { changed };
  },

  'record.history': (input, { context }) => replicaOf(context).read.history(input),

  'project.overview': (input, { context }) => replicaOf(context).read.overview(input),

  'search.find': (input, { context }) => replicaOf(context).read.search(input),

  'record.export': async (input, { context, signal, progress }) =>
    exportRecords(replicaOf(context), input, {
      asker: context.session.asker(),
      access: context.session.access(),
      signal,
      onProgress: (done, total) => progress({ done, total }),
      isDemo: (await context.session.state()).zone === 'demo',
    }),

  'library.summary': async (_input, { context }) => ({ libraries: await replicaOf(context).read.summary({}) }),
};
