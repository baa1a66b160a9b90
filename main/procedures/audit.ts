// Handlers of the audit and alarm procedures.

import type { auditProcedures } from '#domain/contract/audit.ts';
import { AppError } from '#domain/result.ts';
import { exportAudit } from '../audit/export-audit.ts';
import { asObject, presentAlarm, presentRecord } from '../audit/present-record.ts';
import { replicaOf, type HandlersOf } from './context.ts';

export const auditHandlers: HandlersOf<keyof typeof auditProcedures> = {
  'audit.list': async ({ from, to, ...input }, { context }) => {
    const { records, total } = await replicaOf(context).read.auditPage({ ...input, from: asMoment(from), to: asMoment(to) });
    return { records: records.map(presentRecord), total };
  },

  'audit.verify': async (_input, { context, signal, progress }) => {
    const { audit } = context.session;
    const report = await replicaOf(context).read.verifyAudit(
      { mark: await audit.mark() },
      { signal, onProgress: (done, total) => progress({ stage: '核验审计链', done, total }) },
    );
    await replicaOf(context).write.audit({
      ...context.session.asker(),
      event: 'audit.verified',
      detail: { ok: report.ok, size: report.size, head: report.head, problems: report.problems.length, gaps: report.gaps.length },
    });
    return report;
  },

  'audit.export': async ({ from, to }, { context, signal, progress }) => {
    const { audit } = context.session;
    // The newest checkpoint in the file then covers nearly all of it.
    await audit.checkpoint('export');
    const asker = context.session.asker();
    const file = await exportAudit(replicaOf(context).read, {
      from,
      to,
      origin: audit.origin,
      signer: audit.signer,
      at: asker.at,
      by: asker.actor.name,
      signal,
      onProgress: (done, total) => progress({ stage: '导出审计记录', done, total }),
    });
    const { name, exportId, records, sha256, bytes, first, last } = file;
    await replicaOf(context).write.audit({ ...asker, event: 'audit.exported', detail: { exportId, rows: records, first, last, hash: sha256 } });
    return { name, exportId, records, sha256, bytes };
  },

  'audit.purge': async ({ before, reason }, { context }) => {
    const { audit } = context.session;
    const { problems } = await replicaOf(context).read.verifyAudit({ mark: await audit.mark() });
    const [problem] = problems;
    if (problem !== undefined) {
      throw new AppError('audit_broken', `审计链核验没有通过，没有清理任何记录：${problem.text}。请先查明原因。`, { problems: problems.length });
    }
    const outcome = await replicaOf(context).write.purgeAudit({ ...context.session.asker(), before: asMoment(before), reason });
    if (outcome.removed > 0) await audit.checkpoint('purge');
    return outcome;
  },

  'audit.resolveExport': async ({ exportId }, { context }) => {
    const row = await replicaOf(context).read.auditOfExport({ exportId });
    const { rows, hash } = asObject(row.detail);
    return { record: presentRecord(row), rows: typeof rows === 'number' ? rows : null, hash: typeof hash === 'string' ? hash : null };
  },

  'alarm.list': async (input, { context }) => {
    const { alarms, total, open } = await replicaOf(context).read.alarms(input);
    return { alarms: alarms.map(presentAlarm), total, open };
  },

  'alarm.acknowledge': async ({ ids, note }, { context }) => {
    const { acknowledged, kinds } = await replicaOf(context).write.acknowledgeAlarms({ ...context.session.asker(), ids, note });
    if (kinds.includes('AUDIT_BROKEN')) await context.session.audit.settle();
    return { acknowledged };
  },
};

/** A date means its first moment. Times compare as text only in one form. */
const asMoment = (text: string | null): string | null => (text === null ? null : new Date(text).toISOString());
