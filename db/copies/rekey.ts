// The database once more under another key, beside the old one: complete, compared row by row and on the disk, or not there at all.

import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#domain/result.ts';
import { copyReplica } from '../kernel/copy.ts';
import { differenceOf } from '../kernel/digest.ts';
import type { ReplicaLocation } from '../kernel/open.ts';
import { examineReplica, type Examined, type Job } from './examine.ts';

export interface Rekey {
  readonly source: ReplicaLocation;
  /** Path of the copy; nothing stands there yet. */
  readonly target: string;
  /** Raw key of the copy. */
  readonly newKey: Uint8Array;
}

/** What a copy is called until it is complete: such a file is nobody's and may be deleted at any time. */
const unfinished = (target: string): string => `${target}.rekeying`;

/**
 * Nobody may write to the source from the call until the copy has taken its place; it is only read here. Errors:
 * `already_initialised` when the target exists, `replica_busy` when somebody wrote all the same, `replica_damaged`,
 * `disk_full`, `aborted`; no file is left then.
 */
export function rekeyCopy({ source, target, newKey }: Rekey, job: Job): Examined {
  if (existsSync(target)) throw new AppError('already_initialised', '目标文件已经存在，密钥没有更换，数据没有改动。请重试。', { target });
  const copy = { ...source, file: unfinished(target), key: newKey };
  rmSync(copy.file, { force: true });
  try {
    copyReplica(source, copy);
    const copied = examineReplica(copy, job);
    const difference = differenceOf(examineReplica(source, job).digest, copied.digest);
    if (difference !== undefined) {
      throw new AppError('replica_busy', '更换密钥期间有别的程序写入了数据库，密钥没有更换，数据没有改动。请关闭其他窗口后重试。', { difference });
    }
    renameSync(copy.file, target);
    syncFolderOf(target);
    return copied;
  } catch (error) {
    rmSync(copy.file, { force: true });
    throw error;
  }
}

/** A new name is safe only when its folder is written, too; Windows keeps names in its own journal and opens no folders. */
function syncFolderOf(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
