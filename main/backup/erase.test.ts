// What erasing a station reaches: its own folder and files, not those of others that lie near or are linked to.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eraseFolder, isOurs, liesIn } from './erase.ts';

it.each([
  ['the folder itself', '', true],
  ['a folder below it', 'backups', true],
  ['a folder below it whose name begins with dots', '..backups', true],
  ['a neighbour whose name begins alike', join('..', 'station-backups'), false],
  ['the folder above', '..', false],
  ['a folder elsewhere', join('..', '..', 'elsewhere', 'station'), false],
])('%s: %s', (_what, way, inside) => {
  const folder = join('/data', 'station');
  expect(liesIn(folder, join(folder, way))).toBe(inside);
});

it.skipIf(process.platform === 'win32')('removes a link and leaves what it points to', () => {
  const root = mkdtempSync(join(tmpdir(), 'erase-'));
  try {
    const folder = join(root, 'station');
    mkdirSync(join(folder, 'state'), { recursive: true });
    writeFileSync(join(root, 'letter.txt'), '别人的文件');
    symlinkSync(join(root, 'letter.txt'), join(folder, 'state', 'pending.log'));
    expect(eraseFolder(folder, isOurs)).toMatchObject({ left: [] });
    expect(existsSync(join(folder, 'state'))).toBe(false);
    expect(readFileSync(join(root, 'letter.txt'), 'utf8')).toBe('别人的文件');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
