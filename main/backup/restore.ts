// Restoring: a checked backup is made into a replica aside, later changes are written again, then it takes the old one's place.

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { forget } from '#crypto/bytes.ts';
import type { AuditEntry, ReplicaLocation } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import type { Station } from '../session/station.ts';
import { keyFileName } from '../keys/key-file.ts';
import type { BackupFolder } from './backup-folder.ts';
import { withCopies, withReplica, type BackupJob, type BackupStation } from './backup-station.ts';
import { checkBackup, locationOf } from './check-backup.ts';
import { abandonPrepared, carryOutSwap, decideSwap, endSwap, isSwapDecided, prepare, preparedFolder, type RestoreReport } from './swap.ts';

/** Stands for a backup where there is none: the journal goes back to the beginning of the station. */
export const journalAlone = 'journal';

export interface Restoration {
  readonly backup: string;
  readonly by: { readonly name: string; readonly login: string };
  /** Text of the key file to put in place; null when the station's own is good. */
  readonly keyFile: string | null;
}

/**
 * Puts a backup in place. The replica must be closed and the folder locked. Errors `backup_damaged`, `backup_foreign`,
 * `replica_damaged`, `disk_full`, `aborted`: everything is as it was then.
 */
export async function restore(station: BackupStation, folder: BackupFolder, { backup, by, keyFile }: Restoration, job: BackupJob): Promise<RestoreReport> {
  const { dataDir, keys, ring } = station;
  const manifest = backup === journalAlone ? null : await checkBackup(station, folder, folder.get(backup), job);
  const prepared = prepare(dataDir);
  let source: ReplicaLocation | null = null;
  try {
    source = manifest === null ? null : await locationOf(station, folder, manifest);
    const auditKey = ring.auditKey();
    const now = station.now().toISOString();
    const rebuilt = await withReplica(station, (damaged) =>
      withCopies(station, job, (copies) =>
        copies.rebuild(
          { backup: source, damaged, target: { ...damaged, file: join(prepared, keys.database.file) }, now, auditKey, suite: keys.suite },
          { onProgress: (done, total) => job.progress('补回备份之后的修改', done, total) },
        ),
      ),
    );
    if (manifest === null && rebuilt.acts === 0)
      throw new AppError('replica_damaged', '本机修改日志无法使用，没有恢复，原有文件没有改动。请选用一个备份。', { reason: rebuilt.stopped });
    if (keyFile !== null) writeFileSync(join(prepared, keyFileName), keyFile, { mode: 0o600, flush: true });
    const { isJournalContinuous, ...figures } = rebuilt;
    decideSwap(dataDir, keys.database.file, { keyFile: keyFile !== null, keepJournal: isJournalContinuous }, { backup, at: now, by, ...figures });
    return carryOutSwap(dataDir);
  } catch (error) {
    if (!isSwapDecided(dataDir)) abandonPrepared(dataDir);
    throw error;
  } finally {
    if (source !== null) forget(source.key);
  }
}

/** What the audit says of a restore: sizes before and after explain why the chain differs from what was seen of it. */
export const restoredEntry = ({ by, at, ...detail }: RestoreReport): AuditEntry => ({
  event: 'backup.restored',
  at,
  actor: { name: by.name, login: by.login, device: '' },
  detail: { ...detail },
});

/**
 * Finishes a restore that was decided and killed, and forgets one that was not; the audit gets its record at the next sign-in. To be called before
 * anything in the folder is opened. Error `station_in_use` when another program is at it.
 */
export async function settleRestore(station: Station): Promise<void> {
  if (!isSwapDecided(station.dataDir) && !existsSync(preparedFolder(station.dataDir))) return;
  const lock = station.lock();
  try {
    await settleLocked(station);
  } finally {
    lock.release();
  }
}

/** The same for whoever has the folder. */
export async function settleLocked(station: Station): Promise<void> {
  const { dataDir } = station;
  if (!isSwapDecided(dataDir)) {
    abandonPrepared(dataDir);
    return;
  }
  const report = carryOutSwap(dataDir);
  const { journal } = await station.memory(station.requireKeyFile());
  journal.append(restoredEntry(report));
  endSwap(dataDir);
  station.notices.restored(report);
}
