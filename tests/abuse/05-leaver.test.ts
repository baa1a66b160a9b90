// Abuse case 5: somebody left; the account is disabled, or the laptop stays offline until the authorisation ends.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anAbusedStation, people, type AbusedStation } from './abused-station.ts';

let station: AbusedStation;
let leaver: string;
const leaverPerson = { login: 'lizhi', password: '离职Yuan-gong-31' };

beforeAll(async () => {
  station = await anAbusedStation();
  await station.signIn(people.system);
  const { user, code } = await station.window.ask('identity.createUser', {
    login: leaverPerson.login,
    name: '钱离职',
    staffNo: '0301',
    unit: '投资处',
    password: people.system.password,
  });
  leaver = user.id;
  await station.window.ask('session.lock', {});
  await station.window.ask('session.unlock', { login: leaverPerson.login, password: code, newPassword: leaverPerson.password });
  await station.signIn(people.security);
  const { id } = await station.window.ask('identity.propose', {
    userId: leaver,
    roles: ['investment'],
    regions: 'all',
    departments: 'all',
    clearance: '1',
    days: 7,
    reason: '到岗',
    password: people.security.password,
  });
  await station.signIn(people.system);
  await station.window.ask('identity.decide', { id, confirm: true, password: people.system.password });
}, 120_000);
afterAll(() => station.close());

it('offline, the person works until the authorisation ends and not a minute longer', async () => {
  await station.signIn(leaverPerson);
  station.pass(7 * 24 * 60 - 2);
  await station.signIn(leaverPerson);
  expect((await station.window.ask('record.list', { database: 'key', limit: 1 })).total).toBe(0);
  station.pass(2);
  expect(await station.window.refusal('record.list', { database: 'key', limit: 1 })).toMatchObject({
    code: 'lease_expired',
    message: '授权已到期，请联网或导入授权包',
  });
  await station.window.ask('session.lock', {});
  expect(await station.window.refusal('session.unlock', leaverPerson)).toMatchObject({ code: 'lease_expired', message: '授权已到期，请联网或导入授权包' });
}, 120_000);

it('disabled, the person’s key on this station is destroyed at once', async () => {
  const keys = (): string => readFileSync(join(station.dataDir, 'keys.json'), 'utf8');
  await station.signIn(people.system);
  expect(keys()).toContain(leaver);
  await station.window.ask('identity.setState', { userId: leaver, state: 'disabled', reason: '离职', password: people.system.password });
  expect(keys()).not.toContain(leaver);
  await station.window.ask('session.lock', {});
  expect(await station.window.refusal('session.unlock', leaverPerson)).toMatchObject({ code: 'wrong_password' });
}, 60_000);
