// A session on a folder and a profile of its own, with clocks a test sets.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnection } from '#db/kernel/open.ts';
import type { FirstSetUp } from '../founding.ts';
import { Session, type SessionOptions } from '../session.ts';

const dbEntry = join(import.meta.dirname, '..', '..', '..', 'db', 'worker.ts');

/** Meets both password profiles. */
export const goodPassword = '海岸Gong-2026-zheng';
export const otherPassword = '另一个Kou-ling-7391';

export const firstPerson: FirstSetUp = {
  user: '张三',
  unit: '投资处',
  login: null,
  staffNo: '0001',
  password: goodPassword,
  roles: [],
  administrators: [],
  zone: 'office',
  passwordProfile: 'mlps3',
  suite: 'intl',
};

/** The three administrators with passwords of their own instead of activation codes. */
export const administrators: FirstSetUp['administrators'] = [
  { role: 'system_admin', login: 'xitong', name: '王系统', staffNo: '0101', password: '系统Guan-li-5528' },
  { role: 'security_admin', login: 'anquan', name: '李安全', staffNo: '0102', password: '安全Guan-li-6639' },
  { role: 'audit_admin', login: 'shenji', name: '赵审计', staffNo: '0103', password: '审计Guan-li-7740' },
];

export const passwordOf = (role: string): string => administrators.find((each) => each.role === role)?.password ?? '';

export interface Fixture {
  readonly folder: string;
  readonly dataDir: string;
  readonly profileDir: string;
  /** What the machine's clock shows; may be set back and forth. */
  wall: Date;
  /** Milliseconds of the clock nobody can set. */
  tick: number;
  /** Both clocks go on. */
  pass(ms: number): void;
  session(options?: Partial<SessionOptions>): Session;
  close(): Promise<void>;
}

export function aFixture(): Fixture {
  const folder = mkdtempSync(join(tmpdir(), 'session-'));
  const opened: Session[] = [];
  const fixture: Fixture = {
    folder,
    dataDir: join(folder, 'data'),
    profileDir: join(folder, 'profile'),
    wall: new Date('2026-03-05T16:30:00Z'),
    tick: 1_000,
    pass: (ms) => {
      fixture.wall = new Date(fixture.wall.getTime() + ms);
      fixture.tick += ms;
    },
    session: (options = {}) => {
      const session = new Session({
        dataDir: fixture.dataDir,
        profileDir: fixture.profileDir,
        dbEntry,
        programVersion: '0.1.0',
        calibration: 'floor',
        now: () => fixture.wall,
        monotonic: () => fixture.tick,
        ...options,
      });
      opened.push(session);
      return session;
    },
    close: async () => {
      for (const session of opened) await session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return fixture;
}

export interface Recorded {
  readonly event: string;
  readonly result: string;
  readonly login: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The audit of an open session, oldest first, read past every door. */
export function auditOf(session: Session): Recorded[] {
  const { keys, ring } = session.signedIn;
  const connection = openConnection({ file: join(session.station.dataDir, keys.database.file), cipher: keys.database.cipher, key: ring.databaseKey() }, 'read');
  try {
    const rows = connection.prepare('SELECT event, result, login, detail FROM audit ORDER BY audit_seq').all() as (Omit<Recorded, 'detail'> & {
      detail: string;
    })[];
    return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Recorded['detail'] }));
  } finally {
    connection.close();
  }
}
