// Crypto-erase of a data folder: the wrapped keys first, then the beginning of every file, then the files.

import { randomFillSync } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, lstatSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';

/** More than any header of ours; a page cipher's salt, a wrapped key, a journal's head all lie in here. */
const headerBytes = 64 * 1024;

/** Small files hold keys: all of them is overwritten. */
const smallBytes = 1024 * 1024;

/** Files and folders a station makes in its data folder; anything else there belongs to somebody and stays. */
const ours = [
  /^keys\.json(\..*)?$/,
  /^[\w-]+\.db(-wal|-shm|-journal)?$/,
  /^(journal|backups|quarantine|restoring|state|grants)$/,
  /^(restore|import-pending|backups|restored-.*)\.json$/,
  /^(station\.lock.*|reserve|in-use|replica\.lock)$/,
];

export const isOurs = (name: string): boolean => ours.some((pattern) => pattern.test(name));

/** Whether a path is the folder or below it; a neighbour whose name begins alike is not. */
export function liesIn(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export interface Erased {
  readonly files: number;
  readonly bytes: number;
  /** What could not be erased, and what was never ours: paths within the folder. */
  readonly left: readonly string[];
}

/** Overwrites and removes what a station made below `folder`. On solid-state disks only losing the keys is a promise. */
export function eraseFolder(folder: string, isIncluded: (name: string) => boolean): Erased {
  const all = existsSync(folder) ? filesBelow(folder).filter((path) => isIncluded(relative(folder, path).split(/[\\/]/)[0] ?? '')) : [];
  // Whatever interrupts this: the keys are gone first.
  const inOrder = all.toSorted((a, b) => rank(a) - rank(b));
  let bytes = 0;
  for (const path of inOrder) bytes += overwrite(path);
  for (const path of inOrder) remove(path);
  if (existsSync(folder)) {
    for (const name of readdirSync(folder)) if (isIncluded(name)) remove(join(folder, name));
  }
  return { files: inOrder.length, bytes, left: existsSync(folder) ? filesBelow(folder).map((path) => relative(folder, path)) : [] };
}

const rank = (path: string): number => (path.includes('keys.json') ? 0 : path.endsWith('manifest.json') ? 1 : 2);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function overwrite(path: string): number {
  try {
    const stat = lstatSync(path);
    // What a link points to may be anybody's.
    if (!stat.isFile()) return 0;
    const { size } = stat;
    const length = size <= smallBytes ? size : headerBytes;
    const file = openSync(path, 'r+');
    try {
      writeSync(file, randomFillSync(Buffer.alloc(length)), 0, length, 0);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return size;
  } catch {
    // Removing it may still work; what stays is named in the certificate.
    return 0;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Named in the certificate.
  }
}
