// Abuse case 2: the disk of a stolen laptop in another computer, the password known.

import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anAbusedStation, people, type AbusedStation } from './abused-station.ts';

let station: AbusedStation;
beforeAll(async () => {
  station = await anAbusedStation();
}, 60_000);
afterAll(() => station.close());

it('the secret of the first computer is missing: nothing is decrypted', async () => {
  const stolen = await station.copyData('stolen');
  await station.restart({ dataDir: stolen, profileDir: join(station.folder, 'another-computer') });
  for (const person of [people.user, people.system]) {
    expect(await station.window.refusal('session.unlock', person)).toEqual({
      code: 'device_key_missing',
      message: '本机密钥不匹配，无法解锁；如为更换电脑或重装系统，请申请恢复。数据没有改动。',
    });
  }
  expect(await station.window.refusal('record.list', { database: 'key', limit: 1 })).toMatchObject({ code: 'locked' });
  expect(await station.window.ask('session.state', {})).toMatchObject({ phase: 'locked', user: null, identity: null });
}, 60_000);
