// The database once more under another key, beside the old one: complete, checked and on the disk, or not there at all.

import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3-multiple-ciphers';
import { AppError } from '#domain/result.ts';
import { applyKey } from './cipher.ts';
import { asReplicaError, openConnection, type ReplicaLocation } from './open.ts';

/** What a copy is called until it is complete: such files are nobody's and may be deleted at any time. */
const unfinished = (target: string): string => `${target}.rekeying`;

/**
 * Writes the database at `source` to the new file `target` under `newKey`, as of one moment, without the space of deleted
 * rows; the source is only read. Errors: `already_initialised` when the target exists, `replica_busy` when somebody wrote
 * meanwhile, `replica_damaged`, `disk_full`; no file is left then.
 */
export function rekeyCopy(source: ReplicaLocation, target: string, newKey: Uint8Array): void {
  if (existsSync(target)) throw new AppError('already_initialised', '目标文件已经存在，没有复制，数据没有改动。', { target });
  const temporary = unfinished(target);
  rmSync(temporary, { force: true });
  try {
    const before = copyOf(source, temporary);
    rekey({ ...source, file: temporary }, newKey);
    const after = contentOf({ ...source, file: temporary, key: newKey });
    if (JSON.stringify(after) !== JSON.stringify(before)) {
      throw new AppError('replica_damaged', '复制出的数据库与原库不一致，密钥没有更换，原库没有改动。请检查磁盘后重试。', { before, after });
    }
    syncToDisk(temporary, 'r+');
    renameSync(temporary, target);
    if (process.platform !== 'win32') syncToDisk(dirname(target), 'r');
  } catch (error) {
    rmSync(temporary, { force: true });
    throw asReplicaError(error);
  }
}

interface Content {
  readonly [table: string]: number;
}

/** SQLite's own copy, under the old key: one consistent state, whatever lies in the write-ahead log. Answers with the rows per table. */
function copyOf(source: ReplicaLocation, target: string): Content {
  // SQLite would let everyone on the machine read it.
  closeSync(openSync(target, 'wx', 0o600));
  const connection = openConnection(source, 'read');
  try {
    const version = connection.pragma('data_version', { simple: true });
    connection.prepare('VACUUM INTO ?').run(target);
    const content = rowsOf(connection);
    if (connection.pragma('data_version', { simple: true }) !== version) {
      throw new AppError('replica_busy', '复制期间另一个程序写入了数据库，密钥没有更换，数据没有改动。请关闭另一个窗口后重试。');
    }
    return content;
  } finally {
    connection.close();
  }
}

/** Encrypts every page anew. The file is nobody's yet, so it needs no journal: after a crash it is thrown away. */
function rekey({ file, cipher, key }: ReplicaLocation, newKey: Uint8Array): void {
  const connection = new Database(file, { fileMustExist: true });
  try {
    applyKey(connection, cipher, key);
    connection.pragma('journal_mode = OFF');
    connection.pragma(`rekey="raw:${Buffer.from(newKey).toString('hex')}"`);
  } finally {
    connection.close();
  }
}

/** The rows per table of a file that is whole. Error `replica_damaged`. */
function contentOf(location: ReplicaLocation): Content {
  const connection = openConnection(location, 'read');
  try {
    const faults = connection.pragma('integrity_check', { simple: true });
    if (faults !== 'ok') throw new AppError('replica_damaged', '复制出的数据库没有通过完整性检查，密钥没有更换，原库没有改动。请检查磁盘后重试。', { faults });
    return rowsOf(connection);
  } finally {
    connection.close();
  }
}

function rowsOf(connection: Database.Database): Content {
  const tables = connection
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name")
    .pluck()
    .all() as string[];
  return Object.fromEntries(tables.map((name) => [name, connection.prepare(`SELECT count(*) FROM "${name}"`).pluck().get() as number]));
}

function syncToDisk(path: string, mode: 'r' | 'r+'): void {
  const file = openSync(path, mode);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
