// Looks for words in every file below some folders, in the ways a program may have written them down without encrypting.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Ways a text ends up on a disk in clear: as it is, as Windows and Chromium keep it, and in base64 at any of three offsets. */
function spellings(word: string): Buffer[] {
  const bytes = Buffer.from(word, 'utf8');
  const base64 = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // Letters at either end also depend on what stands beside the word.
    const from = before === 0 ? 0 : before + 1;
    const clean = Math.floor(((before + bytes.length) * 8) / 6);
    return Buffer.from(whole.slice(from, clean), 'latin1');
  });
  return [bytes, Buffer.from(word, 'utf16le'), Buffer.from(bytes.toString('hex'), 'latin1'), ...base64];
}

export interface Found {
  readonly word: string;
  readonly file: string;
}

/** Each word once, with the first file it was found in. */
export function sweep(folders: readonly string[], words: readonly string[]): Found[] {
  const sought = words.map((word) => ({ word, spellings: spellings(word) }));
  const found = new Map<string, string>();
  for (const file of folders.flatMap(filesBelow)) {
    const content = readFileSync(file);
    for (const { word, spellings: ways } of sought) {
      if (!found.has(word) && ways.some((way) => content.includes(way))) found.set(word, file);
    }
  }
  return [...found].map(([word, file]) => ({ word, file }));
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
