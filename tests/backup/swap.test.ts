// A restore killed at any step leaves the old replica or the new one, and the old one is never lost.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { abandonPrepared, carryOutSwap, endSwap, isSwapDecided } from '#main/backup/swap.ts';

vi.setConfig({ testTimeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), 'swap-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const old = { 'replica.db': 'old', 'replica.db-wal': 'old log', 'replica.db-shm': 'old index', 'keys.json': 'old keys' };

function prepared(name: string): string {
  const dataDir = join(folder, name);
  mkdirSync(join(dataDir, 'restoring'), { recursive: true });
  mkdirSync(join(dataDir, 'journal'));
  writeFileSync(join(dataDir, 'journal', '1.log'), 'old journal');
  for (const [file, text] of Object.entries(old)) writeFileSync(join(dataDir, file), text);
  writeFileSync(join(dataDir, 'restoring', 'replica.db'), 'new');
  writeFileSync(join(dataDir, 'restoring', 'keys.json'), 'new keys');
  return dataDir;
}

const textOf = (...path: string[]): string | null => (existsSync(join(...path)) ? readFileSync(join(...path), 'utf8') : null);

it('at every step', () => {
  const outcomes: string[] = [];
  let isDone = false;
  for (let step = 1; !isDone; step += 1) {
    const dataDir = prepared(String(step));
    const { status, signal, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'swap-program.ts'), dataDir, String(step)], { encoding: 'utf8' });
    isDone = status === 0;
    if (!isDone) expect(signal, stderr).toBe('SIGKILL');
    // What the next start does.
    if (isSwapDecided(dataDir)) {
      carryOutSwap(dataDir);
      carryOutSwap(dataDir);
      endSwap(dataDir);
    } else abandonPrepared(dataDir);
    const replica = textOf(dataDir, 'replica.db');
    outcomes.push(replica ?? 'gone');
    if (replica === 'old') {
      for (const [file, text] of Object.entries(old)) expect(textOf(dataDir, file)).toBe(text);
    } else {
      expect(textOf(dataDir, 'keys.json')).toBe('new keys');
      const [stamp = ''] = readdirSync(join(dataDir, 'quarantine'));
      for (const [file, text] of Object.entries(old)) expect(textOf(dataDir, 'quarantine', stamp, file)).toBe(text);
      expect(textOf(dataDir, 'quarantine', stamp, 'journal', '1.log')).toBe('old journal');
      expect(existsSync(join(dataDir, 'replica.db-wal'))).toBe(false);
      expect(existsSync(join(dataDir, 'restoring'))).toBe(false);
    }
    expect(isSwapDecided(dataDir)).toBe(false);
  }
  // First the old one, from one step on the new one, and never anything else.
  const turn = outcomes.indexOf('new');
  expect(turn).toBeGreaterThan(0);
  expect(outcomes).toEqual([...Array.from({ length: turn }, () => 'old'), ...Array.from({ length: outcomes.length - turn }, () => 'new')]);
});
