// Which backups lie within the data folder: those elsewhere are erased by themselves.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { liesIn } from './erase.ts';

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
