// What ends a session by itself, and what keeps two programs from one folder.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionState } from '#domain/contract/session.ts';
import type { Session } from './session.ts';
import { lockStation } from './station-lock.ts';
import { aFixture, auditOf, firstPerson, goodPassword, type Fixture } from './testing/station-fixture.ts';

const minute = 60_000;
const right = { login: null, password: goodPassword, newPassword: null };

let fixture: Fixture;
beforeEach(() => {
  fixture = aFixture();
});
afterEach(async () => {
  vi.useRealTimers();
  await fixture.close();
});

describe('a session', () => {
  let session: Session;
  const phases: SessionState['phase'][] = [];
  beforeEach(async () => {
    // Only the timers of the session: threads and disks go on in real time.
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    session = fixture.session();
    phases.length = 0;
    session.onChange(({ phase }) => phases.push(phase));
    await session.create(firstPerson);
  });

  /** Time passes, and the session looks at its limits. */
  async function pass(minutes: number): Promise<void> {
    fixture.pass(minutes * minute);
    vi.advanceTimersByTime(10_000);
    await session.settled();
  }

  it('locks after ten minutes without activity, and says in the audit that nobody was there', async () => {
    await pass(9.9);
    expect(session.isOpen).toBe(true);
    session.touch();
    await pass(9.9);
    expect(session.isOpen).toBe(true);
    await pass(0.2);
    expect(session.isOpen).toBe(false);
    expect(phases).toEqual(['unlocked', 'locked']);
    await session.unlock(right);
    expect(auditOf(session).find(({ event }) => event === 'session.locked')?.detail).toEqual({ cause: 'idle' });
  }, 60_000);

  it('ends after twelve hours however busy the person is', async () => {
    for (let elapsed = 5; elapsed < 12 * 60; elapsed += 5) {
      await pass(5);
      session.touch();
    }
    expect(session.isOpen).toBe(true);
    await pass(5);
    expect(session.isOpen).toBe(false);
  }, 60_000);

  it('goes by a clock nobody can set', async () => {
    fixture.wall = new Date('2020-01-01T00:00:00Z');
    await pass(1);
    expect(session.asker().at).toBe('2026-03-05T16:31:00.000Z');
    fixture.wall = new Date('2036-01-01T00:00:00Z');
    await pass(1);
    expect(session.isOpen).toBe(true);
    expect(session.asker().at).toBe('2026-03-05T16:32:00.000Z');
  }, 60_000);
});

describe('a folder', () => {
  it('open in one program is refused to another, which says where it is open', async () => {
    const first = fixture.session({ program: '工作站窗口' });
    await first.create(firstPerson);
    const second = fixture.session({ program: '命令行' });
    await expect(second.unlock(right)).rejects.toMatchObject({ code: 'station_in_use', message: expect.stringContaining('正由工作站窗口') as string });
    await first.lock();
    await second.unlock(right);
    await expect(first.unlock(right)).rejects.toMatchObject({ code: 'station_in_use', message: expect.stringContaining('正由命令行') as string });
  }, 60_000);

  it('of a program that is gone is taken over', () => {
    mkdirSync(fixture.dataDir);
    const path = join(fixture.dataDir, 'station.lock');
    const gone = { pid: 2 ** 22 - 3, program: '工作站窗口', began: '', at: '2026-03-05T16:00:00.000Z' };
    for (const left of [JSON.stringify(gone), 'torn', JSON.stringify({ ...gone, pid: process.pid, began: 'another process of this number' })]) {
      writeFileSync(path, left);
      const lock = lockStation(fixture.dataDir, '命令行', () => fixture.wall);
      expect(() => lockStation(fixture.dataDir, '工作站窗口', () => fixture.wall)).toThrow(expect.objectContaining({ code: 'station_in_use' }));
      lock.release();
      expect(existsSync(path)).toBe(false);
    }
  });
});
