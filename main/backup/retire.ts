// Retires a station: everything that could open its data is destroyed, then the data; what remains is a certificate.

import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#domain/result.ts';
import { forgetDeviceSecret } from '../keys/device-secret.ts';
import { profileDirectory } from '../keys/device-store.ts';
import { serialName } from '../session/known-serial.ts';
import type { Session } from '../session/session.ts';
import { BackupFolder, backupFolderOf, fingerprintOf } from './backup-folder.ts';
import { certificatePage, type Certificate } from './certificate.ts';
import { eraseFolder, isOurs, liesIn, type Erased } from './erase.ts';

export interface Retirement {
  readonly password: string;
  readonly confirm: string;
  readonly reason: string;
  readonly witness: string;
}

const zones = { office: '电子政务外网', isolated: '断网审计', demo: '演示' } as const;

/** What has to be typed. Changes nobody else has are named in it, so that nobody overlooks them. */
const sentenceFor = (unsent: number): string => (unsent === 0 ? '销毁本机数据' : `销毁本机数据和未上报的${unsent}条修改`);

/**
 * Errors `wrong_password`, `account_locked`, `bad_input` (sentence or witness; `details.sentence` is what to type):
 * nothing has happened then. Once the audit has the record, there is no way back.
 */
export async function retire(session: Session, { password, confirm, reason, witness }: Retirement): Promise<{ name: string; certificate: Uint8Array }> {
  const { account, keys } = session.signedIn;
  const { dataDir, options } = session.station;
  const isDemo = keys.zone === 'demo';
  const unsent = isDemo ? 0 : (await session.replica.write.changesMade({})).count;
  const sentence = sentenceFor(unsent);
  if (confirm.trim() !== sentence) {
    const warning = unsent === 0 ? '' : `本机有 ${unsent} 条修改从未上报，销毁后无法找回；请先导出或上报。`;
    throw new AppError('bad_input', `没有销毁任何数据。${warning}如确定销毁，请输入“${sentence}”。`, { sentence, unsent });
  }
  if (witness.trim() === account.name.trim()) throw new AppError('bad_input', '监销人不能是操作人本人，没有销毁任何数据。请填写另一人的姓名。');
  await session.confirm(password);

  const asker = session.asker();
  const number = randomUUID();
  await session.replica.write.audit({ ...asker, event: 'station.retired', detail: { certificate: number, reason, witness, unsent } });
  const audit = await session.replica.write.endOfAudit({});
  const station = { replicaId: keys.replicaId, deviceId: keys.deviceId, computer: hostname(), zone: zones[keys.zone], programVersion: options.programVersion };
  await session.lock('system');

  const backups = new BackupFolder(backupFolderOf(dataDir));
  const destroyed = await fingerprints(dataDir, backups);
  const store = await session.station.store(keys.zone);
  // In this order: without its keys what follows is noise already.
  const erased: Erased[] = [eraseFolder(dataDir, (name) => name === 'keys.json')];
  await forgetDeviceSecret(store, keys.deviceId);
  if (!liesIn(dataDir, backups.path)) {
    const own = new Set(backups.list().flatMap(({ name, manifest }) => (manifest?.replicaId === keys.replicaId ? [name] : [])));
    erased.push(eraseFolder(backups.path, (name) => own.has(name) || name.startsWith('.making-')));
  }
  erased.push(eraseFolder(dataDir, isOurs));
  if (!isDemo) {
    const ofPeople = keys.slots.map(({ userId }) => serialName(userId));
    for (const name of ['floor', 'checkpoint', 'key-revision', 'last-login', ...ofPeople])
      await store.remove(`${keys.replicaId}/${name}`).catch(() => undefined);
    const remembered = join(options.profileDir ?? profileDirectory(), 'stations');
    erased.push({ ...eraseFolder(remembered, (name) => name === keys.replicaId), left: [] });
  }

  const content = {
    number,
    at: options.clocks.wall().toISOString(),
    station,
    reason,
    administrator: { name: account.name, login: account.login, staffNo: account.staffNo },
    witness: witness.trim(),
    audit,
    unsent,
    destroyed,
    erased: { files: sum(erased.map(({ files }) => files)), bytes: sum(erased.map(({ bytes }) => bytes)) },
    left: [...new Set(erased.flatMap(({ left }) => left))].filter((path) => existsSync(join(dataDir, path))),
    deviceSecret: store.kind,
  } satisfies Omit<Certificate, 'digest'>;
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { name: `数据销毁证书-${number.slice(0, 8)}.html`, certificate: new TextEncoder().encode(certificatePage({ ...content, digest })) };
}

/** The files that held data or keys, as they lie on the disk. */
async function fingerprints(dataDir: string, backups: BackupFolder): Promise<Certificate['destroyed']> {
  const own = readdirSync(dataDir).filter((name) => /^keys\.json$|\.db(-wal)?$/.test(name));
  const journal = join(dataDir, 'journal');
  const logs = existsSync(journal) ? readdirSync(journal).map((name) => join('journal', name)) : [];
  const files: (readonly [string, string])[] = [
    ...[...own, ...logs].map((name) => [name, join(dataDir, name)] as const),
    ...backups.list().map(({ name }) => [`备份 ${name}`, backups.copyOf(name)] as const),
  ];
  const found = await Promise.all(files.map(async ([file, path]) => ({ file, of: await fingerprintOf(path) })));
  return found.flatMap(({ file, of }) => (of === undefined ? [] : [{ file, ...of }]));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
