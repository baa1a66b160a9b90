// A replica with a sealed audit and simple acts in it: what tests of the audit tamper with.

import type Database from 'better-sqlite3';
import { checkpointText, type CheckpointCause } from '#domain/audit/checkpoint.ts';
import { international } from '#crypto/international.ts';
import { signatureOver } from '#crypto/signed-document.ts';
import { signNote, type NoteSigner } from '#crypto/signed-note.ts';
import type { Suite } from '#crypto/suite.ts';
import { wrap, type WriteDb } from '#db/kernel/database.ts';
import { migrate } from '#db/kernel/migrate.ts';
import { openConnection } from '#db/kernel/open.ts';
import { newId } from '#db/kernel/uuid.ts';
import { migrations } from '#db/migrations/index.ts';
import { perform, performNoted } from '#db/spine/act.ts';
import type { Actor, Asker } from '#db/spine/asker.ts';
import type { AuditEntry } from '#db/spine/audit-chain.ts';
import { auditState, checkpointDetail, checkpointed, storeCheckpoint, type AuditState } from '#db/spine/audit-checkpoint.ts';
import { sealAuditOf } from '#db/spine/audit-seal.ts';
import { verifyAudit, type AuditMark } from '#db/spine/audit-verify.ts';
import type { AuditReport } from '#domain/audit/report.ts';
import { aPlace, created } from './replica.ts';

export const auditKey = new Uint8Array(32).fill(9);
export const replicaOrigin = 'drc-audit/0190a000-0000-7000-8000-0000000000aa';

export const zhang: Actor = { name: '张三', device: 'PC-01', userId: '0190a000-0000-7000-8000-000000000001', login: 'zhang', roles: ['investment'] };
export const auditor: Actor = { name: '审计员', device: 'PC-01', userId: '0190a000-0000-7000-8000-000000000002', login: 'sj', roles: ['audit_admin'] };

/** Signs as a person would. */
export function aSigner(suite: Suite = international, seed = 5): NoteSigner {
  const key = suite.signKeyFrom(new Uint8Array(32).fill(seed));
  return { name: auditor.userId ?? '', public: key.public, sign: (document) => signatureOver(document, key) };
}

/** Minutes after eight o'clock on 2 March 2026, UTC. */
export const atMinute = (minute: number): string => new Date(Date.UTC(2026, 2, 2, 8) + minute * 60_000).toISOString();

export interface Audited {
  readonly connection: Database.Database;
  readonly db: WriteDb;
  /** Makes one act with `operations` entries in the change log. */
  readonly act: (minute: number, operations?: number, who?: Actor) => void;
  /** Acts whose records are these. */
  readonly note: (minute: number, entries: readonly AuditEntry[], who?: Actor) => void;
  /** Signs how the audit stands; answers with the state afterwards. */
  readonly checkpoint: (minute: number, cause?: CheckpointCause) => AuditState;
  readonly asker: (minute: number, who?: Actor) => Asker;
  readonly state: () => AuditState;
  readonly verify: (mark?: AuditMark | null) => AuditReport;
  readonly close: () => void;
}

export function anAudited(options: { suite?: Suite; signer?: NoteSigner } = {}): Audited {
  const { suite = international, signer = aSigner(suite) } = options;
  const place = aPlace();
  const connection = openConnection(place.location, 'create');
  migrate(connection, migrations, created);
  connection.pragma('synchronous = OFF');
  sealAuditOf(connection, { suite, key: auditKey });
  const db = wrap(connection);
  const asker = (minute: number, actor: Actor = zhang): Asker => ({
    actor,
    at: atMinute(minute),
    today: atMinute(minute).slice(0, 10),
    clock: { state: 'unchecked', utcOffset: 480 },
  });
  const state = (): AuditState => auditState(db);
  return {
    connection,
    db,
    asker,
    state,
    act: (minute, operations = 1, who = zhang) =>
      perform(
        connection,
        asker(minute, who),
        'record.updated',
        (writing) => {
          for (let index = 0; index < operations; index += 1) {
            writing.log({
              kind: 'update',
              entity: 'org',
              entityId: newId(),
              entityNo: 1,
              library: null,
              baseVersion: 1,
              deltas: [['org_name', '甲公司', `乙公司${minute}-${index}`]],
            });
          }
        },
        () => ({ database: 'key', id: newId(), reason: `第 ${minute} 分钟的修改` }),
      ),
    note: (minute, entries, who = zhang) =>
      performNoted(connection, asker(minute, who), (writing) => {
        for (const entry of entries) writing.note(entry);
      }),
    checkpoint: (minute, cause = 'count') => {
      const { size, head } = state();
      const note = signNote(checkpointText({ origin: replicaOrigin, size, head: head ?? '', at: atMinute(minute) }), signer);
      const signed = { note, signer: signer.public, cause };
      perform(
        connection,
        asker(minute, auditor),
        checkpointed,
        (writing) => storeCheckpoint(writing, signed),
        (checkpoint) => checkpointDetail(suite, signed, checkpoint),
      );
      return state();
    },
    verify: (mark = null) => verifyAudit(db, mark, { progress: () => undefined, cancelled: () => false }),
    close: () => {
      connection.close();
      place.remove();
    },
  };
}

/** What the outside of the replica would remember of this state. */
export const markOf = ({ size, head }: AuditState): AuditMark => ({ size, head: head ?? '' });
