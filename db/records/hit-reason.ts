// Why a record was found when its title does not say so: the field that holds the words, cut around them.

import type { Library } from '#domain/dictionary/index.ts';
import { nameKey } from '../spine/grams.ts';
import type { Row } from './read.ts';

/** Characters shown on each side of the words. */
const margin = 14;

/** `主要建设内容：…配套管网…`; undefined when the title holds every word, or no single field holds one. */
export function reasonOf(library: Library, record: Row, words: readonly string[]): string | undefined {
  const holds = (value: unknown, word: string): value is string => typeof value === 'string' && nameKey(value).includes(nameKey(word));
  const missing = words.find((word) => !holds(record[library.titleField], word));
  if (missing === undefined) return undefined;
  for (const { id, label, searched } of library.fields) {
    const value = record[id];
    if (searched === true && holds(value, missing)) return `${label}：${around(value, missing)}`;
  }
  return undefined;
}

function around(text: string, word: string): string {
  const plain = text.replace(/\s+/g, ' ');
  // Folding may have changed the letters; then the beginning has to do.
  const at = Math.max(0, plain.toLowerCase().indexOf(word.toLowerCase()));
  const from = Math.max(0, at - margin);
  const to = Math.min(plain.length, at + word.length + margin);
  return `${from > 0 ? '…' : ''}${plain.slice(from, to)}${to < plain.length ? '…' : ''}`;
}
