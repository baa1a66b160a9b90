// Abuse case 26: somebody calls procedures by hand for rows and fields that are not his.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoPassword } from '#main/session/founding.ts';
import { aProject, anExpert } from '../builders/records.ts';
import { newFolder, openTestWorkstation, textIn, type TestWorkstation } from '../cli/test-workstation.ts';

let station: TestWorkstation;
let theirs: string;
let expert: string;

const unknown = '0190a000-0000-7000-8000-0000000000ff';
const signIn = async (login: string): Promise<void> => {
  await station.ask('session.lock', {});
  await station.ask('session.unlock', { login, password: demoPassword });
};

beforeAll(async () => {
  station = await openTestWorkstation({ dataDir: newFolder() });
  await station.ask('session.create', { user: '演示用户', password: demoPassword, demo: true });
  const create = async (database: string, values: ReturnType<typeof aProject>): Promise<string> =>
    textIn((await station.ask('record.create', { database, values })).record, 'id');
  theirs = await create('reserve', aProject({ project_name: '崂山湾大桥工程', region_code: '370212' }));
  expert = await create('expert', anExpert());
}, 120_000);
afterAll(() => station.close());

it('the answer is that of a row that does not exist; each try is on record; the eleventh raises an alarm', async () => {
  // The demonstration person of 西海岸新区.
  await signIn('district');
  expect((await station.ask('record.list', { database: 'reserve' })).total).toBe(0);
  const about = async (id: string): Promise<unknown[]> => [
    await station.refusal('record.get', { database: 'reserve', id }),
    await station.refusal('record.history', { database: 'reserve', id }),
    await station.refusal('project.overview', { id }),
    await station.refusal('record.update', { database: 'reserve', id, version: 1, values: { address: '改' } }),
    await station.refusal('record.remove', { database: 'reserve', ids: [id], reason: '重复登记' }),
    await station.refusal('record.transition', { database: 'reserve', ids: [id], action: 'report', reason: '按月调度' }),
    await station.refusal('record.check', { database: 'reserve', id, values: {} }),
  ];
  const asked = (answers: unknown[], id: string): unknown => JSON.parse(JSON.stringify(answers).replaceAll(id, 'ID'));
  const nothing = asked(await about(unknown), unknown);
  expect(nothing).toEqual(
    Array.from({ length: 7 }, () => ({ code: 'not_found', message: '这条记录不存在或已被删除，没有改动任何数据。请刷新列表后再试。', details: { id: 'ID' } })),
  );
  expect(asked(await about(theirs), theirs)).toEqual(nothing);

  // The bank account of an expert, whose library is not theirs at all; then of one whose fields are not.
  expect(await station.refusal('record.get', { database: 'expert', id: expert })).toMatchObject({ code: 'not_found' });
  await signIn('investment');
  const absent = await station.refusal('record.values', { database: 'expert', field: 'no_such_field' });
  const hidden = await station.refusal('record.values', { database: 'expert', field: 'bank_account' });
  expect(JSON.parse(JSON.stringify(hidden).replaceAll('bank_account', 'no_such_field'))).toEqual(absent);
  expect(await station.refusal('record.update', { database: 'expert', id: expert, version: 1, values: { bank_account: '6222020200112233445' } })).toMatchObject(
    { code: 'forbidden' },
  );
  await signIn('district');
  for (let time = 0; time < 3; time += 1) await about(theirs);

  await signIn('security_admin');
  const { alarms } = await station.ask('alarm.list', {});
  expect(alarms.map(({ text }) => text)).toEqual([expect.stringMatching(/^区市发改局演示员在 10 分钟内有 11 次操作因没有权限被拒绝。/u)]);
  const { records } = await station.ask('audit.list', { events: ['access.refused'], limit: 200 });
  expect(records.filter(({ user }) => user === '区市发改局演示员')).toHaveLength(29);
  expect(records.filter(({ user }) => user === '投资处演示员').map(({ result, database }) => [result, database])).toEqual([
    ['refused', 'expert'],
    ['refused', 'expert'],
  ]);
  expect(station.unexpected).toEqual([]);
}, 120_000);
