// Finds the encoding of a text file and decodes it: byte order mark, UTF-8, UTF-16 without mark, else GB18030.

import { isUtf8 } from 'node:buffer';
import { ReadProblem } from './read-problem.ts';

const SAMPLE = 64 * 1024;
/** More unreadable characters than this share and the file is no text at all. */
const MAX_UNREADABLE = 0.02;
/** A table in UTF-16 has more NUL bytes than this even when it is all Chinese: separators and line ends. */
const MIN_NUL_SHARE = 0.02;

/**
 * Encoding label for `TextDecoder`. Chinese exports are UTF-8 or GBK without saying so; strict UTF-8 is never GBK by
 * accident in more than a few characters. Throws `ReadProblem` `not_a_spreadsheet` for binary content.
 */
export function textEncoding(bytes: Uint8Array): string {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  const wide = utf16ByNulBytes(bytes);
  const encoding = wide ?? (isUtf8(bytes) || mostlyUtf8(bytes) ? 'utf-8' : 'gb18030');
  const sample = decodeText(bytes.subarray(0, SAMPLE), encoding);
  if (controlCharacters(sample.text) + sample.unreadable > sample.text.length * MAX_UNREADABLE) {
    throw new ReadProblem('not_a_spreadsheet', '内容是无法识别的二进制数据');
  }
  return encoding;
}

/** Decodes leniently; `unreadable` counts the characters that were replaced by U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: string): { readonly text: string; readonly unreadable: number } {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, unreadable: text.match(/\uFFFD/g)?.length ?? 0 };
}

/** Counts control characters that text does not have: all but tab, line ends, form feeds and the end mark of DOS. */
export function controlCharacters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && (code < 0x09 || code > 0x0d) && code !== 0x1a) count++;
  }
  return count;
}

/** In UTF-16 line ends, digits and separators have a NUL byte: at odd offsets in little endian. A stray one is damage. */
function utf16ByNulBytes(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  let odd = 0;
  let even = 0;
  for (let at = 0; at < sample.length; at++) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 1) odd++;
    else even++;
  }
  if (odd + even <= sample.length * MIN_NUL_SHARE) return undefined;
  return odd >= even ? 'utf-16le' : 'utf-16be';
}

/** UTF-8 with a few damaged bytes: GBK read as UTF-8 gives errors, and hardly ever a whole character by accident. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const { text, unreadable } = decodeText(bytes, 'utf-8');
  const beyondAscii = text.match(/[^\0-\x7f]/g)?.length ?? 0;
  return unreadable * 10 < beyondAscii - unreadable;
}
