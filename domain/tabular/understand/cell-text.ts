// The text of a cell and the small questions every recogniser asks about it.

import type { Cell } from '../sheet.ts';

const EMPTY_MARK = /^(?:[-–—―_/\\|.·…*]+|无|暂无|没有|空|待定|未定|待补充|不详|暂缺|n\/?a|null|nil|#n\/a|tbd)$/i;
const EMPTY_START = /^[\s\p{P}\p{S}无暂没空待未不nｎtｔ]/iu;
const DITTO = /^(?:[〃″"“”]{1,2}|''|同上|同前|同左|〃〃|⺀)$/;
const INVISIBLE = /[\u200B-\u200F\u2060\uFEFF\u00AD]/g;

/** The printed text of a cell, trimmed; '' for empty cells and Excel errors. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return 'date' in cell ? cell.date : '';
}

/** No amount, date, header or title is longer; texts beyond are prose, and no grammar is tried on them. */
export const LONGEST_PHRASE = 300;

const QUOTED = 40;

/** A printed cell inside a sentence: in one line, cut short, between quotation marks. */
export function quoted(text: string): string {
  const start = text
    .slice(0, 4 * QUOTED)
    .replace(/\s+/g, ' ')
    .trim();
  return `“${start.length > QUOTED ? `${start.slice(0, QUOTED)}…` : start}”`;
}

/** A number without float noise: 0.1 + 0.2 is printed 0.3. */
export function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
}

/** Half-width, no white space at all, no invisible characters: for comparing, never for storing. */
export function squeeze(text: string): string {
  return text.normalize('NFKC').replace(INVISIBLE, '').replace(/\s+/g, '');
}

/** True for ——, -, /, 无 and the other ways to write "nothing". */
export function isEmptyMark(text: string): boolean {
  // Looked at for every cell of a table; the first letter settles nearly all of them.
  return text.length <= 8 && EMPTY_START.test(text) && EMPTY_MARK.test(squeeze(text));
}

/** True for 〃, ″, ", 同上: the cell repeats the one above. */
export function isDitto(text: string): boolean {
  return text.length <= 6 && text.length > 0 && DITTO.test(text.replace(/\s+/g, ''));
}

/**
 * Text for storing: no invisible characters; a line break inside a sentence disappears, between Latin words it
 * becomes a blank. With `keepLines` the breaks stay (long descriptions are written as lists).
 */
export function cleanText(text: string, keepLines = false): string {
  // Most cells hold nothing to clean, and imports have millions of cells.
  if (!/[\s\u200B-\u200F\u2060\uFEFF\u00AD]/.test(text)) return text;
  const visible = text
    .replace(INVISIBLE, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ');
  const lines = visible
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // 张 三, 合 计: a short word spread over the width of its cell.
  if (lines.length === 1 && /^\p{Script=Han}(?: \p{Script=Han}){1,3}$/u.test(lines[0] ?? '')) return (lines[0] ?? '').replaceAll(' ', '');
  if (keepLines) return lines.join('\n');
  const isLatin = (letter: string | undefined): boolean => /^[A-Za-z0-9]$/.test(letter ?? '');
  return lines.map((line, i) => (isLatin(lines[i - 1]?.at(-1)) && isLatin(line[0]) ? ` ${line}` : line)).join('');
}

/** Zero-based column index → Excel letters: 0 → A, 27 → AB. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let n = index; n >= 0; n = Math.floor(n / 26) - 1) letters = String.fromCharCode(65 + (n % 26)) + letters;
  return letters;
}
