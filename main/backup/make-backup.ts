// Makes one backup while the station works; it shows in the folder only once all of it has been read back.

import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forget } from '#crypto/bytes.ts';
import { keyLength } from '#crypto/suite.ts';
import { suites } from '#crypto/suites.ts';
import type { Examined } from '#db/client.ts';
import { libraries } from '#domain/dictionary/index.ts';
import { AppError } from '#domain/result.ts';
import { keyFileName } from '../keys/key-file.ts';
import { fingerprintOf, type BackupFolder } from './backup-folder.ts';
import { withBackupKey, withCopies, withReplica, type BackupJob, type BackupStation } from './backup-station.ts';
import { sealCopyKey, withCode, type BackupKind, type Manifest } from './manifest.ts';

export interface BackupOrder {
  readonly kind: BackupKind;
  readonly note: string;
  readonly madeBy: { readonly name: string; readonly login: string };
}

/** Room beside the copy for what SQLite needs while it is made. */
const spareBytes = 16 * 1024 * 1024;

/** How often the growing copy is looked at. */
const lookEveryMs = 200;

/** Errors `disk_full`, `aborted`, `replica_damaged` (the replica itself cannot be read); nothing is left behind then. */
export async function makeBackup(station: BackupStation, folder: BackupFolder, order: BackupOrder, job: BackupJob): Promise<Manifest> {
  const { keys, ring, dataDir } = station;
  const replica = join(dataDir, keys.database.file);
  const expected = sizeOf(replica) + sizeOf(`${replica}-wal`);
  folder.requireSpace(expected + spareBytes);
  const at = station.now();
  const name = nameOf(at, order.kind);
  const suite = suites[keys.suite];
  const sealing = { name, replicaId: keys.replicaId, zone: keys.zone, suite: keys.suite, generation: ring.generation };
  const copyKey = suite.random(keyLength);
  try {
    return await folder.add(name, async (copy) => {
      const target = { file: copy, cipher: keys.database.cipher, key: copyKey };
      const watch = setInterval(() => job.progress('复制数据', Math.min(sizeOf(copy), expected), expected), lookEveryMs);
      let made: Examined;
      try {
        made = await withReplica(station, (source) =>
          withCopies(station, job, (copies) => copies.copy({ source, target }, { onProgress: (done, total) => job.progress('核对数据', done, total) })),
        );
      } finally {
        clearInterval(watch);
      }
      job.progress('写入清单', 0, 1);
      const file = await fingerprintOf(copy);
      if (file === undefined) throw new Error('the copy has gone');
      if (job.signal.aborted) throw new AppError('aborted', '已取消备份，没有留下未完成的备份。');
      const keyFile = await readFile(join(dataDir, keyFileName), 'utf8');
      return withBackupKey(station, ring.generation, (backupKey) =>
        withCode(backupKey, {
          format: 1,
          ...sealing,
          ...order,
          at: at.toISOString(),
          deviceId: keys.deviceId,
          programVersion: station.programVersion,
          key: sealCopyKey(backupKey, sealing, copyKey),
          cipher: keys.database.cipher,
          ...file,
          position: made.position,
          digest: { ...made.digest, migrations: [...made.digest.migrations], tables: made.digest.tables.map((table) => ({ ...table })) },
          records: recordsIn(made),
          keyFile,
        }),
      );
    });
  } finally {
    forget(copyKey);
  }
}

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

/** Local time first, so that names sort by age: `20260302-020000-daily`. */
function nameOf(at: Date, kind: BackupKind): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}${String(at.getMilliseconds()).padStart(3, '0')}-${kind}`;
}

/** Rows a person would call records: memberships of projects, and the rows of the other libraries. */
function recordsIn({ digest }: Examined): number {
  const tables = new Set<string>(['project_membership', ...libraries.filter(({ kind }) => kind === 'support').map(({ table }) => table.name)]);
  return digest.tables.filter(({ table }) => tables.has(table)).reduce((sum, { rows }) => sum + rows, 0);
}
