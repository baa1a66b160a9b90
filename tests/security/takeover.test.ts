// Nobody comes to another person's rights through the doors: not the system administrator by enabling an account, not with answers meant for somebody else, not with an old copy of the folder.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { administrators, passwordOf } from '#main/session/testing/station-fixture.ts';
import { newFolder, openTestWorkstation, testPassword, type TestWorkstation } from '../cli/test-workstation.ts';

const profileDir = mkdtempSync(join(tmpdir(), 'takeover-profile-'));
const [system, security] = [
  { login: 'xitong', password: passwordOf('system_admin') },
  { login: 'anquan', password: passwordOf('security_admin') },
];
const newPassword = '不是本人De-mi-ma-3';
let station: TestWorkstation;
let sheets: readonly string[];

const signIn = async (person: { login: string; password: string; newPassword?: string }): Promise<void> => {
  await station.ask('session.lock', {});
  await station.ask('session.unlock', person);
};

beforeAll(async () => {
  station = await openTestWorkstation({ dataDir: newFolder(), profileDir });
  const made = await station.ask('session.create', {
    user: '张三',
    unit: '投资处',
    login: 'zhangsan',
    password: testPassword,
    administrators: [...administrators],
  });
  sheets = made.recovery.map(({ code }) => code);
}, 60_000);
afterAll(async () => {
  await station.close();
  rmSync(profileDir, { recursive: true, force: true });
});

it('an account enabled again has no rights until two persons grant them', async () => {
  await signIn(system);
  const userId = (await station.ask('identity.users', {})).users.find(({ login }) => login === 'zhangsan')?.id ?? '';
  const set = { userId, reason: '返岗', password: system.password };
  // Without disabling it first, too: either way the administrator holds a code that opens the account.
  const { user, code } = await station.ask('identity.setState', { ...set, state: 'active' });
  expect(user).toMatchObject({ state: 'invited', roles: [], authorised: false });
  await station.ask('session.lock', {});
  const taken = await station.ask('session.unlock', { login: 'zhangsan', password: code ?? '', newPassword });
  expect(taken.identity).toMatchObject({ login: 'zhangsan', roles: [] });
  expect(taken.notices.map((notice) => notice.code)).toContain('not_authorised');
  expect(await station.refusal('record.list', { database: 'reserve' })).toMatchObject({ code: 'forbidden' });

  await signIn(security);
  const wanted = { userId, roles: ['investment'], regions: 'all' as const, departments: 'all' as const, clearance: '1', days: 30 };
  const proposal = await station.ask('identity.propose', { ...wanted, reason: '返岗', password: security.password });
  await signIn(system);
  await station.ask('identity.decide', { id: proposal.id, confirm: true, password: system.password });
  await signIn({ login: 'zhangsan', password: newPassword });
  expect((await station.ask('record.list', { database: 'reserve' })).total).toBe(0);
}, 120_000);

it('recovery answers open for the person they were given for; nobody learns there who has an account', async () => {
  await station.ask('session.lock', {});
  const { challenge } = await station.ask('recovery.challenge', { login: 'zhangsan' });
  const answers = [];
  for (const sheet of sheets) answers.push((await station.ask('recovery.respond', { sheet, challenge, login: 'zhangsan' })).response);
  const [first = '', second = ''] = answers;
  const completing = (login: string): { login: string; security: string; system: string; newPassword: string } => ({
    login,
    security: first,
    system: second,
    newPassword,
  });
  const others = [await station.refusal('recovery.complete', completing('anquan')), await station.refusal('recovery.complete', completing('wurenyong'))];
  expect(others[0]).toMatchObject({ code: 'recovery_refused' });
  expect(others[1]).toEqual(others[0]);
  expect((await station.ask('recovery.challenge', { login: 'wurenyong' })).challenge).toBe(challenge);
  await station.ask('session.unlock', security);
  await station.ask('session.lock', {});
  expect((await station.ask('recovery.complete', { ...completing('zhangsan'), newPassword: '本人的Xin-mi-ma-4' })).identity).toMatchObject({
    login: 'zhangsan',
  });
}, 120_000);

it('an old folder put in place does not give back rights that were withdrawn since', async () => {
  const person = { login: 'zhangsan', password: '本人的Xin-mi-ma-4' };
  const { dataDir } = station;
  await station.ask('session.lock', {});
  const old = `${dataDir}-old`;
  cpSync(dataDir, old, { recursive: true });
  await signIn(security);
  const userId = (await station.ask('identity.users', {})).users.find(({ login }) => login === person.login)?.id ?? '';
  const nothing = { userId, roles: [], regions: [], departments: [], clearance: '0', days: 1 };
  const proposal = await station.ask('identity.propose', { ...nothing, reason: '调离', password: security.password });
  await signIn(system);
  await station.ask('identity.decide', { id: proposal.id, confirm: true, password: system.password });
  await station.ask('session.lock', {});
  rmSync(dataDir, { recursive: true });
  cpSync(old, dataDir, { recursive: true });
  rmSync(old, { recursive: true });
  const state = await station.ask('session.unlock', person);
  expect(state.identity).toMatchObject({ login: person.login, roles: [] });
  expect(state.notices.map(({ code }) => code)).toEqual(expect.arrayContaining(['policy_tampered', 'counter_rollback', 'audit_broken']));
  expect(await station.refusal('record.list', { database: 'reserve' })).toMatchObject({ code: 'policy_tampered' });
  // Those whose authorisations are as they were go on, and can grant anew.
  await signIn(security);
  expect((await station.ask('identity.propose', { ...nothing, reason: '重新核定', password: security.password })).state).toBe('open');
}, 120_000);
