// Writes a small file so that after a power cut it is there whole, or as it was before.

import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates `path` with `content`, readable by this person only; on the disk when it returns. Of several processes that
 * create the same file at once, one succeeds; the others get the system's error EEXIST, and the file is left alone.
 */
export function createFileDurably(path: string, content: string): void {
  putFileDurably(path, content, name);
}

/** Puts `content` in the place of what `path` holds, in one step; readable by this person only, on the disk when it returns. */
export function replaceFileDurably(path: string, content: string | Uint8Array): void {
  putFileDurably(path, content, renameSync);
}

function putFileDurably(path: string, content: string | Uint8Array, putInPlace: (temporary: string, path: string) => void): void {
  const temporary = `${path}.${process.pid}.new`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    putInPlace(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  syncFolder(dirname(path));
}

/** File systems of memory sticks have no links. */
const withoutLinks: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Gives a file its name. A link, unlike a rename, does not replace what has come to stand there meanwhile. */
function name(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && withoutLinks.has(error.code))) throw error;
    renameSync(temporary, path);
  }
}

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
