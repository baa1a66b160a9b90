// Backup, check, damage, repair and restore of a whole station, as its people do them.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { anOffice, found, people, register, registered, type Office } from './office.ts';

// Passwords are dear on purpose, and processes are started.
vi.setConfig({ testTimeout: 120_000 });

const offices: Office[] = [];

function office(): Office {
  const made = anOffice();
  offices.push(made);
  return made;
}

afterEach(async () => {
  for (const each of offices.splice(0)) await each.remove();
});

const replicaOf = ({ dataDir }: Office): string => join(dataDir, 'replica.db');

/** Changes bytes all over a file. */
function spoil(file: string, from = 0.2, to = 0.8): void {
  const bytes = readFileSync(file);
  bytes.fill(0x5a, Math.floor(bytes.length * from), Math.floor(bytes.length * to));
  writeFileSync(file, bytes);
}

describe('a backup', () => {
  it('is made by the system administrator while the station is open, holds what is there and is checked', async () => {
    const place = office();
    const station = await found(place);
    await register(station, '胶州湾第二隧道', '地铁七号线');
    expect(await station.refusal('backup.make', {})).toMatchObject({ code: 'forbidden' });
    await station.signIn('system');
    const made = await station.ask('backup.make', {});
    expect(made).toMatchObject({ kind: 'manual', records: 2, state: 'good', detail: '' });
    const { backups, keepDaily, keepWeekly } = await station.ask('backup.list', {});
    expect(backups).toEqual([made]);
    expect([keepDaily, keepWeekly]).toEqual([7, 4]);
    expect(await station.ask('backup.verify', { name: made.name })).toEqual(made);
    const copy = readFileSync(join(place.dataDir, 'backups', made.name, 'replica.db'));
    expect(copy.includes('胶州湾')).toBe(false);
    expect(readdirSync(join(place.dataDir, 'backups', made.name)).toSorted()).toEqual(['check.json', 'manifest.json', 'replica.db']);
    expect(station.unexpected).toEqual([]);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const place = office();
    const station = await found(place);
    await station.signIn('system');
    await expect(station.ask('backup.make', {}, { signal: AbortSignal.timeout(1) })).rejects.toMatchObject({ code: 'aborted' });
    expect(existsSync(join(place.dataDir, 'backups')) ? readdirSync(join(place.dataDir, 'backups')) : []).toEqual([]);
    // The caller is answered at once; the process is still being ended.
    const made = await vi.waitFor(() => station.ask('backup.make', {}), { timeout: 20_000, interval: 200 });
    expect(made.state).toBe('good');
  });

  it('is made by itself once a night, whoever works, and what a killed one left goes', async () => {
    const place = office();
    const station = await found(place);
    await register(station, '地铁七号线');
    mkdirSync(join(place.dataDir, 'backups', '.making-killed'), { recursive: true });
    await station.workstation.backups.makeDue();
    await station.workstation.backups.makeDue();
    expect(readdirSync(join(place.dataDir, 'backups'))).toHaveLength(1);
    await station.signIn('system');
    const { backups, nextAt } = await station.ask('backup.list', {});
    expect(backups).toMatchObject([{ kind: 'weekly', records: 1, state: 'good' }]);
    expect(Date.parse(nextAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('that is damaged is refused by name of what is wrong', async () => {
    const place = office();
    const station = await found(place);
    await register(station, '地铁七号线');
    await station.signIn('system');
    const { name } = await station.ask('backup.make', {});
    const folder = join(place.dataDir, 'backups', name);
    const whole = readFileSync(join(folder, 'replica.db'));
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
    const sentences: string[] = [];
    const attempt = async (change: () => void): Promise<void> => {
      change();
      const refusal = await station.refusal('backup.verify', { name });
      sentences.push(`${refusal.code} ${refusal.message.split('。')[0] ?? ''}`);
      writeFileSync(join(folder, 'replica.db'), whole);
      writeFileSync(join(folder, 'manifest.json'), manifest);
    };
    await attempt(() => writeFileSync(join(folder, 'replica.db'), whole.subarray(0, -1)));
    await attempt(() => spoil(join(folder, 'replica.db'), 0.5, 0.5001));
    await attempt(() => rmSync(join(folder, 'replica.db')));
    await attempt(() => rmSync(join(folder, 'manifest.json')));
    await attempt(() => writeFileSync(join(folder, 'manifest.json'), manifest.replace(/"records": \d+/, '"records": 99')));
    await attempt(() => writeFileSync(join(folder, 'manifest.json'), manifest.replace('"zone": "office"', '"zone": "demo"')));
    expect(sentences).toEqual([
      `backup_damaged 备份“${name}”不能使用：备份文件长度为 ${whole.length - 1} 字节，应为 ${whole.length} 字节`,
      `backup_damaged 备份“${name}”不能使用：备份文件的内容与清单不符`,
      `backup_damaged 备份“${name}”不能使用：备份文件缺失`,
      `backup_damaged 备份“${name}”不能使用：备份清单缺失或无法读取`,
      `backup_damaged 备份“${name}”不能使用：备份清单被改动过`,
      `backup_foreign 备份“${name}”来自演示数据，不能恢复到本机`,
    ]);
    expect((await station.ask('backup.list', {})).backups[0]).toMatchObject({ state: 'damaged' });
    expect((await station.ask('backup.verify', { name })).state).toBe('good');
  });
});

describe('repair before sign-in', () => {
  it('puts backup and journal together: nothing that was answered is lost, the audit holds, the damaged file is kept', async () => {
    const place = office();
    let station = await found(place);
    await register(station, '备份之前');
    await station.signIn('system');
    const backup = await station.ask('backup.make', {});
    await station.signIn('worker');
    await register(station, ...Array.from({ length: 6 }, (_each, index) => `备份之后 ${index}`));
    const names = await registered(station);
    await station.ask('session.lock', {});
    await station.close();
    spoil(replicaOf(place), 0, 1);
    rmSync(`${replicaOf(place)}-wal`, { force: true });

    station = await place.start();
    const refused = await station.refusal('session.unlock', people.worker);
    expect(refused.code).toBe('replica_damaged');
    expect((await station.ask('session.state', {})).notices.map(({ code }) => code)).toContain('replica_damaged');
    const found_ = await station.ask('repair.inspect', people.worker);
    expect(found_).toMatchObject({ state: 'damaged', salvageable: 12 });
    expect(found_.detail).toContain('备份之后的 12 条修改已保全');
    expect(found_.backups.map(({ name }) => name)).toContain(backup.name);
    expect(await station.refusal('repair.inspect', { ...people.worker, password: 'falsch-und-lang-9' })).toMatchObject({ code: 'wrong_password' });

    const restored = await station.ask('repair.restore', { ...people.worker, backup: backup.name });
    expect(restored).toMatchObject({ restored: backup.name, replayed: 12 });
    expect(readdirSync(join(place.dataDir, 'quarantine', restored.quarantined ?? ''))).toContain('replica.db');
    expect((await station.ask('session.state', {})).notices.find(({ code }) => code === 'restored')?.text).toContain('您未上传的 12 条修改已保全');
    await station.signIn('worker');
    expect(await registered(station)).toEqual(names);
    expect((await station.ask('replica.verify', {})).ok).toBe(true);
    await station.signIn('audit');
    expect(await station.ask('audit.verify', {})).toMatchObject({ ok: true });
    await station.signIn('security');
    const { records } = await station.ask('audit.list', { events: ['backup.restored'] });
    expect(records).toHaveLength(1);
    expect(JSON.stringify(records)).toContain(backup.name);
    expect(station.unexpected).toEqual([]);
  });

  it('uses backup and journal from before a change of the data key', async () => {
    const place = office();
    let station = await found(place);
    await register(station, '换钥之前');
    await station.signIn('system');
    const { name } = await station.ask('backup.make', {});
    await station.signIn('worker');
    await register(station, '备份之后');
    await station.signIn('system');
    await station.ask('keys.rotate', { password: people.system.password, reason: '例行更换' });
    await station.signIn('worker');
    await register(station, '换钥之后');
    const names = await registered(station);
    await station.close();
    const file = readdirSync(place.dataDir).find((each) => each.endsWith('.db')) ?? '';
    expect(file).not.toBe('replica.db');
    spoil(join(place.dataDir, file), 0, 1);
    rmSync(join(place.dataDir, `${file}-wal`), { force: true });
    station = await place.start();
    expect(await station.ask('repair.restore', { ...people.worker, backup: name })).toMatchObject({ replayed: 4 });
    await station.signIn('worker');
    expect(await registered(station)).toEqual(names);
    expect((await station.ask('replica.verify', {})).ok).toBe(true);
  });

  it('needs no backup when the journal goes back to the founding', async () => {
    const place = office();
    let station = await found(place);
    await register(station, '甲', '乙');
    await station.close();
    rmSync(replicaOf(place));
    rmSync(`${replicaOf(place)}-wal`);
    station = await place.start();
    expect(await station.ask('repair.inspect', people.worker)).toMatchObject({
      state: 'missing',
      salvageable: 4,
      backups: [{ name: 'journal', state: 'good' }],
    });
    await station.ask('repair.restore', { ...people.worker, backup: 'journal' });
    await station.signIn('worker');
    expect(await registered(station)).toEqual(['甲', '乙'].toSorted());
    expect((await station.ask('replica.verify', {})).ok).toBe(true);
  });

  it('brings the key file back from a backup when the station has lost its own', async () => {
    const place = office();
    let station = await found(place);
    await register(station, '甲');
    await station.signIn('system');
    const { name } = await station.ask('backup.make', {});
    await station.close();
    for (const loss of ['spoiled', 'gone'] as const) {
      if (loss === 'gone') rmSync(join(place.dataDir, 'keys.json'));
      else writeFileSync(join(place.dataDir, 'keys.json'), '{"format":2');
      station = await place.start();
      const seen = await station.ask('repair.inspect', people.worker);
      expect(seen).toMatchObject({ state: 'damaged' });
      expect(seen.detail).toContain('密钥文件 keys.json 已损坏');
      await station.ask('repair.restore', { ...people.worker, backup: name });
      await station.signIn('worker');
      expect(await registered(station)).toEqual(['甲']);
      await station.close();
    }
  });

  it('refuses backups of another station and damaged ones, and changes nothing then', async () => {
    const [place, other] = [office(), office()];
    const station = await found(place);
    await register(station, '本机的项目');
    const stranger = await found(other);
    await stranger.signIn('system');
    const foreign = await stranger.ask('backup.make', {});
    await station.signIn('system');
    const own = await station.ask('backup.make', {});
    await station.close();
    cpSync(join(other.dataDir, 'backups', foreign.name), join(place.dataDir, 'backups', foreign.name), { recursive: true });
    spoil(join(place.dataDir, 'backups', own.name, 'replica.db'));
    const before = readFileSync(replicaOf(place));
    const again = await place.start();
    expect(await again.refusal('repair.restore', { ...people.worker, backup: foreign.name })).toMatchObject({
      code: 'backup_foreign',
      message: `备份“${foreign.name}”来自另一台工作站，不能恢复到本机。原有数据没有改动，请选用本机的备份。`,
    });
    expect(await again.refusal('repair.restore', { ...people.worker, backup: own.name })).toMatchObject({ code: 'backup_damaged' });
    expect(await again.refusal('repair.restore', { ...people.worker, backup: 'nichts' })).toMatchObject({ code: 'not_found' });
    expect(readFileSync(replicaOf(place))).toEqual(before);
    expect(existsSync(join(place.dataDir, 'restoring'))).toBe(false);
    await again.signIn('worker');
    expect(await registered(again)).toEqual(['本机的项目']);
  });

  it('is refused while somebody works', async () => {
    const station = await found(office());
    expect(await station.refusal('repair.inspect', people.worker)).toMatchObject({ code: 'station_in_use' });
  });

  it('catches up by itself with a write-ahead log that is gone and with an old copy that was put in place', async () => {
    const place = office();
    let station = await found(place);
    await register(station, '甲');
    await station.close();
    const old = join(place.folder, 'old');
    mkdirSync(old);
    for (const name of readdirSync(place.dataDir)) if (name.startsWith('replica.db')) cpSync(join(place.dataDir, name), join(old, name));
    station = await place.start();
    await station.signIn('worker');
    await register(station, '乙', '丙');
    await station.close();
    for (const name of ['replica.db', 'replica.db-wal', 'replica.db-shm']) rmSync(join(place.dataDir, name), { force: true });
    cpSync(old, place.dataDir, { recursive: true });
    station = await place.start();
    await station.signIn('worker');
    expect(await registered(station)).toEqual(['丙', '乙', '甲'].toSorted());
    expect((await station.ask('replica.verify', {})).ok).toBe(true);
  });
});
