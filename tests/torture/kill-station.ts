// Killing the whole station while it makes backups or changes its keys: it must open with the same passwords and every record.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '#db/demo/random.ts';
import { anOffice, found, register, registered } from '../backup/office.ts';

export const stationWorks = ['backup', 'rekey'] as const;
export type StationWork = (typeof stationWorks)[number];

const names = Array.from({ length: 40 }, (_, index) => `第${index}号工程`);
const longestWorkMs = 1500;

/** A station with administrators and some records; `folder` is there and empty. */
export async function makeStation(folder: string): Promise<void> {
  const station = await found(anOffice(folder));
  await register(station, ...names);
  await station.close();
}

/** Kills a station at a random moment of its work; answers with what is wrong afterwards, in words. */
export async function killStation(made: string, folder: string, random: Random, work: StationWork): Promise<string[]> {
  cpSync(made, folder, { recursive: true });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'kill-station-program.ts'), folder, work], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  const begun = once(
    createInterface(child.stdout).on('line', (line) => lines.push(line)),
    'line',
  );
  await Promise.race([begun, ended]);
  if (lines.length === 0) return ['the station did not open'];
  await delay(random.real(0, longestWorkMs));
  child.kill('SIGKILL');
  await ended;
  return faultsAfter(folder, work, lines.slice(1));
}

async function faultsAfter(folder: string, work: StationWork, confirmed: readonly string[]): Promise<string[]> {
  const station = await anOffice(folder).start();
  const faults: string[] = [];
  try {
    await station.signIn('worker');
    const there = new Set(await registered(station));
    faults.push(...names.filter((name) => !there.has(name)).map((name) => `${name} is gone`));
    const { checks } = await station.ask('replica.verify', {});
    faults.push(...checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`));
    await station.ask('session.lock', {});
    await station.signIn('system');
    if (work === 'backup') {
      const { backups } = await station.ask('backup.list', {});
      const listed = backups.map(({ name }) => name);
      faults.push(...confirmed.filter((name) => !listed.includes(name)).map((name) => `the confirmed backup ${name} is gone`));
      for (const name of listed) {
        const { state, detail } = await station.ask('backup.verify', { name });
        if (state !== 'good') faults.push(`backup ${name} is listed and ${state}: ${detail}`);
      }
    }
    return faults;
  } catch (error) {
    return [...faults, error instanceof Error ? error.message : String(error)];
  } finally {
    await station.close();
  }
}
