// Handlers about the workstation itself: dictionary, saved views, settings, integrity, demonstration data.

import type { workstationProcedures } from '#domain/contract/workstation.ts';
import { describeDictionary } from '#domain/dictionary/describe.ts';
import { filter, sort } from '#domain/contract/query.ts';
import { library, libraryIds } from '#domain/dictionary/index.ts';
import { AppError } from '#domain/result.ts';
import { z } from '#domain/rpc/zod.ts';
import { replicaOf, type HandlersOf } from './context.ts';

const definition = z.object({ filter, sort, columns: z.array(z.string()) });

export const workstationHandlers: HandlersOf<keyof typeof workstationProcedures> = {
  'dictionary.describe': ({ database }) => describeDictionary(database),

  'view.list': async ({ database }, { context }) => {
    const views = await replicaOf(context).read.views({ database });
    return { views: views.map(({ id, name, definition: text }) => ({ id, database, name, ...definition.parse(JSON.parse(text)) })) };
  },

  'view.save': async (view, { context }) => {
    const { id, name, ...rest } = view;
    const database = library(view.database).id;
    await replicaOf(context).write.saveView({ ...context.session.asker(), id, database, name, definition: JSON.stringify(rest) });
    return view;
  },

  'view.remove': async ({ id }, { context }) => {
    await replicaOf(context).write.removeView({ ...context.session.asker(), id });
    return {};
  },

  'setting.get': async ({ key }, { context }) => ({ value: await replicaOf(context).read.setting({ key }) }),

  'setting.set': async (input, { context }) => {
    await replicaOf(context).write.setSetting(input);
    return {};
  },

  'replica.verify': async (_input, { context, signal, progress }) => {
    const mark = await context.session.audit.mark();
    const report = await replicaOf(context).read.verify({ mark }, { signal, onProgress: (done, total) => progress({ stage: '核对', done, total }) });
    await replicaOf(context).write.audit({ ...context.session.asker(), event: 'replica.verified', detail: { ok: report.ok } });
    return { ok: report.ok, checks: [...report.checks] };
  },

  'demo.load': async ({ size, seed }, { context, signal, progress }) => {
    const { zone } = await context.session.state();
    if (zone !== 'demo') throw new AppError('forbidden', '演示数据只能装入演示副本，没有改动任何数据。请用 --demo 新建一个数据目录。');
    const counts = await replicaOf(context).write.loadDemo(
      { ...context.session.asker(), size, seed },
      { signal, onProgress: (done, total) => progress({ stage: '生成演示数据', done, total }) },
    );
    context.announce(libraryIds);
    return { size, seed, counts };
  },
};
