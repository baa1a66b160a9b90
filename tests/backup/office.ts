// A station with a person at work and three administrators, opened and closed as often as a test wants, like a program started again.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkstationClient, type WorkstationContract } from '#domain/contract/index.ts';
import { createChannelPair } from '#domain/rpc/memory-channel.ts';
import type { CallOptions } from '#domain/rpc/client.ts';
import type { InputOf, OutputOf, ProcedureName, ProgressOf } from '#domain/rpc/define.ts';
import type { AppErrorShape } from '#domain/result.ts';
import { serveHost } from '#main/hosts/host-parts.ts';
import { forkDatabase, type DatabaseSpawn } from '#main/processes/database-spawn.ts';
import type { Child } from '#main/processes/fork-child.ts';
import type { Workstation } from '#main/procedures/context.ts';
import { openWorkstation } from '#main/workstation.ts';
import { textIn } from '../cli/test-workstation.ts';

export const people = {
  worker: { login: '张三', password: '海岸Gong-2026-zheng' },
  system: { login: 'xitong', password: '系统Guan-li-5528' },
  security: { login: 'anquan', password: '安全Guan-li-6639' },
  audit: { login: 'shenji', password: '审计Guan-li-7740' },
} as const;

export interface Running {
  readonly ask: <K extends ProcedureName<WorkstationContract>>(
    name: K,
    input: InputOf<WorkstationContract, K>,
    options?: CallOptions<ProgressOf<WorkstationContract, K>>,
  ) => Promise<OutputOf<WorkstationContract, K>>;
  readonly refusal: <K extends ProcedureName<WorkstationContract>>(name: K, input: InputOf<WorkstationContract, K>) => Promise<AppErrorShape>;
  readonly signIn: (person: keyof typeof people) => Promise<void>;
  readonly workstation: Workstation;
  /** What nobody foresaw. */
  readonly unexpected: readonly unknown[];
  close(): Promise<void>;
}

export interface Office {
  readonly folder: string;
  readonly dataDir: string;
  readonly profileDir: string;
  /** Starts the program; `watch` is told of every process of the database it starts. */
  start(watch?: (child: Child) => void): Promise<Running>;
  remove(): Promise<void>;
}

/** In a folder of its own unless given one, which may hold an office already. */
export function anOffice(folder = mkdtempSync(join(tmpdir(), 'office-'))): Office {
  const dataDir = join(folder, 'data');
  const profileDir = join(folder, 'profile');
  const running = new Set<Running>();
  return {
    folder,
    dataDir,
    profileDir,
    async start(watch) {
      const unexpected: unknown[] = [];
      const log = (level: string, _event: string, fields?: unknown): void => void (level === 'error' && unexpected.push(fields));
      const host = await openWorkstation({
        dataDir,
        demo: null,
        calibration: 'floor',
        profileDir,
        log,
        ...(watch === undefined ? {} : { spawnDatabase: watched(watch) }),
      });
      const [near, far] = createChannelPair();
      serveHost(host, far, log);
      const client = createWorkstationClient(near);
      const ask: Running['ask'] = async (name, input, options = {}) => {
        const result = await client.call(name, input, options);
        if (result.ok) return result.value;
        throw Object.assign(new Error(`${name}: ${result.error.code} ${result.error.message}`), { code: result.error.code });
      };
      const opened: Running = {
        ask,
        workstation: host.workstation,
        unexpected,
        refusal: async (name, input) => {
          const result = await client.call(name, input);
          if (result.ok) throw new Error(`${name} was not refused`);
          return result.error;
        },
        signIn: async (person) => {
          if ((await ask('session.state', {})).phase === 'unlocked') await ask('session.lock', {});
          await ask('session.unlock', people[person]);
        },
        close: async () => {
          running.delete(opened);
          near.close();
          await host.close();
        },
      };
      running.add(opened);
      return opened;
    },
    remove: async () => {
      for (const each of running) await each.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const watched =
  (watch: (child: Child) => void): DatabaseSpawn =>
  (entry) => {
    const child = forkDatabase(entry);
    watch(child);
    return child;
  };

/** A new station; the worker is signed in. */
export async function found(office: Office): Promise<Running> {
  const station = await office.start();
  await station.ask('session.create', {
    user: '张三',
    unit: '投资处',
    login: people.worker.login,
    password: people.worker.password,
    administrators: [
      { role: 'system_admin', login: people.system.login, name: '王系统', staffNo: '0101', password: people.system.password },
      { role: 'security_admin', login: people.security.login, name: '李安全', staffNo: '0102', password: people.security.password },
      { role: 'audit_admin', login: people.audit.login, name: '赵审计', staffNo: '0103', password: people.audit.password },
    ],
  });
  return station;
}

/** Registers key projects of these names. */
export async function register({ ask }: Running, ...names: readonly string[]): Promise<void> {
  for (const name of names) await ask('record.create', { database: 'key', values: { project_name: name, mgmt_year: 2026 } });
}

/** Names of the key projects, in order. */
export async function registered({ ask }: Running): Promise<string[]> {
  const { rows } = await ask('record.list', { database: 'key', sort: [{ field: 'project_name', descending: false }], limit: 1000 });
  return rows.map((row) => textIn(row, 'project_name'));
}
