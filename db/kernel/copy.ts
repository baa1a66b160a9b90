// An exact copy of a replica under a key of its own, made while the station works.

import { closeSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3-multiple-ciphers';
import { applyKey } from './cipher.ts';
import { asReplicaError, openConnection, type ReplicaLocation } from './open.ts';

/**
 * Copies `source` to `target`, which must not exist. Reads one consistent state and holds up no writer: `VACUUM INTO`
 * reads inside one snapshot of the write-ahead log. It keeps the key of the source, so the copy is encrypted anew
 * afterwards; at no moment does a page lie unencrypted. On the disk when this returns. Errors as `openConnection`.
 */
export function copyReplica(source: ReplicaLocation, target: ReplicaLocation): { bytes: number } {
  const reading = openConnection(source, 'read');
  try {
    // The file inherits what stands here; SQLite itself would let everyone on the machine read it.
    closeSync(openSync(target.file, 'wx', 0o600));
    reading.prepare('VACUUM INTO ?').run(target.file);
    encryptAnew(source, target);
    return { bytes: statSync(target.file).size };
  } catch (error) {
    for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${target.file}${ending}`, { force: true });
    throw asReplicaError(error);
  } finally {
    reading.close();
  }
}

function encryptAnew(source: ReplicaLocation, target: ReplicaLocation): void {
  const copy = new Database(target.file);
  try {
    applyKey(copy, source.cipher, source.key);
    // Nobody else knows the file, and after a power cut it is thrown away.
    copy.pragma('journal_mode = OFF');
    copy.pragma('synchronous = OFF');
    copy.pragma(`cipher='${target.cipher}'`);
    copy.pragma(`rekey="raw:${Buffer.from(target.key).toString('hex')}"`);
  } finally {
    copy.close();
  }
  const file = openSync(target.file, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
