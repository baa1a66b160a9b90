// One program at a time works with a data folder: a file names it, and is taken over when that program is gone.

import { existsSync, linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { z } from '#domain/rpc/zod.ts';
import { AppError } from '#domain/result.ts';
import { createFileDurably } from '../keys/durable-file.ts';

const lockFileName = 'station.lock';

const holder = z.object({
  pid: z.int().min(1),
  /** What the program is, as a person knows it. */
  program: z.string(),
  /** When the process began, by the system's own count where there is one: process numbers are used again. */
  began: z.string(),
  at: z.string(),
});
type Holder = z.output<typeof holder>;

/** Locks of this process: its own number in the file means nothing after a crash and a restart under the same number. */
const held = new Set<string>();

export interface StationLock {
  release(): void;
}

/** Takes the folder for this program. Error `station_in_use` when another program that is alive has it. */
export function lockStation(dataDir: string, program: string, now: () => Date): StationLock {
  const path = join(dataDir, lockFileName);
  const own: Holder = { pid: process.pid, program, began: beganOf(process.pid) ?? '', at: now().toISOString() };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      createFileDurably(path, `${JSON.stringify(own)}\n`);
      held.add(path);
      return {
        release: () => {
          if (held.delete(path)) rmSync(path, { force: true });
        },
      };
    } catch (error) {
      if (!existsSync(path)) throw error;
    }
    const text = readText(path);
    const other = readHolder(text);
    if (other !== undefined && isAlive(other, path)) throw inUse(other);
    takeAway(path, text);
  }
  throw inUse(undefined);
}

function inUse(other: Holder | undefined): AppError {
  const what = other === undefined ? '另一个程序' : `${other.program}（进程 ${other.pid}）`;
  return new AppError('station_in_use', `数据目录正由${what}使用，本次没有打开，数据没有改动。请先在那里锁定或关闭，再重试。`, {
    program: other?.program ?? null,
    pid: other?.pid ?? null,
  });
}

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

function readHolder(text: string | undefined): Holder | undefined {
  try {
    return text === undefined ? undefined : holder.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isAlive(other: Holder, path: string): boolean {
  if (other.pid === process.pid) return held.has(path);
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    // A process of another person of this machine answers so, and is alive.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const began = beganOf(other.pid);
  if (began !== undefined && other.began !== '') return began === other.began;
  return Date.parse(other.at) > Date.now() - uptime() * 1000;
}

/** Linux tells when a process began, in ticks since the machine did. */
function beganOf(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

/** Removes the file of a program that is gone; if somebody was quicker and it is a new one, puts it back. */
function takeAway(path: string, text: string | undefined): void {
  const aside = `${path}.${process.pid}.gone`;
  try {
    renameSync(path, aside);
    if (readText(aside) !== text && !existsSync(path)) linkSync(aside, path);
  } catch {
    // Gone already: the next attempt will see.
  } finally {
    rmSync(aside, { force: true });
  }
}
