// The session on real data folders: create, unlock, lock, and what is left after failures.

import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionState } from '#domain/contract/session.ts';
import { openConnection } from '#db/kernel/open.ts';
import { readKeyFile, unlockKeyFile } from './key-slots.ts';
import { Session } from './session.ts';

const dbEntry = join(import.meta.dirname, '..', '..', 'db', 'worker.ts');
const password = '测试口令-2026';
const person = { user: '张三', unit: '投资处', password, zone: 'office' as const };

let folder: string;
let dataDir: string;
let opened: Session[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'session-'));
  dataDir = join(folder, 'data');
  opened = [];
});
afterEach(async () => {
  for (const session of opened) await session.close();
  rmSync(folder, { recursive: true });
});

function newSession(entry = dbEntry): Session {
  const session = new Session({ dataDir, dbEntry: entry, programVersion: '0.1.0', now: () => new Date('2026-03-05T16:30:00Z') });
  opened.push(session);
  return session;
}

describe('create', () => {
  it('makes a replica, leaves it open and tells who listens', async () => {
    const session = newSession();
    const told: SessionState['phase'][] = [];
    session.onChange(({ phase }) => told.push(phase));
    expect(await session.state()).toMatchObject({ phase: 'new', user: null, demoPassword: null });
    await session.create(person);
    expect(await session.state()).toMatchObject({
      phase: 'unlocked',
      zone: 'office',
      user: '张三',
      unit: '投资处',
      programVersion: '0.1.0',
      demoPassword: null,
    });
    await session.lock();
    expect(told).toEqual(['unlocked', 'locked']);
  });

  it('refuses over another replica, or over what is left of one', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'replica.db'), 'someone’s work');
    await expect(newSession().create(person)).rejects.toMatchObject({ code: 'already_initialised' });
    rmSync(join(dataDir, 'replica.db'));
    writeFileSync(join(dataDir, 'keys.json'), 'not even readable');
    await expect(newSession().create(person)).rejects.toMatchObject({ code: 'already_initialised' });
    expect(readdirSync(dataDir)).toEqual(['keys.json']);
  });

  it('refuses a password of seven characters before touching the disk', async () => {
    await expect(newSession().create({ ...person, password: '😀234567' })).rejects.toMatchObject({ code: 'weak_password' });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('leaves nothing behind when the database does not open, so that the next attempt succeeds', async () => {
    const broken = join(folder, 'broken-worker.mjs');
    writeFileSync(
      broken,
      "import { writeFileSync } from 'node:fs'; import { workerData } from 'node:worker_threads'; writeFileSync(workerData.location.file, 'half'); throw new Error('no database');",
    );
    await expect(newSession(broken).create(person)).rejects.toThrow('no database');
    expect(readdirSync(dataDir)).toEqual([]);
    const session = newSession();
    await session.create(person);
    expect((await session.state()).phase).toBe('unlocked');
  });

  it('made by two programs at once is made once, and the slower one harms nothing', async () => {
    const [first, second] = [newSession(), newSession()];
    const outcomes = await Promise.allSettled([first.create(person), second.create({ ...person, user: '李四', password: '另一个口令-2026' })]);
    const [winner, loser] = outcomes[0].status === 'fulfilled' ? [first, outcomes[1]] : [second, outcomes[0]];
    expect(loser).toMatchObject({ status: 'rejected', reason: { code: 'already_initialised' } });
    await winner.lock();
    await winner.unlock(winner === first ? password : '另一个口令-2026');
    expect(await winner.replica.read.summary({})).toHaveLength(10);
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('publishes the password of demonstration data only', async () => {
    const session = newSession();
    await session.create({ ...person, zone: 'demo', password: '演示数据2026' });
    await session.lock();
    const { demoPassword, zone } = await session.state();
    expect([zone, demoPassword]).toEqual(['demo', '演示数据2026']);
    await session.unlock(demoPassword ?? '');
  });
});

describe('lock and unlock', () => {
  it('ends the threads and refuses everything until the password comes again', async () => {
    const session = newSession();
    await session.create(person);
    const { replica } = session;
    await session.lock();
    expect(() => session.replica).toThrow(expect.objectContaining({ code: 'locked' }));
    expect(await session.state()).toMatchObject({ phase: 'locked', user: null, unit: null, dataDate: null });
    const late = Promise.race([replica.read.summary({}), new Promise((resolve) => setTimeout(resolve, 200, 'no answer'))]);
    expect(await late.catch(() => 'no answer')).toBe('no answer');
    await expect(session.unlock('错误的密码')).rejects.toMatchObject({ code: 'wrong_password' });
    await session.unlock(password);
    expect(await session.replica.read.summary({})).toHaveLength(10);
  });

  it('records with the next unlocking how often a wrong password was tried', async () => {
    const session = newSession();
    await session.create(person);
    await session.lock();
    for (const wrong of ['错误的密码', '又一个错误']) await expect(session.unlock(wrong)).rejects.toMatchObject({ code: 'wrong_password' });
    await session.unlock(password);
    await session.lock();
    await session.unlock(password);
    const keys = readKeyFile(dataDir) ?? expect.fail('no key file');
    const { key } = await unlockKeyFile(keys, password);
    const connection = openConnection({ file: join(dataDir, 'replica.db'), cipher: keys.cipher, key }, 'read');
    const counts = connection
      .prepare("SELECT detail ->> 'wrongPasswords' FROM audit WHERE event LIKE 'session.%ed' AND event <> 'session.locked' ORDER BY audit_seq")
      .pluck()
      .all();
    connection.close();
    expect(counts).toEqual([0, 2, 0]);
  });

  it('opens the replica once however often the button is pressed, and still checks the password', async () => {
    const session = newSession();
    await session.create(person);
    await session.lock();
    const told: SessionState['phase'][] = [];
    session.onChange(({ phase }) => told.push(phase));
    await Promise.all([session.unlock(password), session.unlock(password)]);
    expect(told).toEqual(['unlocked']);
    await expect(session.unlock('错误的密码')).rejects.toMatchObject({ code: 'wrong_password' });
    expect((await session.state()).phase).toBe('unlocked');
  });

  it('locks although the writer is busy', async () => {
    const session = newSession();
    await session.create(person);
    const rows = Array.from({ length: 60_000 }, (_, index) => ({ index, values: { project_name: `占用写线程的项目第${index}号` } }));
    const running = session.replica.write.importRows({ ...session.asker(), database: 'key', year: 2026, label: '长导入', source: 'x', rows, commit: true });
    const outcome = running.then(
      () => 'finished',
      (error: { code?: string }) => error.code,
    );
    const before = performance.now();
    await session.lock();
    expect(performance.now() - before).toBeLessThan(5000);
    expect(await outcome).toBe('locked');
    await session.unlock(password);
    expect((await session.replica.read.summary({})).find(({ database }) => database === 'key')?.count).toBe(0);
  });

  it('says that the key file is gone instead of offering a new start', async () => {
    const session = newSession();
    await session.create(person);
    await session.lock();
    rmSync(join(dataDir, 'keys.json'));
    await expect(session.state()).rejects.toMatchObject({ code: 'replica_damaged' });
    await expect(session.create(person)).rejects.toMatchObject({ code: 'already_initialised' });
    await expect(session.unlock(password)).rejects.toMatchObject({ code: 'replica_damaged' });
  });

  it('has nothing to lock or close when nothing is open', async () => {
    const session = newSession();
    await session.lock();
    await session.close();
    await expect(session.unlock(password)).rejects.toMatchObject({ code: 'not_initialised' });
    expect(existsSync(dataDir)).toBe(false);
  });
});

it('writes on the local calendar day', async () => {
  const session = newSession();
  await session.create(person);
  const local = new Date('2026-03-05T16:30:00Z');
  expect(session.asker()).toMatchObject({
    actor: { name: '张三' },
    at: '2026-03-05T16:30:00.000Z',
    today: `2026-03-${String(local.getDate()).padStart(2, '0')}`,
  });
});
