// The session on real data folders: create, unlock, lock, and what is left after failures.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionState } from '#domain/contract/session.ts';
import { demoPassword } from './founding.ts';
import type { Session } from './session.ts';
import { aFixture, auditOf, firstPerson, goodPassword, otherPassword, type Fixture } from './testing/station-fixture.ts';

const wrong = (password: string) => ({ login: null, password, newPassword: null });
const right = wrong(goodPassword);

let fixture: Fixture;
let dataDir: string;

beforeEach(() => {
  fixture = aFixture();
  ({ dataDir } = fixture);
});
afterEach(() => fixture.close());

const newSession = (entry?: string): Session => fixture.session(entry === undefined ? {} : { dbEntry: entry });

describe('create', () => {
  it('makes a replica, leaves it open and tells who listens', async () => {
    const session = newSession();
    const told: SessionState['phase'][] = [];
    session.onChange(({ phase }) => told.push(phase));
    expect(await session.state()).toMatchObject({ phase: 'new', user: null, demoPassword: null });
    await session.create(firstPerson);
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
    await expect(newSession().create(firstPerson)).rejects.toMatchObject({ code: 'already_initialised' });
    rmSync(join(dataDir, 'replica.db'));
    // As a rotation of keys names it; and the journal of changes, when nothing else is left.
    for (const left of [join(dataDir, 'replica-2.db'), join(dataDir, 'journal', '000000000000-000000.log')]) {
      mkdirSync(dirname(left), { recursive: true });
      writeFileSync(left, 'someone’s work');
      await expect(newSession().create(firstPerson)).rejects.toMatchObject({ code: 'already_initialised' });
      expect((await newSession().state()).notices).toMatchObject([{ code: 'replica_damaged' }]);
      expect(readFileSync(left, 'utf8')).toBe('someone’s work');
      rmSync(left);
    }
    rmSync(join(dataDir, 'journal'), { recursive: true });
    writeFileSync(join(dataDir, 'keys.json'), 'not even readable');
    await expect(newSession().create(firstPerson)).rejects.toMatchObject({ code: 'already_initialised' });
    expect(readdirSync(dataDir)).toEqual(['keys.json']);
  });

  it('refuses a password of seven characters before touching the disk', async () => {
    await expect(newSession().create({ ...firstPerson, password: '😀234567' })).rejects.toMatchObject({ code: 'weak_password' });
    expect(existsSync(dataDir)).toBe(false);
  });

  it('leaves nothing behind when the database does not open, so that the next attempt succeeds', async () => {
    const broken = join(fixture.folder, 'broken-worker.mjs');
    writeFileSync(
      broken,
      "import { writeFileSync } from 'node:fs'; import { workerData } from 'node:worker_threads'; writeFileSync(workerData.location.file, 'half'); throw new Error('no database');",
    );
    await expect(newSession(broken).create(firstPerson)).rejects.toThrow('no database');
    expect(readdirSync(dataDir)).toEqual([]);
    const session = newSession();
    await session.create(firstPerson);
    expect((await session.state()).phase).toBe('unlocked');
  });

  it('made by two programs at once is made once, and the slower one harms nothing', async () => {
    const [first, second] = [newSession(), newSession()];
    const outcomes = await Promise.allSettled([first.create(firstPerson), second.create({ ...firstPerson, user: '李四', password: otherPassword })]);
    const [winner, loser] = outcomes[0].status === 'fulfilled' ? [first, outcomes[1]] : [second, outcomes[0]];
    expect(loser).toMatchObject({ status: 'rejected', reason: { code: 'already_initialised' } });
    await winner.lock();
    await winner.unlock(wrong(winner === first ? goodPassword : otherPassword));
    expect(await winner.replica.read.summary({})).toHaveLength(10);
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('publishes the password of demonstration data only', async () => {
    const session = newSession();
    await session.create({ ...firstPerson, zone: 'demo', password: demoPassword });
    await session.lock();
    const state = await session.state();
    expect([state.zone, state.demoPassword]).toEqual(['demo', '演示数据2026']);
    await session.unlock(wrong(state.demoPassword ?? ''));
  });
});

describe('lock and unlock', () => {
  it('ends the threads and refuses everything until the password comes again', async () => {
    const session = newSession();
    await session.create(firstPerson);
    const { replica } = session;
    await session.lock();
    expect(() => session.replica).toThrow(expect.objectContaining({ code: 'locked' }));
    expect(await session.state()).toMatchObject({ phase: 'locked', user: null, unit: null, dataDate: null });
    const late = Promise.race([replica.read.summary({}), new Promise((resolve) => setTimeout(resolve, 200, 'no answer'))]);
    expect(await late.catch(() => 'no answer')).toBe('no answer');
    await expect(session.unlock(wrong('错误的密码'))).rejects.toMatchObject({ code: 'wrong_password' });
    await session.unlock(right);
    expect(await session.replica.read.summary({})).toHaveLength(10);
  });

  it('records with the next unlocking which passwords were refused, and alarms nobody before the fifth', async () => {
    const session = newSession();
    await session.create(firstPerson);
    await session.lock();
    for (const each of ['错误的密码', '又一个错误']) await expect(session.unlock(wrong(each))).rejects.toMatchObject({ code: 'wrong_password' });
    await session.unlock(right);
    await session.lock();
    await session.unlock(right);
    expect(auditOf(session).map(({ event, result, login }) => [event, result, login])).toEqual([
      ['session.created', 'done', '张三'],
      ['session.locked', 'done', '张三'],
      ['audit.checkpointed', 'done', '张三'],
      ['session.refused', 'refused', '张三'],
      ['session.refused', 'refused', '张三'],
      ['session.unlocked', 'done', '张三'],
      ['session.locked', 'done', '张三'],
      ['audit.checkpointed', 'done', '张三'],
      ['session.unlocked', 'done', '张三'],
    ]);
  });

  it('opens the replica once however often the button is pressed, and still checks the password', async () => {
    const session = newSession();
    await session.create(firstPerson);
    await session.lock();
    const told: SessionState['phase'][] = [];
    session.onChange(({ phase }) => told.push(phase));
    await Promise.all([session.unlock(right), session.unlock(right)]);
    expect(told).toEqual(['unlocked']);
    await expect(session.unlock(wrong('错误的密码'))).rejects.toMatchObject({ code: 'wrong_password' });
    expect((await session.state()).phase).toBe('unlocked');
  });

  it('locks although the writer is busy', async () => {
    const session = newSession();
    await session.create(firstPerson);
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
    await session.unlock(right);
    expect((await session.replica.read.summary({})).find(({ database }) => database === 'key')?.count).toBe(0);
  });

  it('says that the key file is gone instead of offering a new start', async () => {
    const session = newSession();
    await session.create(firstPerson);
    await session.lock();
    rmSync(join(dataDir, 'keys.json'));
    expect(await session.state()).toMatchObject({
      phase: 'locked',
      notices: [{ code: 'replica_damaged', text: expect.stringContaining('keys.json 不见了') as string }],
    });
    await expect(session.create(firstPerson)).rejects.toMatchObject({ code: 'already_initialised' });
    await expect(session.unlock(right)).rejects.toMatchObject({ code: 'replica_damaged' });
  });

  it('has nothing to lock or close when nothing is open', async () => {
    const session = newSession();
    await session.lock();
    await session.close();
    await expect(session.unlock(right)).rejects.toMatchObject({ code: 'not_initialised' });
    expect(existsSync(dataDir)).toBe(false);
  });
});

it('writes on the local calendar day', async () => {
  const session = newSession();
  await session.create(firstPerson);
  const local = new Date('2026-03-05T16:30:00Z');
  expect(session.asker()).toMatchObject({
    actor: { name: '张三' },
    at: '2026-03-05T16:30:00.000Z',
    today: `2026-03-${String(local.getDate()).padStart(2, '0')}`,
  });
});
