// Handlers of protected data: a personal value for a purpose, and exports that need a second person.

import type { protectProcedures } from '#domain/contract/protect.ts';
import { AppError } from '#domain/result.ts';
import { askExport, type ExportQuestion } from '../exports/export-question.ts';
import { replicaOf, type HandlersOf, type Workstation } from './context.ts';

const ask = async (context: Workstation, input: Pick<Parameters<typeof askExport>[1], 'database' | 'filter' | 'fields' | 'public'>): Promise<ExportQuestion> =>
  askExport(replicaOf(context), { ...input, sort: [] }, { access: context.session.access(), isDemo: (await context.session.state()).zone === 'demo' });

export const protectHandlers: HandlersOf<keyof typeof protectProcedures> = {
  'personal.reveal': (input, { context }) => replicaOf(context).write.revealPersonal({ ...context.session.asker(), ...input }),

  'export.check': async (input, { context }) => {
    const { verdict: judged, key } = await ask(context, input);
    const { rows, label, verdict, text } = judged;
    const approval = verdict === 'approval' ? await replicaOf(context).read.exportApproval({ question: key }) : null;
    if (approval !== null)
      return {
        rows,
        label,
        verdict: 'allowed',
        text: `共 ${rows} 行，已由${approval.decidedBy ?? '审批人'}批准，可以导出一次。导出文件带有您的姓名和导出编号。`,
      };
    return { rows, label, verdict, text };
  },

  'export.request': async ({ reason, ...input }, { context }) => {
    const { verdict, content, key, target } = await ask(context, input);
    if (verdict.verdict === 'refused') throw new AppError('export_refused', verdict.text, { rows: content.closed, fields: verdict.fields });
    if (verdict.verdict === 'allowed') throw new AppError('bad_input', '这次导出不需要审批，没有提出申请。请直接导出。');
    return replicaOf(context).write.requestExport({
      ...context.session.asker(),
      database: target.id,
      question: key,
      rows: verdict.rows,
      label: verdict.label,
      reason,
    });
  },

  'export.requests': async (_input, { context }) => ({ requests: await replicaOf(context).read.exportRequests({}) }),

  'export.decide': (input, { context }) => replicaOf(context).write.decideExport({ ...context.session.asker(), ...input }),
};
