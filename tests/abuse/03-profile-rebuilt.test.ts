// Abuse case 3: the Windows profile was rebuilt, the key store is empty, and forty edits were not sent anywhere yet.

import { readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { alarmKinds, anAbusedStation, people, type AbusedStation } from './abused-station.ts';

let station: AbusedStation;
beforeAll(async () => {
  station = await anAbusedStation();
  for (let number = 1; number <= 40; number += 1) {
    await station.window.ask('record.create', {
      database: 'key',
      values: { project_name: `尚未上报的项目第${number}号`, mgmt_year: 2026, region_code: '370211' },
    });
  }
}, 120_000);
afterAll(() => station.close());

it('offers no new empty database; two administrators let the person in again, and every edit is there', async () => {
  await station.window.ask('session.lock', {});
  await station.restart();
  rmSync(station.profileDir, { recursive: true });
  const before = readdirSync(station.dataDir).filter((name) => name.endsWith('.db'));
  const { window } = station;

  expect(await window.ask('session.state', {})).toMatchObject({ phase: 'locked' });
  expect(await window.refusal('session.unlock', people.user)).toMatchObject({
    code: 'device_key_missing',
    message: expect.stringContaining('请申请恢复') as string,
  });
  expect(await window.refusal('session.create', { user: '张三', password: people.user.password })).toMatchObject({ code: 'already_initialised' });

  const { challenge } = await window.ask('recovery.challenge', { login: people.user.login });
  const answer = async (sheet: string): Promise<string> => (await window.ask('recovery.respond', { sheet, challenge, login: people.user.login })).response;
  const [security, system] = [await answer(station.sheets.security), await answer(station.sheets.system)];
  const newPassword = '恢复后De-mi-ma-1';
  // One administrator alone, or one of them twice, opens nothing.
  expect((await window.refusal('recovery.complete', { login: people.user.login, security, system: security, newPassword })).code).toMatch(
    /recovery_refused|bad_input/,
  );
  const state = await window.ask('recovery.complete', { login: people.user.login, security, system, newPassword });
  expect(state).toMatchObject({ phase: 'unlocked', user: '张三' });
  expect(state.notices.map(({ code }) => code)).toContain('profile_lost');
  expect((await window.ask('record.list', { database: 'key', limit: 50 })).total).toBe(40);
  expect(readdirSync(station.dataDir).filter((name) => name.endsWith('.db'))).toEqual(before);

  // The answers were good once.
  await window.ask('session.lock', {});
  expect((await window.refusal('recovery.complete', { login: people.user.login, security, system, newPassword: '再来一次Mi-ma-2' })).code).toMatch(
    /recovery_refused|bad_input/,
  );
  await window.ask('session.unlock', { login: people.user.login, password: newPassword });
}, 120_000);

it('tells the security administrator, once recovered', async () => {
  const { window } = station;
  await window.ask('session.lock', {});
  const { challenge } = await window.ask('recovery.challenge', { login: people.security.login });
  const answer = async (sheet: string): Promise<string> => (await window.ask('recovery.respond', { sheet, challenge, login: people.security.login })).response;
  await window.ask('recovery.complete', {
    login: people.security.login,
    security: await answer(station.sheets.security),
    system: await answer(station.sheets.system),
    newPassword: people.security.password,
  });
  expect(await alarmKinds(station)).toContain('KEYSTORE_LOST');
}, 120_000);
