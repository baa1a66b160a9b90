// A small file that is given up when the disk is full, so that what happened can still be recorded.

import { randomFillSync } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Room for a record and what SQLite writes around it: some pages twice, and the journal. */
const reserveBytes = 2 * 1024 * 1024;

/** On a disk with less than this nothing is set aside: it would only bring the end nearer. */
const leastFreeBytes = 16 * reserveBytes;

const fileIn = (folder: string): string => join(folder, 'reserve');

/** Sets the room aside unless it is; a disk that cannot spare it goes without. */
export function setAside(folder: string): void {
  const path = fileIn(folder);
  try {
    if (existsSync(path)) return;
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < leastFreeBytes) return;
    const file = openSync(path, 'wx', 0o600);
    try {
      // Noise, because a file system that compresses would set nothing aside for zeros.
      writeSync(file, randomFillSync(Buffer.alloc(reserveBytes)));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    rmSync(path, { force: true });
  }
}

/** Gives the room back to the disk. Answers whether there was any. */
export function giveUp(folder: string): boolean {
  const had = existsSync(fileIn(folder));
  rmSync(fileIn(folder), { force: true });
  return had;
}
