// Purging old audit records: whole signed prefixes only, and a tombstone so that the rest still verifies.

import { AppError } from '#domain/result.ts';
import { toHex } from '#crypto/bytes.ts';
import { suites } from '#crypto/suites.ts';
import type { ReadDb } from '../kernel/database.ts';
import type { Writing } from './act.ts';
import { operationsAfter } from './audit-record.ts';
import { ListHash } from './audit-seal.ts';

export const purged = 'audit.purged';

/** At least six months: 网络安全法 (2025) §23(三). */
const shortestRetentionDays = 183;
const usualRetentionYears = 3;

const dayMs = 86_400_000;

export interface Tombstone {
  /** Records up to this number are gone. */
  readonly through: number;
  /** Link of the last of them. */
  readonly head: Uint8Array;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Operations of the change log up to this number belonged to them; the log keeps them, under this hash. */
  readonly operationThrough: number;
  readonly operationsHash: string | null;
}

const columns = 'through, head, first_at AS firstAt, last_at AS lastAt, operation_through AS operationThrough, operations_hash AS operationsHash';

/** The mark the last purge left; undefined when nothing was ever purged. */
export const tombstoneOf = (db: ReadDb): Tombstone | undefined => db.get(`SELECT ${columns} FROM audit_tombstone ORDER BY through DESC LIMIT 1`);

/** What the chain's own record states of a tombstone. */
export const purgeFacts = ({ head, ...facts }: Tombstone): Readonly<Record<string, string | number | null>> => ({ ...facts, head: toHex(head) });

/** Records made before this moment may be purged. `before` null: the usual retention. Error `audit_too_young`. */
export function purgeLimit(before: string | null, now: string): string {
  const latest = new Date(Date.parse(now) - shortestRetentionDays * dayMs).toISOString();
  if (before === null) {
    const usual = new Date(now);
    usual.setUTCFullYear(usual.getUTCFullYear() - usualRetentionYears);
    return usual.toISOString();
  }
  const wanted = new Date(before).toISOString();
  if (wanted > latest) {
    throw new AppError(
      'audit_too_young',
      `审计记录至少保存六个月（${shortestRetentionDays} 天），没有清理任何记录。请把截止时间定在 ${latest.slice(0, 10)} 或更早。`,
      { latest },
    );
  }
  return wanted;
}

/**
 * Number of the newest record that may go: everything up to it was made before `limit`, and a signed checkpoint ends there.
 * 0 when there is nothing to purge. Error `bad_input` while an alarm among them is not acknowledged.
 */
export function purgeableThrough(db: ReadDb, limit: string): number {
  const kept = db.get<{ seq: number | null }>('SELECT min(audit_seq) AS seq FROM audit WHERE at >= ?', [limit])?.seq;
  // The newest checkpoint always stays, with the record that vouches for it.
  const newest = db.get<{ size: number | null }>('SELECT max(size) AS size FROM audit_checkpoint')?.size ?? 0;
  const bound = Math.min(kept ?? Number.MAX_SAFE_INTEGER, newest);
  const through = db.get<{ size: number | null }>('SELECT max(size) AS size FROM audit_checkpoint WHERE size < ?', [bound])?.size ?? 0;
  const open = db.get<{ n: number }>('SELECT count(*) AS n FROM alarm WHERE audit_seq <= ? AND acknowledged_at IS NULL', [through])?.n ?? 0;
  if (open > 0) throw new AppError('bad_input', `要清理的时段内还有 ${open} 条告警没有确认，没有清理任何记录。请先由安全管理员确认告警。`, { open });
  return through > (tombstoneOf(db)?.through ?? 0) ? through : 0;
}

/** Removes the records up to `through` and leaves the tombstone. */
export function purgeThrough({ db }: Writing, through: number): Tombstone & { readonly removed: number } {
  const before = tombstoneOf(db);
  const span = db.get<{ removed: number; firstAt: string; operations: number }>(
    'SELECT count(*) AS removed, min(at) AS firstAt, sum(operations) AS operations FROM audit WHERE audit_seq <= ?',
    [through],
  );
  const last = db.get<{ link: Uint8Array; at: string; suite: string }>('SELECT link, at, suite FROM audit WHERE audit_seq = ?', [through]);
  if (span === undefined || last === undefined) throw new Error(`no audit record ${through}`);
  const operations = new ListHash(suites[last.suite === 'gm' ? 'gm' : 'intl']);
  const count = (before?.operationThrough ?? 0) + span.operations;
  let operationThrough = 0;
  for (const { seq, canonical } of operationsAfter(db, 0)) {
    if (operations.count === count) break;
    operations.add(canonical);
    operationThrough = seq;
  }
  const tombstone: Tombstone = { through, head: last.link, firstAt: span.firstAt, lastAt: last.at, operationThrough, operationsHash: operations.value };
  db.run('INSERT INTO audit_tombstone (through, head, first_at, last_at, operation_through, operations_hash) VALUES (?, ?, ?, ?, ?, ?)', [
    through,
    last.link,
    tombstone.firstAt,
    tombstone.lastAt,
    operationThrough,
    tombstone.operationsHash,
  ]);
  db.run('DELETE FROM audit_tombstone WHERE through < ?', [through]);
  db.run('DELETE FROM audit_checkpoint WHERE size < ?', [through]);
  db.run('DELETE FROM alarm WHERE audit_seq <= ?', [through]);
  db.run('DELETE FROM audit WHERE audit_seq <= ?', [through]);
  return { ...tombstone, removed: span.removed };
}
