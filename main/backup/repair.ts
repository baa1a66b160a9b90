// Repair before anybody is signed in: the password opens the keys, not the replica; what is wrong is told, and a backup put in place.

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCopies } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import { keyFileName, type KeyFile } from '../keys/key-file.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { tryPassword } from '../session/sign-in.ts';
import { Station } from '../session/station.ts';
import type { StationLock } from '../session/station-lock.ts';
import { BackupFolder, backupFolderOf } from './backup-folder.ts';
import { withCopies, withReplica, type BackupJob, type BackupStation } from './backup-station.ts';
import { inspect, viewsOf, type BackupView } from './backups.ts';
import { journalAlone, restore, restoredEntry, settleLocked } from './restore.ts';
import { endSwap, prepare, abandonPrepared, isSwapDecided, type RestoreReport } from './swap.ts';

export interface Inspection {
  readonly state: 'good' | 'damaged' | 'missing';
  readonly detail: string;
  /** Changes of records newer than the newest good backup that the journal still has. */
  readonly salvageable: number;
  readonly backups: readonly BackupView[];
}

interface Opened {
  readonly station: BackupStation;
  readonly folder: BackupFolder;
  readonly by: { readonly name: string; readonly login: string };
  /** Text of the key file of a backup, when the station's own cannot be used. */
  readonly keyFile: string | null;
}

const fromCentre = '从数据中心重新下载的功能将随联网版本提供，目前请用本机备份恢复。';

/** Looks at replica, journal and backups. Errors `station_in_use`, `not_initialised` and those of signing in. */
export const inspectStation = (own: Station, login: string, password: string, job: BackupJob): Promise<Inspection> =>
  withKeys(own, login, password, async ({ station, folder, keyFile }) => {
    const found = await stateOf(station, job);
    const backups = await checkedUntilGood(station, folder, job);
    const newest = backups.find(({ state }) => state === 'good');
    const position = newest === undefined ? 0 : (folder.get(newest.name).manifest?.position ?? 0);
    const { acts, operations, last } = await journalAfter(station, position, job);
    const whole = position === 0 ? { acts, operations, last } : await journalAfter(station, 0, job);
    const reachesBack = whole.acts > 0 && whole.acts === whole.last;
    const damagedKeys = keyFile === null ? '' : '密钥文件 keys.json 已损坏，将用备份中的副本代替。';
    return {
      state: keyFile === null ? found.state : found.state === 'missing' ? 'missing' : 'damaged',
      detail: `${found.detail}${damagedKeys}${adviceFor(found.state !== 'good' || keyFile !== null, newest, operations, reachesBack)}`,
      salvageable: newest === undefined && !reachesBack ? 0 : operations,
      backups: reachesBack ? [...backups, beginning(whole.operations)] : backups,
    };
  });

/** Errors of `restore` and of signing in; nothing has changed then. */
export const restoreStation = (own: Station, login: string, password: string, backup: string, job: BackupJob): Promise<RestoreReport> =>
  withKeys(own, login, password, async ({ station, folder, by, keyFile }) => {
    const report = await restore(station, folder, { backup, by, keyFile }, job);
    const { journal } = await own.memory(station.keys);
    journal.append(restoredEntry(report));
    endSwap(station.dataDir);
    own.notices.restored(report);
    return report;
  });

async function withKeys<T>(own: Station, login: string, password: string, work: (opened: Opened) => Promise<T>): Promise<T> {
  const { startCopies, programVersion, clocks } = own.options;
  if (startCopies === undefined) throw new Error('this station was not told how to copy its database');
  if (!existsSync(own.dataDir)) throw new AppError('not_initialised', '数据目录中还没有副本。请先初始化，或检查数据目录是否正确。', { dataDir: own.dataDir });
  const lock: StationLock = own.lock();
  let ring: KeyRing | undefined;
  try {
    await settleLocked(own);
    const folder = new BackupFolder(backupFolderOf(own.dataDir));
    const opened = await openKeys(own, folder, login, password);
    ring = opened.ring;
    const station: BackupStation = {
      dataDir: own.dataDir,
      keys: opened.keys,
      ring,
      programVersion,
      now: clocks.wall,
      startCopies: () => openCopies(startCopies()),
    };
    return await work({ station, folder, by: { name: login, login }, keyFile: opened.keyFile });
  } finally {
    ring?.destroy();
    lock.release();
  }
}

interface OpenedKeys {
  readonly keys: KeyFile;
  readonly ring: KeyRing;
  readonly keyFile: string | null;
}

/** The station's own key file, else the newest one in a backup that the password opens. */
async function openKeys(own: Station, folder: BackupFolder, login: string, password: string): Promise<OpenedKeys> {
  try {
    const keys = own.requireKeyFile();
    return { keys, ring: await tryPassword(own, keys, await own.memory(keys), login, password), keyFile: null };
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'replica_damaged' && error.code !== 'not_initialised')) throw error;
    for (const { manifest } of folder.list()) {
      const opened = manifest === undefined ? undefined : await openCopyOfKeys(own, manifest.keyFile, login, password);
      if (opened !== undefined) return opened;
    }
    throw error;
  }
}

/** Undefined when this copy is no better than the station's own. A wrong password counts like any other. */
async function openCopyOfKeys(own: Station, text: string, login: string, password: string): Promise<OpenedKeys | undefined> {
  if (isSwapDecided(own.dataDir)) return undefined;
  const aside = prepare(own.dataDir);
  try {
    writeFileSync(join(aside, keyFileName), text, { mode: 0o600 });
    const standIn = new Station({ ...own.options, dataDir: aside });
    const keys = standIn.requireKeyFile();
    return { keys, ring: await tryPassword(standIn, keys, await own.memory(keys), login, password), keyFile: text };
  } catch (error) {
    if (error instanceof AppError && error.code === 'replica_damaged') return undefined;
    throw error;
  } finally {
    rmSync(join(aside, keyFileName), { force: true });
    abandonPrepared(own.dataDir);
  }
}

/** All of the replica is read. */
async function stateOf(station: BackupStation, job: BackupJob): Promise<Pick<Inspection, 'state' | 'detail'>> {
  if (!existsSync(join(station.dataDir, station.keys.database.file))) return { state: 'missing', detail: '本地数据副本不见了。' };
  try {
    const { position } = await withReplica(station, (location) =>
      withCopies(station, job, (copies) => copies.examine({ location }, { onProgress: (done, total) => job.progress('检查本地副本', done, total) })),
    );
    const { acts } = await journalAfter(station, position, job);
    return { state: 'good', detail: acts > 0 ? `本地数据副本完好；修改日志中另有 ${acts} 次操作，登录时会自动补上。` : '本地数据副本完好。' };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'replica_damaged') throw error;
    return { state: 'damaged', detail: '本地数据副本损坏。' };
  }
}

const journalAfter = (station: BackupStation, position: number, job: BackupJob): Promise<{ acts: number; operations: number; last: number }> =>
  withReplica(station, (location) => withCopies(station, job, (copies) => copies.journalAfter({ location, auditKey: station.ring.auditKey(), position })));

/** Backups as they are, the newest read until one is good: that is the one to restore. */
async function checkedUntilGood(station: BackupStation, folder: BackupFolder, job: BackupJob): Promise<BackupView[]> {
  for (const file of folder.list()) if ((await inspect(station, folder, file, job)) === null) break;
  return viewsOf(station, folder);
}

function adviceFor(isDamaged: boolean, newest: BackupView | undefined, operations: number, reachesBack: boolean): string {
  if (!isDamaged) return '';
  if (newest !== undefined) return `最近的完好备份为“${newest.name}”；备份之后的 ${operations} 条修改已保全，恢复时一并找回。${fromCentre}`;
  if (reachesBack) return `没有可用的备份，但修改日志从建库时起是完整的，可据此恢复全部 ${operations} 条修改。${fromCentre}`;
  return `没有可用的备份。请不要删除数据目录，联系信息管理员。${fromCentre}`;
}

const beginning = (operations: number): BackupView => ({
  name: journalAlone,
  at: '',
  kind: 'manual',
  bytes: 0,
  records: 0,
  auditSize: 0,
  operations,
  state: 'good',
  detail: '不用备份：按本机修改日志从建库时起重新写入。',
});
