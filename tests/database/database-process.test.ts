// The process that holds the open replica: what it is told, what it survives, and that nothing of it is left when it is to be gone.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openReplica, type ReplicaClient } from '#db/client.ts';
import { unrestricted } from '../builders/access.ts';
import { rejectionOf } from '../builders/failures.ts';
import { aKeyProject, idOf } from '../builders/records.ts';
import { anAsker, aPlace, created, type Place } from '../builders/replica.ts';
import { isAlive, isGoneWithin, threadEntry, watchedDatabases } from './processes.ts';

// Starting processes is slow on a machine that runs other tests.
vi.setConfig({ testTimeout: 120_000 });

let place: Place;
let databases: ReturnType<typeof watchedDatabases>;
let opened: ReplicaClient[];

beforeEach(() => {
  place = aPlace();
  databases = watchedDatabases();
  opened = [];
});
afterEach(async () => {
  for (const replica of opened) await replica.close();
  place.remove();
});

async function open(options: { create?: boolean; inThreads?: boolean } = {}): Promise<ReplicaClient> {
  const startProcess = options.inThreads === true ? undefined : databases.start;
  const replica = await openReplica(place.location, {
    create: options.create ?? false,
    now: created,
    entry: threadEntry,
    access: unrestricted(),
    startProcess,
  });
  opened.push(replica);
  return replica;
}

const pidOf = (place: number): number => databases.pids()[place] ?? expect.fail('no process was started');

const add = (replica: ReplicaClient, name: string): Promise<string> =>
  replica.write
    .createRecord({ ...anAsker(), database: 'key', values: aKeyProject({ project_name: name }), reason: null, projectId: null })
    .then(({ record }) => idOf(record));

const importing = (replica: ReplicaClient, count: number): Promise<unknown> => {
  const rows = Array.from({ length: count }, (_, index) => ({ index, values: { project_name: `第 ${index} 号工程`, mgmt_year: 2026 } }));
  return replica.write.importRows({ ...anAsker(), database: 'key', year: 2026, label: '导入', source: 'a.xlsx', rows, commit: true });
};

const listOf = (limit: number): Parameters<ReplicaClient['lists']['page']>[0] => ({
  database: 'key',
  filter: [],
  sort: [{ field: 'project_name', descending: true }],
  offset: 0,
  limit,
  totals: true,
});

describe('closing', () => {
  it('leaves no process, whatever it was doing', async () => {
    const replica = await open({ create: true });
    const running = rejectionOf(importing(replica, 20_000));
    await replica.lists.page(listOf(5));
    expect(isAlive(pidOf(0))).toBe(true);
    await replica.close();
    expect(isAlive(pidOf(0))).toBe(false);
    expect((await running).code).toBe('locked');
    expect((await rejectionOf(replica.read.summary({}))).code).toBe('locked');
  });
});

describe('killed from outside', () => {
  it('fails what waits with a sentence to act on, says so, and has lost nothing it confirmed', async () => {
    const replica = await open({ create: true });
    const ids = [await add(replica, '一号工程'), await add(replica, '二号工程')];
    const running = [rejectionOf(importing(replica, 20_000)), rejectionOf(replica.lists.page(listOf(5)))];
    process.kill(pidOf(0), 'SIGKILL');
    expect(await replica.stopped).toMatchObject({ message: expect.stringContaining('SIGKILL') });
    for (const failure of [...running, rejectionOf(replica.read.summary({}))]) {
      expect(await failure).toEqual({
        code: 'database_stopped',
        message: '数据库进程意外停止，本次操作没有得到确认；此前确认过的内容都已保存。请重新登录，核对后再试。',
      });
    }
    const again = await open();
    const { rows, total } = await again.lists.page(listOf(5));
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(ids));
    expect(total).toBe(2);
    expect(await again.read.verify({})).toMatchObject({ ok: true });
  });

  it('while it opens is a failure to open', async () => {
    const opening = open({ create: true });
    process.kill(pidOf(0), 'SIGKILL');
    await expect(opening).rejects.toThrow('the database process ended: SIGKILL');
  });
});

it('ends with its host, even when the host is killed', async () => {
  const { file, cipher } = place.location;
  const host = spawn(process.execPath, [join(import.meta.dirname, 'dying-host-program.ts'), file, cipher], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(host.stdout), 'line')) as [string];
  const pid = Number(line);
  expect(isAlive(pid)).toBe(true);
  host.kill('SIGKILL');
  expect(await isGoneWithin(pid, 5000)).toBe(true);
});

it('gives the same answers as threads, large ones and arrays of numbers too', async () => {
  const inProcess = await open({ create: true });
  await importing(inProcess, 1500);
  const inThreads = await open({ inThreads: true });
  const page = await inProcess.lists.page(listOf(1500));
  expect(page.rows).toHaveLength(1500);
  expect(page).toEqual(await inThreads.lists.page(listOf(1500)));
  const numbers = await inProcess.lists.numbers(listOf(1));
  expect(numbers).toBeInstanceOf(Int32Array);
  expect(numbers).toEqual(await inThreads.lists.numbers(listOf(1)));
});

it('opens again at once after closing, time after time, with everything that was written', async () => {
  const names: string[] = [];
  for (let time = 0; time < 3; time += 1) {
    const replica = await open({ create: time === 0 });
    names.push(`第 ${time} 次开机的工程`);
    await add(replica, names.at(-1) ?? '');
    const { rows } = await replica.lists.page(listOf(5));
    expect(rows.map((row) => row['project_name'])).toEqual(names.toReversed());
    await replica.close();
  }
  expect(databases.pids().filter(isAlive)).toEqual([]);
});

it.skipIf(process.platform !== 'linux')('is told nothing by its environment or its command line', async () => {
  process.env['WS_CANARY'] = 'something only the host knows';
  const start = databases.start;
  const child = start();
  delete process.env['WS_CANARY'];
  const about = (name: string): string => readFileSync(`/proc/${child.pid ?? 0}/${name}`, 'utf8');
  expect(about('environ')).not.toContain('WS_CANARY');
  expect(about('environ')).not.toContain('PATH=');
  expect(about('cmdline')).toContain('process.ts');
  child.kill();
  const replica = await open({ create: true });
  await add(replica, '一号工程');
  const seen = ['environ', 'cmdline'].map((name) => readFileSync(`/proc/${pidOf(1)}/${name}`, 'latin1')).join('');
  expect(seen).toContain('workstation-database');
  expect(seen).not.toContain('\u0007'.repeat(8));
  expect(seen).not.toContain('07'.repeat(8));
});
