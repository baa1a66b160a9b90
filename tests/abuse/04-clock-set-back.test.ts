// Abuse case 4: the clock is set back three months to revive an authorisation that ended.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { textIn } from '../cli/test-workstation.ts';
import { alarmKinds, anAbusedStation, people, type AbusedStation } from './abused-station.ts';

let station: AbusedStation;
let record: string;
beforeAll(async () => {
  station = await anAbusedStation();
  const created = await station.window.ask('record.create', {
    database: 'key',
    values: { project_name: '青岛时钟项目', mgmt_year: 2026, region_code: '370211' },
  });
  record = textIn(created.record, 'id');
}, 60_000);
afterAll(() => station.close());

it('lets the person look, not write, says why, and tells the security administrator', async () => {
  station.pass(80 * 24 * 60);
  await station.signIn(people.user);
  await station.window.ask('session.lock', {});
  station.pass(15 * 24 * 60);
  expect(await station.window.refusal('session.unlock', people.user)).toMatchObject({ code: 'lease_expired' });

  station.setClock('2026-03-06T08:00:00.000Z');
  const state = await station.window.ask('session.unlock', people.user);
  expect(state).toMatchObject({ phase: 'unlocked', readOnly: 'clock' });
  expect(state.notices.find(({ code }) => code === 'clock_behind')?.text).toContain('系统时间早于最近一次可信时间');
  expect((await station.window.ask('record.list', { database: 'key', limit: 5 })).total).toBe(1);
  const refused = await station.window.refusal('record.update', { database: 'key', id: record, version: 1, values: { project_name: '改名' }, reason: null });
  expect(refused).toMatchObject({ code: 'forbidden', message: expect.stringContaining('系统时间早于最近一次可信时间') as string });
  expect(await station.window.refusal('personal.reveal', { database: 'expert', id: record, field: 'mobile', purpose: '核对联系方式' })).toMatchObject({
    code: 'forbidden',
  });

  station.setClock('2026-05-27T08:00:00.000Z');
  expect(await alarmKinds(station)).toContain('CLOCK_ROLLBACK');
}, 120_000);

it('set a little back, as a correction does, changes nothing', async () => {
  station.setClock('2026-05-27T07:57:00.000Z');
  await station.signIn(people.system);
  expect(await station.window.ask('session.state', {})).toMatchObject({ readOnly: null });
}, 60_000);
