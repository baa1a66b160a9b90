// Real database processes, and whether they are still there.

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseProcess } from '#db/client.ts';
import { forkDatabase } from '#main/processes/database-spawn.ts';

const db = join(import.meta.dirname, '..', '..', 'db');

/** The worker's file, and the process's. */
export const threadEntry = join(db, 'worker.ts');
const processEntry = join(db, 'process.ts');

/** Starts database processes and remembers them, the newest last. */
export function watchedDatabases(): { start: (entry?: string) => DatabaseProcess; pids: () => number[] } {
  const children: DatabaseProcess[] = [];
  return {
    start: (entry = processEntry) => {
      const child = forkDatabase(entry);
      children.push(child);
      return child;
    },
    pids: () => children.flatMap(({ pid }) => (pid === undefined ? [] : [pid])),
  };
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** True once the process is gone; false when it still is there after `patienceMs`. */
export async function isGoneWithin(pid: number, patienceMs: number): Promise<boolean> {
  for (const until = performance.now() + patienceMs; performance.now() < until; await delay(10)) if (!isAlive(pid)) return true;
  return !isAlive(pid);
}
