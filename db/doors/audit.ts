// What may be asked about the audit, and the acts that are about the audit itself.

import type Database from 'better-sqlite3';
import type { AlarmKind } from '#domain/audit/alarms.ts';
import type { AuditReport } from '#domain/audit/report.ts';
import type { Access } from '#domain/identity/access.ts';
import { AppError } from '#domain/result.ts';
import { toHex } from '#crypto/bytes.ts';
import { wrap, type ReadDb } from '../kernel/database.ts';
import type { Job } from '../records/import-rows.ts';
import { performNoted, perform } from '../spine/act.ts';
import { acknowledgeAlarms, alarmAcknowledged, alarmEntry, alarmPage, hasAlarmSince, isAlarmOpen, type AlarmRow } from '../spine/alarm.ts';
import type { Asker } from '../spine/asker.ts';
import {
  auditState,
  checkpointDetail,
  checkpointed,
  checkpointRows,
  storeCheckpoint,
  type AuditState,
  type CheckpointRow,
  type SignedCheckpoint,
} from '../spine/audit-checkpoint.ts';
import { purgeableThrough, purged, purgeFacts, purgeLimit, purgeThrough, tombstoneOf, type Tombstone } from '../spine/audit-purge.ts';
import { auditPage, exportRecord, type AuditQuery, type AuditScope } from '../spine/audit-read.ts';
import { recordsAfter, type AuditRow } from '../spine/audit-record.ts';
import { auditSealOf } from '../spine/audit-seal.ts';
import { verifyAudit, type AuditMark } from '../spine/audit-verify.ts';
import { demand } from './demand.ts';

/** A record in a file for an auditor: the columns it was hashed from, and its link. */
export interface ExportedRecord {
  readonly record: AuditRow;
  readonly link: string | null;
}

/** What a file for an auditor begins and ends with. */
export interface ExportFrame {
  readonly tombstone: Tombstone | null;
  readonly checkpoints: readonly CheckpointRow[];
  readonly state: AuditState;
}

/** Reading functions; each answers only what this person's roles allow. */
export function auditReadsOf(db: ReadDb, access: Access) {
  return {
    auditState: (): AuditState => auditState(db),

    /** Link of a record, hexadecimal; null when it was purged, lies before the chain, or never was. */
    auditLink(input: { seq: number }): string | null {
      const link = db.get<{ link: Uint8Array | null }>('SELECT link FROM audit WHERE audit_seq = ?', [input.seq])?.link ?? null;
      return link === null ? null : toHex(link);
    },

    auditPage(input: AuditQuery & { offset: number; limit: number }): { records: AuditRow[]; total: number } {
      return auditPage(db, scopeOf(access), input, input.offset, input.limit);
    },

    /** Error `not_found`. */
    auditOfExport(input: { exportId: string }): AuditRow {
      const found = exportRecord(db, scopeOf(access), input.exportId);
      if (found === undefined) throw new AppError('not_found', `没有编号为“${input.exportId}”的导出记录。请核对文件上的编号。`);
      return found;
    },

    verifyAudit(input: { mark: AuditMark | null }, job: Job): AuditReport {
      demand(access, 'audit.verify');
      return verifyAudit(db, input.mark, job);
    },

    auditExportFrame(): ExportFrame {
      demand(access, 'audit.export');
      return { tombstone: tombstoneOf(db) ?? null, checkpoints: checkpointRows(db), state: auditState(db) };
    },

    /** Records after number `after` up to number `to`, at most `limit`. */
    auditBlock(input: { after: number; to: number; limit: number }): ExportedRecord[] {
      demand(access, 'audit.export');
      const block: ExportedRecord[] = [];
      for (const [record, link] of recordsAfter(db, input.after)) {
        if (record.audit_seq > input.to || block.length === input.limit) break;
        block.push({ record, link: link === null ? null : toHex(link) });
      }
      return block;
    },

    alarms(input: { onlyOpen: boolean; offset: number; limit: number }): { alarms: AlarmRow[]; total: number; open: number } {
      demand(access, 'alarm.read');
      return alarmPage(db, input);
    },
  };
}
export type AuditReads = ReturnType<typeof auditReadsOf>;

/** So many refused calls of one person within so many minutes raise an alarm. */
const refusalsAllowed = 10;
const refusalMinutes = 10;

/** Acts about the audit; those without a demand are the station's own, which every session may cause. */
export function auditWritesOf(connection: Database.Database, access: Access) {
  const db = wrap(connection);
  return {
    /** A call this person may not make. Too many of them raise an alarm. */
    recordRefusal(input: Asker & { procedure: string; code: string; database?: string | undefined; id?: string | undefined }): void {
      performNoted(connection, input, (writing) => {
        const { procedure, code, actor, at, ...object } = input;
        writing.note({
          event: 'access.refused',
          result: 'refused',
          detail: {
            procedure,
            code,
            ...(object.database === undefined ? {} : { database: object.database }),
            ...(object.id === undefined ? {} : { id: object.id }),
          },
        });
        const since = new Date(Date.parse(at) - refusalMinutes * 60_000).toISOString();
        const count =
          writing.db.get<{ n: number }>("SELECT count(*) AS n FROM audit WHERE result = 'refused' AND user_id IS ? AND at >= ?", [actor.userId ?? null, since])
            ?.n ?? 0;
        const login = actor.login ?? '';
        if (count > refusalsAllowed && !hasAlarmSince(writing.db, 'REFUSALS', login, since)) {
          const text = `${actor.name}在 ${refusalMinutes} 分钟内有 ${count} 次操作因没有权限被拒绝。请核实是误操作还是试探。`;
          writing.note(alarmEntry('REFUSALS', text, { login, count }));
        }
      });
    },

    /** Raises an alarm; not again while one of this kind with this text is open. */
    raiseAlarm(input: Asker & { kind: AlarmKind; text: string; facts?: Readonly<Record<string, unknown>> }): void {
      if (isAlarmOpen(db, input.kind, input.text)) return;
      performNoted(connection, input, (writing) => writing.note(alarmEntry(input.kind, input.text, input.facts)));
    },

    /** Answers with the kinds of those marked now. */
    acknowledgeAlarms(input: Asker & { ids: readonly number[]; note: string }): { acknowledged: number; kinds: string[] } {
      demand(access, 'alarm.acknowledge');
      const marked = perform(
        connection,
        input,
        alarmAcknowledged,
        (writing) => acknowledgeAlarms(writing.db, writing.act, input.ids),
        (alarms) => ({ ids: alarms.map(({ id }) => id), note: input.note }),
      );
      return { acknowledged: marked.length, kinds: [...new Set(marked.map(({ kind }) => kind))] };
    },

    /** Keeps a signed checkpoint; answers how the audit then stands. Error `bad_input` when it is not about this audit. */
    checkpoint(input: Asker & { checkpoint: SignedCheckpoint }): AuditState {
      const { suite } = auditSealOf(db);
      perform(
        connection,
        input,
        checkpointed,
        (writing) => storeCheckpoint(writing, input.checkpoint),
        (checkpoint) => checkpointDetail(suite, input.checkpoint, checkpoint),
      );
      return auditState(db);
    },

    /** Errors `audit_too_young`; `bad_input` while an alarm of that time is open. Answers 0 when there is nothing to purge; nothing is recorded then. */
    purgeAudit(input: Asker & { before: string | null; reason: string }): { removed: number; through: number } {
      demand(access, 'audit.prune');
      const through = purgeableThrough(db, purgeLimit(input.before, input.at));
      if (through === 0) return { removed: 0, through: tombstoneOf(db)?.through ?? 0 };
      const { removed } = perform(
        connection,
        input,
        purged,
        (writing) => purgeThrough(writing, through),
        ({ removed: count, ...tombstone }) => ({ ...purgeFacts(tombstone), removed: count, reason: input.reason }),
      );
      return { removed, through };
    },
  };
}
export type AuditWrites = ReturnType<typeof auditWritesOf>;

/** The audit administrator sees everybody, the security administrator everybody but administrators (security.md SY-02, SY-05). */
function scopeOf(access: Access): AuditScope {
  demand(access, 'audit.read');
  return access.roles.includes('audit_admin') ? 'all' : 'ordinary';
}
