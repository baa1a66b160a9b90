// Opens a replica file aside and reads all of it: whether it is whole, and what it holds.

import type Database from 'better-sqlite3';
import { AppError } from '#domain/result.ts';
import { digestReplica, type ReplicaDigest } from '../kernel/digest.ts';
import { openConnection, type ReplicaLocation } from '../kernel/open.ts';
import { positionOf } from '../spine/journal.ts';

export interface Job {
  readonly progress: (done: number, total: number) => void;
  readonly cancelled: () => boolean;
}

export interface Examined {
  /** Acts ever committed, as counted by the journal. */
  readonly position: number;
  readonly digest: ReplicaDigest;
}

/**
 * Every page of the file is read and checked, every row is hashed. Errors: `replica_damaged` with the reason in
 * `details.reason`; `aborted`.
 */
export function examineReplica(location: ReplicaLocation, job: Job): Examined {
  const connection = openConnection(location, 'read');
  try {
    requireWhole(connection);
    return { position: positionOf(connection), digest: digestReplica(connection, job) };
  } finally {
    connection.close();
  }
}

/** Error `replica_damaged` when SQLite finds anything out of order. */
export function requireWhole(connection: Database.Database): void {
  const findings = connection.pragma('integrity_check(5)', { simple: false }) as { integrity_check: string }[];
  const [first] = findings.map(({ integrity_check: line }) => line);
  if (first !== 'ok') throw new AppError('replica_damaged', '副本文件损坏：页面或索引不一致，没有使用。', { reason: first ?? 'no answer' });
  const broken = connection.prepare('SELECT count(*) FROM pragma_foreign_key_check').pluck().get() as number;
  if (broken > 0) throw new AppError('replica_damaged', '副本文件损坏：引用的记录不存在，没有使用。', { reason: `${broken} broken references` });
}

/** A quick look at a file that may have been left in the middle of something: pages and their order, but no indexes. */
export function quickCheck(location: ReplicaLocation): void {
  const connection = openConnection(location, 'read');
  try {
    const findings = connection.pragma('quick_check(5)') as { quick_check: string }[];
    const [first] = findings.map(({ quick_check: line }) => line);
    if (first !== 'ok')
      throw new AppError('replica_damaged', '本地副本损坏：页面不一致。数据没有改动，请在修复页面用备份恢复。', { reason: first ?? 'no answer' });
  } finally {
    connection.close();
  }
}
