// Text as overlapping two-character tokens, so that FTS5 finds any Chinese substring of two characters or more.

/** Letters, digits and ideographs only, folded; punctuation and blanks do not take part in a match. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** What is stored for a text: its bigrams in order; a last single character stands for itself so that prefixes match. */
export function gramsOf(text: string): string {
  const characters = [...fold(text)];
  return characters.map((character, index) => character + (characters[index + 1] ?? '')).join(' ');
}

/**
 * FTS5 query matching exactly the texts that contain `text` as a substring (after folding): a phrase of its bigrams.
 * One character becomes a prefix query. Undefined when nothing searchable is left.
 */
export function gramQuery(text: string): string | undefined {
  const characters = [...fold(text)];
  if (characters.length === 0) return undefined;
  if (characters.length === 1) return `"${characters[0]}"*`;
  const grams = characters.slice(0, -1).map((character, index) => character + (characters[index + 1] ?? ''));
  return `"${grams.join(' ')}"`;
}

/** Key under which equal names meet: folded, without punctuation. */
export const nameKey = fold;
