// Appends to the audit: each record is linked to all before it and carries a code that needs the audit key.

import { AppError } from '#domain/result.ts';
import type { ReadDb, WriteDb } from '../kernel/database.ts';
import type { Act, Actor } from './asker.ts';
import { auditColumns, canonicalRecord, operationsAfter, recordsAfter, type AuditRow } from './audit-record.ts';
import { ListHash, linkAfter, macOf, noLink, type AuditSeal } from './audit-seal.ts';

/** What is recorded. `database`, `id` and `reason` of the detail also stand in columns of their own. */
export interface AuditEntry {
  readonly event: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly result?: 'done' | 'refused';
  /** When it happened, if not in this act: events of a locked station are recorded when it is opened. */
  readonly at?: string;
  /** Who it was, if not the person of this act. */
  readonly actor?: Actor;
}

/** The event that vouches for what was recorded before the chain began. */
export const chainOpened = 'audit.opened';

interface End {
  readonly seq: number;
  /** Null: the last record was made before the chain. */
  readonly link: Uint8Array | null;
}

/** The newest record; a replica without any has the number 0. */
export const endOfAudit = (db: ReadDb): End =>
  db.get<End>('SELECT audit_seq AS seq, link FROM audit ORDER BY audit_seq DESC LIMIT 1') ?? { seq: 0, link: noLink };

/**
 * Adds a record for `entry`, covering the entries of the change log after number `operationsFrom`. Returns its number.
 * Error `audit_unavailable`: the transaction must then be given up, and with it the act.
 */
export function appendAudit(db: WriteDb, seal: AuditSeal, act: Act, entry: AuditEntry, operationsFrom: number): number {
  try {
    const operations = new ListHash(seal.suite);
    for (const { canonical } of operationsAfter(db, operationsFrom)) operations.add(canonical);
    return append(db, seal, rowOf(act, entry), operations);
  } catch (error) {
    throw auditUnavailable(error);
  }
}

/** Of a replica made before the chain, the first record of the chain states what came before: how many records, and their hash. */
export function openChain(db: WriteDb, seal: AuditSeal, act: Act): void {
  const { link } = endOfAudit(db);
  if (link !== null) return;
  try {
    const earlier = earlierRecords(db, seal);
    const operations = new ListHash(seal.suite);
    for (const { canonical } of operationsAfter(db, 0)) operations.add(canonical);
    append(db, seal, rowOf(act, { event: chainOpened, detail: { records: earlier.count, hash: earlier.value } }), operations);
  } catch (error) {
    throw auditUnavailable(error);
  }
}

/** Hash of the records made before the chain. */
function earlierRecords(db: ReadDb, { suite }: AuditSeal): ListHash {
  const earlier = new ListHash(suite);
  for (const [row, link] of recordsAfter(db, 0)) {
    if (link !== null) break;
    earlier.add(canonicalRecord(row));
  }
  return earlier;
}

type Unnumbered = Omit<AuditRow, 'audit_seq' | 'operations' | 'operations_hash' | 'suite'>;

function rowOf(act: Act, { event, detail, result = 'done', at = act.at, actor = act.actor }: AuditEntry): Unnumbered {
  return {
    act_id: act.actId,
    actor: stored(actor.name),
    at: stored(at),
    clock: act.clock.state,
    detail: JSON.stringify(detail),
    device: stored(actor.device),
    event,
    login: textOrNull(actor.login),
    object_database: textOrNull(detail['database']),
    object_id: textOrNull(detail['id']),
    reason: textOrNull(detail['reason']),
    result,
    roles: JSON.stringify(actor.roles ?? []),
    user_id: textOrNull(actor.userId),
    utc_offset: act.clock.utcOffset,
  };
}

/** SQLite keeps no lone surrogates; what is hashed must be what is read back. */
const stored = (text: string): string => text.toWellFormed();

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? stored(value) : null);

function append(db: WriteDb, seal: AuditSeal, unnumbered: Unnumbered, operations: ListHash): number {
  const end = endOfAudit(db);
  const seq = end.seq + 1;
  const given: AuditRow = { ...unnumbered, audit_seq: seq, operations: operations.count, operations_hash: operations.value, suite: seal.suite.id };
  const row = inOrder(given);
  const link = linkAfter(seal.suite, end.link ?? noLink, canonicalRecord(row));
  db.run(insertion, { ...row, link, mac: macOf(seal, link) });
  return seq;
}

const inOrder = (row: AuditRow): AuditRow => Object.fromEntries(auditColumns.map((column) => [column, row[column]])) as unknown as AuditRow;

const columns = [...auditColumns, 'link', 'mac'];
const insertion = `INSERT INTO audit (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`;

/** No record, no act. */
export function auditUnavailable(cause: unknown): AppError {
  if (cause instanceof AppError && cause.code === 'audit_unavailable') return cause;
  const reason = cause instanceof AppError ? cause.code : cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new AppError(
    'audit_unavailable',
    '审计记录无法写入，本次操作没有执行，数据没有改动。请检查磁盘空间和数据目录的写入权限后重试；仍然不行时请联系系统管理员。',
    { reason },
    cause,
  );
}
