// Locking, and losing the database process, as the page sees them.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SessionState } from '#domain/contract/session.ts';
import { openTestWorkstation, testPassword, type TestWorkstation } from '../cli/test-workstation.ts';
import { isAlive, watchedDatabases } from './processes.ts';

vi.setConfig({ testTimeout: 120_000 });

let databases: ReturnType<typeof watchedDatabases>;
let workstation: TestWorkstation;

beforeEach(async () => {
  databases = watchedDatabases();
  workstation = await openTestWorkstation({ spawnDatabase: databases.start });
});
afterEach(() => workstation.close());

const create = (name: string) =>
  workstation.ask('record.create', { database: 'key', values: { project_name: name, region_code: '370211', mgmt_year: 2026, key_level: '1' }, reason: null });
const count = async (): Promise<number> => (await workstation.ask('record.list', { database: 'key', limit: 5 })).total;
const newestPid = (): number => databases.pids().at(-1) ?? expect.fail('no database process');

function nextPhase(): Promise<SessionState['phase']> {
  const { promise, resolve } = Promise.withResolvers<SessionState['phase']>();
  workstation.client.onEvent('session.changed', ({ phase }) => resolve(phase));
  return promise;
}

it('locking leaves no database process; unlocking starts another', async () => {
  await create('一号工程');
  const first = newestPid();
  expect(isAlive(first)).toBe(true);
  await workstation.ask('session.lock', {});
  expect(databases.pids().filter(isAlive)).toEqual([]);
  expect((await workstation.refusal('record.list', { database: 'key', limit: 5 })).code).toBe('locked');
  await workstation.ask('session.unlock', { password: testPassword });
  expect(newestPid()).not.toBe(first);
  expect(await count()).toBe(1);
});

it('a database process that is killed locks the session; after signing in everything confirmed is there', async () => {
  await create('一号工程');
  await create('二号工程');
  const told = nextPhase();
  process.kill(newestPid(), 'SIGKILL');
  expect(await told).toBe('locked');
  expect(await workstation.ask('session.state', {})).toMatchObject({ phase: 'locked', user: null });
  expect((await workstation.refusal('record.list', { database: 'key', limit: 5 })).code).toBe('locked');
  await workstation.ask('session.unlock', { password: testPassword });
  expect(await count()).toBe(2);
});
