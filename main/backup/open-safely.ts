// Opening the replica so that nothing is lost on the way: a check after an unclean end, a backup before a migration, damage told.

import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReplicaClient, ReplicaLocation } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import { createFileDurably } from '../keys/durable-file.ts';
import { BackupFolder, backupFolderOf } from './backup-folder.ts';
import { withCopies, withReplica, type BackupStation } from './backup-station.ts';
import { genuineManifest } from './check-backup.ts';
import { makeBackup } from './make-backup.ts';
import type { Manifest } from './manifest.ts';
import type { StationNotices } from './notices.ts';

/** Stands while the replica is open; one that stood before means that the program did not get to close it. */
const markerFile = 'in-use';

/** A file of this size is checked in about a second; a larger one is checked while people work. */
const checkedAtOnceBytes = 256 * 1024 * 1024;

const noteBeforeMigration = '升级前';

const quietJob = { signal: new AbortController().signal, progress: () => undefined };

/**
 * Opens the replica by `open`, which is told whether it may change the schema. Errors of `open`; `replica_damaged` also
 * when the check finds damage; what a migration fails with names the backup made before it.
 */
export async function openSafely(station: BackupStation, notices: StationNotices, open: (migrates: boolean) => Promise<ReplicaClient>): Promise<ReplicaClient> {
  const marker = join(station.dataDir, markerFile);
  const wasUnclean = existsSync(marker);
  try {
    const isSmall = sizeOf(station) <= checkedAtOnceBytes;
    if (wasUnclean && isSmall) await check(station);
    const replica = await openOrMigrate(station, notices, open);
    if (!wasUnclean) createFileDurably(marker, `${process.pid}\n`);
    else if (!isSmall) void checkMeanwhile(station, replica, notices);
    notices.watching(replica);
    return {
      ...replica,
      close: async () => {
        await replica.close();
        rmSync(marker, { force: true });
      },
    };
  } catch (error) {
    notices.stopped(error);
    throw error;
  }
}

async function openOrMigrate(station: BackupStation, notices: StationNotices, open: (migrates: boolean) => Promise<ReplicaClient>): Promise<ReplicaClient> {
  try {
    return await open(false);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'migration_needed') throw error;
  }
  const { name } = await backupBeforeMigration(station);
  try {
    const replica = await open(true);
    notices.migrated(name);
    return replica;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(
      error.code,
      `数据库升级没有完成，仍是升级前的内容；升级前的备份为“${name}”。${error.message}`,
      { ...error.details, backup: name },
      error,
    );
  }
}

/** One made before an attempt that was cut short serves again. */
async function backupBeforeMigration(station: BackupStation): Promise<Manifest> {
  const folder = new BackupFolder(backupFolderOf(station.dataDir));
  folder.tidy();
  const order = { kind: 'manual', note: noteBeforeMigration, madeBy: { name: '', login: station.ring.login } } as const;
  const made = await makeBackup(station, folder, order, quietJob);
  for (const file of folder.list()) {
    if (file.name === made.name || file.manifest?.note !== noteBeforeMigration || file.manifest.position !== made.position) continue;
    const isOurs = await genuineManifest(station, file).then(
      () => true,
      () => false,
    );
    if (isOurs) folder.remove(file.name);
  }
  folder.remember(made.name, { state: 'good', detail: '', at: made.at });
  return made;
}

const check = (station: BackupStation): Promise<void> =>
  withReplica(station, (location: ReplicaLocation) => withCopies(station, quietJob, (copies) => copies.quickCheck({ location })));

async function checkMeanwhile(station: BackupStation, replica: ReplicaClient, notices: StationNotices): Promise<void> {
  try {
    await check(station);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'replica_damaged') return;
    notices.stopped(error);
    await replica.close();
  }
}

function sizeOf({ dataDir, keys }: BackupStation): number {
  const file = join(dataDir, keys.database.file);
  return existsSync(file) ? statSync(file).size : 0;
}
