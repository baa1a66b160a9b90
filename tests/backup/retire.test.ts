// A retired station: nothing opens afterwards, nothing of what was in it can be found, and a certificate says so.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { anOffice, found, people, register, type Office } from './office.ts';

// Passwords are dear on purpose, and processes are started.
vi.setConfig({ testTimeout: 120_000 });

const offices: Office[] = [];

afterEach(async () => {
  for (const each of offices.splice(0)) await each.remove();
});

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

it('is erased with its keys, backups and journal by the system administrator and a witness', async () => {
  const place = anOffice();
  offices.push(place);
  let station = await found(place);
  await register(station, '金丝雀项目');
  await station.signIn('system');
  const { name } = await station.ask('backup.make', {});
  const kept = join(place.folder, 'kept');
  mkdirSync(kept);
  cpSync(place.dataDir, kept, { recursive: true });
  writeFileSync(join(place.dataDir, '会议记录.txt'), '不是工作站的文件');

  const request = { password: people.system.password, reason: '更换设备', witness: '李监销', confirm: '销毁本机数据' };
  await station.signIn('worker');
  expect(await station.refusal('station.retire', request)).toMatchObject({ code: 'forbidden' });
  await station.signIn('system');
  const warned = await station.refusal('station.retire', request);
  expect(warned).toMatchObject({ code: 'bad_input', details: { unsent: 2, sentence: '销毁本机数据和未上报的2条修改' } });
  const full = { ...request, confirm: '销毁本机数据和未上报的2条修改' };
  expect(await station.refusal('station.retire', { ...full, witness: '王系统' })).toMatchObject({ code: 'bad_input' });
  expect(await station.refusal('station.retire', { ...full, password: 'falsch-und-lang-9' })).toMatchObject({ code: 'wrong_password' });
  expect(existsSync(join(place.dataDir, 'keys.json'))).toBe(true);

  const { name: title, certificate } = await station.ask('station.retire', full);
  const page = Buffer.from(certificate).toString('utf8');
  expect(title).toMatch(/^数据销毁证书-[0-9a-f]{8}\.html$/);
  for (const part of ['更换设备', '王系统', '李监销', '2 条，经确认一并销毁', `备份 ${name}`, '会议记录.txt']) expect(page).toContain(part);
  expect(page).not.toMatch(/<script|https?:/);

  expect(filesBelow(place.dataDir).map((file) => file.slice(place.dataDir.length + 1))).toEqual(['会议记录.txt']);
  expect(filesBelow(place.profileDir)).toEqual([]);
  for (const file of filesBelow(place.folder).filter((each) => !each.startsWith(kept))) expect(readFileSync(file).includes('金丝雀')).toBe(false);
  expect((await station.ask('session.state', {})).phase).toBe('new');
  expect(await station.refusal('session.unlock', people.worker)).toMatchObject({ code: 'not_initialised' });
  await station.close();

  // A copy of the folder from before does not open either: the secret of the computer is gone.
  cpSync(kept, place.dataDir, { recursive: true });
  station = await place.start();
  expect(await station.refusal('session.unlock', people.worker)).toMatchObject({ code: 'device_key_missing' });
  expect(await station.refusal('repair.inspect', people.system)).toMatchObject({ code: 'device_key_missing' });
});
