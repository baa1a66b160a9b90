// A replica made anew from a backup: copied aside under its own key, every later act written again.

import { rmSync } from 'node:fs';
import { AppError } from '#domain/result.ts';
import { international } from '../../crypto/international.ts';
import type { SuiteId } from '../../crypto/suite.ts';
import { suites } from '../../crypto/suites.ts';
import { copyReplica } from '../kernel/copy.ts';
import { wrap } from '../kernel/database.ts';
import { migrate, schemaLevel } from '../kernel/migrate.ts';
import { openConnection, type ReplicaLocation } from '../kernel/open.ts';
import { migrations } from '../migrations/index.ts';
import { endOfAudit } from '../spine/audit-chain.ts';
import { sealFromFileKey } from '../spine/audit-seal.ts';
import { entriesAfter, journalOf, openHistory, positionOf, replay } from '../spine/journal.ts';
import { carryOver } from './carry-over.ts';
import { requireWhole, type Job } from './examine.ts';

export interface Rebuild {
  /** A backup that has been verified; null when the journal reaches back to the beginning of the station. */
  readonly backup: ReplicaLocation | null;
  /** The replica that is to be replaced: its journal lies beside it, and what can still be read of it is used. */
  readonly damaged: ReplicaLocation;
  /** The file to make, under the key of the replica. */
  readonly target: ReplicaLocation;
  readonly now: string;
  /** Null for a replica without one of its own. */
  readonly auditKey: Uint8Array | null;
  /** Of the audit. */
  readonly suite: SuiteId;
}

export interface Rebuilt {
  /** Acts and changes of records found again in the journal. */
  readonly acts: number;
  readonly operations: number;
  /** Why the newest part of the journal could not be used; null when all was. */
  readonly stopped: string | null;
  /** Audit records and changes that only the damaged file still had. */
  readonly carriedRecords: number;
  readonly carriedOperations: number;
  /** Audit records of the backup, and of the new file. */
  readonly auditBefore: number;
  readonly auditAfter: number;
  /** Whether the journal goes on from here; one that does not must not stay beside the new file. */
  readonly isJournalContinuous: boolean;
}

/**
 * Makes `target`; nothing that is there already is touched. Its audit is never shorter than what backup, journal and the
 * readable part of the damaged file hold together. Errors: `replica_damaged` when backup or journal contradict
 * themselves, `not_found` without anything to begin from, `disk_full`, `aborted`; no target is left then.
 */
export function rebuildReplica({ backup, damaged, target, now, auditKey, suite }: Rebuild, job: Job): Rebuilt {
  const seal = auditKey === null ? sealFromFileKey(international, damaged.key) : { suite: suites[suite], key: auditKey };
  try {
    if (backup === null) openConnection(target, 'create').close();
    else copyReplica(backup, target);
    const connection = openConnection(target, 'write');
    try {
      const auditBefore = backup === null ? 0 : endOfAudit(wrap(connection)).seq;
      const history = openHistory(journalOf(damaged, auditKey), 'read');
      const { acts } = entriesAfter(history, positionOf(connection));
      const replayed = replay(connection, history, migrations, (done) => {
        if (job.cancelled()) throw new AppError('aborted', '已取消恢复，原有文件没有改动。');
        job.progress(done, acts);
      });
      if (schemaLevel(connection) === 0) throw new AppError('not_found', '本机日志不是从建库时开始的，没有可恢复的内容，原有文件没有改动。请选用一个备份。');
      migrate(connection, migrations, now);
      const carried = carryOver(connection, damaged, seal);
      requireWhole(connection);
      connection.pragma('wal_checkpoint(TRUNCATE)');
      return {
        ...replayed,
        carriedRecords: carried.records,
        carriedOperations: carried.operations,
        auditBefore,
        auditAfter: endOfAudit(wrap(connection)).seq,
        isJournalContinuous: history.last <= positionOf(connection),
      };
    } finally {
      connection.close();
    }
  } catch (error) {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${target.file}${ending}`, { force: true });
    throw error;
  }
}
