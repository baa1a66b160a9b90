// A station for abuse cases: three administrators with passwords, clocks a test sets, folders it can copy back, all through the contract.

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestWorkstation, testPassword, type TestWorkstation } from '../cli/test-workstation.ts';

export const administrators = [
  { role: 'system_admin', login: 'xitong', name: '王系统', staffNo: '0101', password: '系统Guan-li-5528' },
  { role: 'security_admin', login: 'anquan', name: '李安全', staffNo: '0102', password: '安全Guan-li-6639' },
  { role: 'audit_admin', login: 'shenji', name: '赵审计', staffNo: '0103', password: '审计Guan-li-7740' },
] as const;

const [system, security, auditor] = administrators;
export const people = {
  user: { login: '张三', password: testPassword },
  system: { login: system.login, password: system.password },
  security: { login: security.login, password: security.password },
  auditor: { login: auditor.login, password: auditor.password },
};

export interface AbusedStation {
  readonly folder: string;
  readonly dataDir: string;
  readonly profileDir: string;
  /** The window at work; changes when the station is started again. */
  readonly window: TestWorkstation;
  /** Of the two envelopes. */
  readonly sheets: { readonly security: string; readonly system: string };
  /** What the machine's clock shows. */
  setClock(at: string): void;
  /** Time passes. */
  pass(minutes: number): void;
  /** Ends the program without a farewell and starts it again; on another computer or data folder if given. */
  restart(place?: { readonly dataDir?: string; readonly profileDir?: string }): Promise<void>;
  signIn(person: { readonly login: string; readonly password: string }): Promise<void>;
  /** Locks, copies the data folder aside under this name, and leaves it locked. */
  copyData(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Founded on 5 March 2026; the first user is 张三 and is signed in. */
export async function anAbusedStation(): Promise<AbusedStation> {
  const folder = mkdtempSync(join(tmpdir(), 'abuse-'));
  let wall = Date.parse('2026-03-05T08:00:00.000Z');
  let tick = 1000;
  const clocks = { now: () => new Date(wall), monotonic: () => tick };
  const open = (dataDir: string, profileDir: string): Promise<TestWorkstation> => openTestWorkstation({ dataDir, profileDir, clocks });
  let dataDir = join(folder, 'data');
  let profileDir = join(folder, 'profile');
  let window = await open(dataDir, profileDir);
  const { recovery } = await window.ask('session.create', {
    user: '张三',
    unit: '投资处',
    staffNo: '0001',
    password: testPassword,
    administrators: [...administrators],
  });
  const sheetOf = (role: string): string => recovery.find((each) => each.role === role)?.code ?? '';
  return {
    folder,
    get dataDir() {
      return dataDir;
    },
    get profileDir() {
      return profileDir;
    },
    get window() {
      return window;
    },
    sheets: { security: sheetOf('security_admin'), system: sheetOf('system_admin') },
    setClock: (at) => {
      wall = Date.parse(at);
    },
    pass: (minutes) => {
      wall += minutes * 60_000;
      tick += minutes * 60_000;
    },
    restart: async (place = {}) => {
      await window.stop();
      dataDir = place.dataDir ?? dataDir;
      profileDir = place.profileDir ?? profileDir;
      window = await open(dataDir, profileDir);
    },
    signIn: async (person) => {
      await window.ask('session.lock', {});
      await window.ask('session.unlock', person);
    },
    copyData: async (name) => {
      await window.ask('session.lock', {});
      const copy = join(folder, name);
      cpSync(dataDir, copy, { recursive: true });
      return copy;
    },
    close: async () => {
      await window.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Kinds of the alarms the security administrator finds. */
export async function alarmKinds(station: AbusedStation): Promise<string[]> {
  await station.signIn(people.security);
  const { alarms } = await station.window.ask('alarm.list', {});
  return alarms.map(({ kind }) => kind);
}
