// Whether a backup is whole, genuine and of this station; the first thing that is wrong is named.

import { forget } from '#crypto/bytes.ts';
import { differenceOf, type ReplicaLocation } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import { fingerprintOf, type BackupFile, type BackupFolder } from './backup-folder.ts';
import { withBackupKey, withCopies, type BackupJob, type BackupStation } from './backup-station.ts';
import { isGenuine, openCopyKey, type Manifest } from './manifest.ts';

const damaged = (name: string, reason: string): AppError =>
  new AppError('backup_damaged', `备份“${name}”不能使用：${reason}。没有用它恢复任何数据，请换一个备份。`, { name, reason });

/** A backup of another replica, or of demonstration data in a real station. Error `backup_foreign`. */
function refuseForeign({ keys }: BackupStation, { name, replicaId, zone }: Manifest): void {
  if (replicaId === keys.replicaId && zone === keys.zone) return;
  const whose = zone === 'demo' && keys.zone !== 'demo' ? '演示数据' : keys.zone === 'demo' && zone !== 'demo' ? '真实工作站' : '另一台工作站';
  throw new AppError('backup_foreign', `备份“${name}”来自${whose}，不能恢复到本机。原有数据没有改动，请选用本机的备份。`, { name });
}

/**
 * What can be told without reading the copy: the manifest is there, of this station, and genuine.
 * Errors `backup_damaged`, `backup_foreign`.
 */
export async function genuineManifest(station: BackupStation, { name, manifest }: BackupFile): Promise<Manifest> {
  if (manifest === undefined) throw damaged(name, '备份清单缺失或无法读取');
  refuseForeign(station, manifest);
  if (manifest.name !== name) throw damaged(name, '备份清单属于另一个备份');
  const isOurs = await withBackupKey(station, manifest.generation, (key) => isGenuine(key, manifest));
  if (!isOurs) throw damaged(name, '备份清单被改动过');
  return manifest;
}

/** The copy with its key; the caller overwrites it. Error `backup_damaged`. */
export async function locationOf(station: BackupStation, folder: BackupFolder, manifest: Manifest): Promise<ReplicaLocation> {
  const key = await withBackupKey(station, manifest.generation, (backupKey) => openCopyKey(backupKey, manifest));
  if (key === undefined) throw damaged(manifest.name, '备份的密钥无法打开');
  return { file: folder.copyOf(manifest.name), cipher: manifest.cipher, key };
}

/** Reads all of a backup and compares it with its manifest. Errors `backup_damaged`, `backup_foreign`, `aborted`. */
export async function checkBackup(station: BackupStation, folder: BackupFolder, file: BackupFile, job: BackupJob): Promise<Manifest> {
  const manifest = await genuineManifest(station, file);
  const { name } = manifest;
  job.progress('核对备份文件', 0, 1);
  const found = await fingerprintOf(folder.copyOf(name));
  if (found === undefined) throw damaged(name, '备份文件缺失');
  if (found.bytes !== manifest.bytes) throw damaged(name, `备份文件长度为 ${found.bytes} 字节，应为 ${manifest.bytes} 字节`);
  if (found.sha256 !== manifest.sha256) throw damaged(name, '备份文件的内容与清单不符');
  const location = await locationOf(station, folder, manifest);
  try {
    const { position, digest } = await withCopies(station, job, (copies) =>
      copies.examine({ location }, { onProgress: (done, total) => job.progress('核对数据', done, total) }),
    );
    const difference = differenceOf(manifest.digest, digest);
    if (difference !== undefined) throw damaged(name, difference);
    if (position !== manifest.position) throw damaged(name, '备份的位置与清单不符');
    return manifest;
  } catch (error) {
    if (error instanceof AppError && error.code === 'replica_damaged') throw damaged(name, '备份中的数据库损坏');
    throw error;
  } finally {
    forget(location.key);
  }
}
