// Abuse case 1: five wrong passwords, then a restart and yesterday's data folder put back.

import { cpSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { alarmKinds, anAbusedStation, people, type AbusedStation } from './abused-station.ts';

let station: AbusedStation;
beforeAll(async () => {
  station = await anAbusedStation();
}, 60_000);
afterAll(() => station.close());

it('the account stays locked, another person’s does not, and both things are told to the security administrator', async () => {
  await station.signIn(people.user);
  const yesterday = await station.copyData('yesterday');
  station.pass(24 * 60);
  const guess = { login: people.user.login, password: '猜一个密码' };
  for (let count = 0; count < 5; count += 1) expect(await station.window.refusal('session.unlock', guess)).toMatchObject({ code: 'wrong_password' });
  expect(await station.window.refusal('session.unlock', people.user)).toMatchObject({ code: 'account_locked', details: { minutes: 15 } });

  await station.restart();
  rmSync(station.dataDir, { recursive: true });
  cpSync(yesterday, station.dataDir, { recursive: true });
  station.pass(1);
  expect(await station.window.refusal('session.unlock', people.user)).toMatchObject({
    code: 'account_locked',
    message: '账号已锁定，请 14 分钟后重试或联系安全管理员',
  });

  expect(await alarmKinds(station)).toEqual(expect.arrayContaining(['COUNTER_ROLLBACK', 'LOGIN_LOCKED']));
  station.pass(14);
  await station.signIn(people.user);
}, 120_000);

it('a login nobody has locks in the same way and says the same', async () => {
  await station.window.ask('session.lock', {});
  const nobody = { login: 'meiyouzhegeren', password: '猜一个密码' };
  const known = { login: people.auditor.login, password: '猜一个密码' };
  for (const guess of [nobody, known]) {
    const answers = [];
    for (let count = 0; count < 6; count += 1) answers.push(await station.window.refusal('session.unlock', guess));
    const [first, , , , fifth, sixth] = answers;
    expect(first).toEqual({ code: 'wrong_password', message: '登录名或密码不正确，工作站没有解锁，数据没有改动。请检查大小写与输入法后重试。' });
    expect(fifth).toEqual(first);
    expect(sixth).toEqual({ code: 'account_locked', message: '账号已锁定，请 15 分钟后重试或联系安全管理员', details: { minutes: 15 } });
  }
}, 120_000);
