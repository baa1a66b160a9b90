// Abuse case 7: somebody with a database tool, and even with the key, writes himself rights into the file.

import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openConnection } from '#db/kernel/open.ts';
import { openStationDatabase } from '../builders/station.ts';
import { alarmKinds, anAbusedStation, people, type AbusedStation } from './abused-station.ts';

let station: AbusedStation;
beforeAll(async () => {
  station = await anAbusedStation();
  await station.window.ask('session.lock', {});
}, 60_000);
afterAll(() => station.close());

it('without the key the file does not open', () => {
  const wrong = { file: join(station.dataDir, 'replica.db'), cipher: 'aegis' as const, key: new Uint8Array(32).fill(1) };
  expect(() => openConnection(wrong, 'read')).toThrow(expect.objectContaining({ code: 'replica_damaged' }));
});

it('with the key the signatures no longer fit: everything is denied, the person and the security administrator are told', async () => {
  const connection = await openStationDatabase(
    station.dataDir,
    { login: people.user.login, password: people.user.password, profileDir: station.profileDir },
    'write',
  );
  const changed = connection
    .prepare(
      "UPDATE grant_document SET document = json_set(document, '$.expires', '2099-01-01T00:00:00.000Z') WHERE account_id = (SELECT account_id FROM account WHERE login = ?)",
    )
    .run(people.user.login);
  connection.close();
  expect(changed.changes).toBe(1);

  const state = await station.window.ask('session.unlock', people.user);
  expect(state.identity?.roles).toEqual([]);
  expect(state.notices.find(({ code }) => code === 'policy_tampered')?.text).toContain('权限策略被篡改');
  const refused = await station.window.refusal('record.list', { database: 'key', limit: 1 });
  expect(refused).toMatchObject({ code: 'policy_tampered', message: expect.stringContaining('权限策略被篡改') as string });
  expect(await alarmKinds(station)).toContain('POLICY_TAMPERED');
}, 60_000);

it('a grant that was deleted, or put back from an earlier day, is missed', async () => {
  await station.window.ask('session.lock', {});
  const connection = await openStationDatabase(
    station.dataDir,
    { login: people.user.login, password: people.user.password, profileDir: station.profileDir },
    'write',
  );
  expect(() => connection.exec('DELETE FROM grant_document')).toThrow('append-only');
  connection.exec("UPDATE grant_document SET serial = 2 WHERE account_id = (SELECT account_id FROM account WHERE login = 'anquan')");
  connection.exec("UPDATE account SET grant_serial = 2 WHERE login = 'anquan'");
  connection.close();
  const state = await station.window.ask('session.unlock', people.security);
  expect(state.notices.map(({ code }) => code)).toContain('policy_tampered');
}, 60_000);
