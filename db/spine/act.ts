// One user act = one transaction = business rows + change-log operations + one audit record. Nothing else writes.

import type Database from 'better-sqlite3';
import { wrap, type WriteDb } from '../kernel/database.ts';
import { newId } from '../kernel/uuid.ts';
import { asReplicaError } from '../kernel/open.ts';
import { listAlarm } from './alarm.ts';
import type { Act, Asker } from './asker.ts';
import { appendAudit, auditUnavailable, openChain, type AuditEntry } from './audit-chain.ts';
import { lastOperation } from './audit-record.ts';
import { auditSealOf } from './audit-seal.ts';
import { transact } from './journal.ts';

export type OperationKind = 'create' | 'update' | 'delete' | 'restore' | 'load';

/** Before and after of one field, as stored. */
export type Delta = readonly [field: string, before: string | number | null, after: string | number | null];

export interface Operation {
  readonly kind: OperationKind;
  /** `project`, `project_membership`, `org` or a support table. Extension fields belong to the membership. */
  readonly entity: string;
  readonly entityId: string;
  readonly entityNo: number;
  readonly library: string | null;
  readonly baseVersion: number;
  readonly deltas: readonly Delta[];
  readonly reason?: string | null;
  readonly batchId?: string | null;
}

/** The writing side of one act: what a write function is given. */
export interface Writing {
  readonly db: WriteDb;
  readonly act: Act;
  /** Appends to the change log; returns the operation's id. */
  log(operation: Operation): string;
  /** Adds an audit record that covers the operations logged since the one before; returns its number. */
  note(entry: AuditEntry): number;
}

/**
 * Runs `work` in one immediate transaction and adds the audit record `event` with what `describe` says about the outcome.
 * Whatever fails, nothing is kept; without its record no act happens (`audit_unavailable`). SQLite's own failures come
 * out as `AppError` where a person can act on them.
 */
export function perform<T>(
  connection: Database.Database,
  asker: Asker,
  event: string,
  work: (writing: Writing) => T,
  describe: (outcome: T) => Readonly<Record<string, unknown>>,
): T {
  return performNoted(connection, asker, (writing) => {
    const outcome = work(writing);
    writing.note({ event, detail: describe(outcome) });
    return outcome;
  });
}

/** The same for acts whose records are not one of their own event: `work` notes at least one itself. */
export function performNoted<T>(connection: Database.Database, asker: Asker, work: (writing: Writing) => T): T {
  const db = wrapped(connection);
  const seal = auditSealOf(db);
  const { actor, at, clock = unknownClock } = asker;
  const act: Act = { actId: newId(), actor, at, clock };
  try {
    return transact(connection, () => {
      openChain(db, seal, act);
      let covered = lastOperation(db);
      let records = 0;
      const note = (entry: AuditEntry): number => {
        const seq = appendAudit(db, seal, act, entry, covered);
        listAlarm(db, act, seq, entry);
        covered = lastOperation(db);
        records += 1;
        return seq;
      };
      const outcome = work({ db, act, log: (operation) => appendOperation(db, act, operation), note });
      if (records === 0 || lastOperation(db) !== covered) throw new Error('an act ended without its audit record');
      return outcome;
    });
  } catch (error) {
    throw isReadOnly(error) ? auditUnavailable(error) : asReplicaError(error);
  }
}

/** A file that may only be read takes no record, so nothing may be done. */
const isReadOnly = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('SQLITE_READONLY');

const unknownClock = { state: null, utcOffset: null };

const wrappers = new WeakMap<Database.Database, WriteDb>();

/** One wrapper per connection keeps its prepared statements across acts. */
function wrapped(connection: Database.Database): WriteDb {
  let db = wrappers.get(connection);
  if (db === undefined) {
    db = wrap(connection);
    wrappers.set(connection, db);
  }
  return db;
}

function appendOperation(db: WriteDb, act: Act, operation: Operation): string {
  const operationId = newId();
  db.run(
    `INSERT INTO operation (operation_id, act_id, batch_id, kind, entity, entity_id, entity_no, library, base_version, author, device, at, reason, deltas)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      operationId,
      act.actId,
      operation.batchId ?? null,
      operation.kind,
      operation.entity,
      operation.entityId,
      operation.entityNo,
      operation.library,
      operation.baseVersion,
      act.actor.name,
      act.actor.device,
      act.at,
      operation.reason ?? null,
      JSON.stringify(operation.deltas),
    ],
  );
  return operationId;
}
