// Makes the names in a folder survive a power cut.

import { closeSync, fsyncSync, openSync } from 'node:fs';

/** A new name is safe only when its folder is written, too; Windows keeps names in its own journal and opens no folders. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
