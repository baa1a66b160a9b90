// The sweep finds a word however a careless program may have written it, and nothing else.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sweep } from './sweep.ts';

const word = 'bcdfghjklmnp';
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sweep-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const base64 = (before: string): Buffer => Buffer.from(Buffer.from(`${before}${word}是密码`).toString('base64'));

it.each<[string, Buffer]>([
  ['as it is', Buffer.from(`…${word}…`)],
  ['in UTF-16', Buffer.from(`…${word}…`, 'utf16le')],
  ['in hexadecimal', Buffer.from(Buffer.from(word).toString('hex'))],
  ['in base64', base64('')],
  ['in base64 one byte on', base64('x')],
  ['in base64 two bytes on', base64('xy')],
])('finds a word %s', (_how, content) => {
  mkdirSync(join(folder, 'deep'));
  writeFileSync(join(folder, 'deep', 'file.bin'), Buffer.concat([Buffer.alloc(100), content, Buffer.alloc(100)]));
  expect(sweep([folder], ['qqqqqqqqqqqq', word])).toEqual([{ word, file: join(folder, 'deep', 'file.bin') }]);
});

it('finds nothing where there is nothing', () => {
  writeFileSync(join(folder, 'file.bin'), word.slice(1));
  expect(sweep([folder], [word])).toEqual([]);
});
