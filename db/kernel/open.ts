// Opens the replica file: key, pragmas, and the first read that proves the key is right.

import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { AppError } from '#domain/result.ts';
import type { SuiteId } from '#crypto/suite.ts';
import { applyKey, type Cipher } from './cipher.ts';

/** What only the threads of an open replica may know. 32 bytes each; null where the person's key file has none. */
export interface ReplicaSecrets {
  /** Raw key of the file. */
  readonly key: Uint8Array;
  /** Authenticates audit records. */
  readonly auditKey: Uint8Array | null;
  /** Encrypts personal fields. */
  readonly columnKey: Uint8Array | null;
  /** Of what is made from now on; what another suite made stays readable. */
  readonly suite: SuiteId;
}

export interface ReplicaFile {
  readonly file: string;
  readonly cipher: Cipher;
}

export type ReplicaLocation = ReplicaFile & Pick<ReplicaSecrets, 'key'>;

/** Page cache of a connection: 64 MB is the measured fair default (performance.md §2). */
const cacheKib = 64 * 1024;

/** Opens an existing replica, or creates one with `create`. Errors: `replica_damaged` (wrong key or broken file), `disk_full`. */
export function openConnection(location: ReplicaLocation, mode: 'write' | 'read' | 'create'): Database.Database {
  if (mode !== 'create' && !existsSync(location.file)) {
    throw new AppError('not_initialised', '数据目录中没有副本文件，请先初始化，或检查数据目录是否正确。', { file: location.file });
  }
  // SQLite would let everyone on the machine read it; the log beside it takes over what the file allows.
  if (mode === 'create') closeSync(openSync(location.file, 'a', 0o600));
  const connection = new Database(location.file, { readonly: mode === 'read', fileMustExist: mode !== 'create' });
  try {
    applyKey(connection, location.cipher, location.key);
    connection.prepare('SELECT count(*) FROM sqlite_schema').get();
    connection.pragma('foreign_keys = ON');
    connection.pragma('trusted_schema = OFF');
    connection.pragma('cell_size_check = ON');
    connection.pragma('temp_store = MEMORY');
    connection.pragma(`cache_size = -${cacheKib}`);
    connection.pragma('busy_timeout = 5000');
    if (mode !== 'read') {
      connection.pragma('journal_mode = WAL');
      connection.pragma('synchronous = FULL');
      // What was deleted or overwritten does not stay in the free space of pages.
      connection.pragma('secure_delete = ON');
    }
    return connection;
  } catch (error) {
    connection.close();
    throw asReplicaError(error);
  }
}

/** Turns what SQLite throws into the failures a person can act on; anything else is passed on unchanged. */
export function asReplicaError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') {
    return new AppError('disk_full', '磁盘空间不足，未保存，数据没有改动。请清理磁盘后重试。', undefined, error);
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new AppError(
      'replica_damaged',
      '本地副本损坏：文件无法读取，或密钥与文件不符。没有显示任何不可靠的数据，也没有改动数据，请在修复页面（或用 ws repair）恢复。',
      { sqlite: code },
      error,
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new AppError('disk_full', '读写磁盘失败，本次操作没有写入任何数据。请检查磁盘空间与权限后重试。', { sqlite: code }, error);
  }
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') {
    return new AppError('replica_busy', '副本正被另一个程序使用，本次操作没有写入任何数据。请关闭另一个窗口后重试。', { sqlite: code }, error);
  }
  return error;
}
