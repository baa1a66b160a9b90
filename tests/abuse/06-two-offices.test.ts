// Abuse case 6: the system administrator tries to become auditor as well, under a second account; and other ways around the second person.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { anAbusedStation, people, type AbusedStation } from './abused-station.ts';

let station: AbusedStation;
let second: string;

const wanted = { regions: 'all', departments: 'all', clearance: '1', days: 90, reason: '兼任' } as const;

beforeAll(async () => {
  station = await anAbusedStation();
  await station.signIn(people.system);
  // The same person, once more: same staff number, another name and unit.
  const { user, code } = await station.window.ask('identity.createUser', {
    login: 'xitong2',
    name: '王细统',
    staffNo: '0101',
    unit: '信息中心',
    password: people.system.password,
  });
  second = user.id;
  await station.window.ask('session.lock', {});
  await station.window.ask('session.unlock', { login: 'xitong2', password: code, newPassword: '第二个Zhang-hao-9' });
}, 120_000);
afterAll(() => station.close());

it('is refused as one person in two offices, across accounts', async () => {
  await station.signIn(people.security);
  const { window } = station;
  for (const roles of [['audit_admin'], ['investment']]) {
    const refused = await window.refusal('identity.propose', { ...wanted, userId: second, roles, password: people.security.password });
    expect(refused).toMatchObject({
      code: 'separation_of_duties',
      message: expect.stringMatching(/不能由同一人担任，没有授予。.*账号“xitong”为同一人/) as string,
    });
  }
}, 60_000);

it('nobody proposes for himself, confirms his own proposal, or confirms twice', async () => {
  const { window } = station;
  await station.signIn(people.system);
  const { users } = await window.ask('identity.users', {});
  const idOf = (login: string): string => users.find((user) => user.login === login)?.id ?? '';
  const { user, code } = await window.ask('identity.createUser', {
    login: 'putong',
    name: '孙普通',
    staffNo: '0401',
    unit: '办公室',
    password: people.system.password,
  });

  await station.signIn(people.security);
  expect(await window.refusal('identity.propose', { ...wanted, userId: idOf('anquan'), roles: ['office'], password: people.security.password })).toMatchObject({
    code: 'separation_of_duties',
  });
  const proposal = await window.ask('identity.propose', { ...wanted, userId: user.id, roles: ['office'], password: people.security.password });
  expect(await window.refusal('identity.decide', { id: proposal.id, confirm: true, password: people.security.password })).toMatchObject({ code: 'forbidden' });

  await station.signIn(people.system);
  expect(await window.refusal('identity.decide', { id: proposal.id, confirm: true, password: people.system.password })).toMatchObject({
    code: 'bad_input',
    message: expect.stringContaining('还没有用激活码登录') as string,
  });
  await window.ask('session.lock', {});
  await window.ask('session.unlock', { login: 'putong', password: code, newPassword: '普通Yong-hu-77' });
  await station.signIn(people.system);
  expect(await window.ask('identity.decide', { id: proposal.id, confirm: true, password: people.system.password })).toMatchObject({
    state: 'confirmed',
    decidedBy: '王系统',
  });
  expect(await window.refusal('identity.decide', { id: proposal.id, confirm: true, password: people.system.password })).toMatchObject({
    code: 'stale_version',
  });
  expect(
    await window.refusal('identity.setState', { userId: idOf('shenji'), state: 'disabled', reason: '试试', password: people.system.password }),
  ).toMatchObject({
    code: 'separation_of_duties',
  });
  await station.signIn({ login: 'putong', password: '普通Yong-hu-77' });
  expect((await window.ask('session.state', {})).identity).toMatchObject({ roles: ['office'] });
}, 120_000);
