// Finds the header: every block of one to four rows near the top is scored, the best one wins and says why.

import { LONGEST_PHRASE } from './cell-text.ts';
import type { Grid } from './grid.ts';
import { canonicalHeader, isSerialHeader, isWholeWord, type Vocabulary } from './header-words.ts';
import { isNoteText, isTotalText, readGroupLabel } from './group-label.ts';
import { readSerial } from './serial.ts';

export interface HeaderBlock {
  /** Zero-based, inclusive. */
  readonly top: number;
  readonly bottom: number;
  /** Last row that belongs to the header without naming columns (1 2 3 …); else `bottom`. */
  readonly end: number;
  readonly score: number;
}

export type HeaderSearch =
  | { readonly kind: 'found'; readonly block: HeaderBlock }
  /** `nearly`: a row that looks like a header but has no name column (a summary, a code list). */
  | { readonly kind: 'missing'; readonly nearly: number | null };

const LOOK_AT_ROWS = 60;
/** A header shows what it is in its first columns; some sheets are 16 384 wide. */
const LOOK_AT_COLUMNS = 256;
const MAX_HEIGHT = 4;
const MIN_SCORE = 3;
const EMPTY_CONTEXT: ReadonlySet<never> = new Set<never>();

/** The distinct texts of one column of a header block, top to bottom. */
export function headerParts(grid: Grid, top: number, bottom: number, column: number): string[] {
  const parts: string[] = [];
  for (let row = top; row <= bottom; row += 1) {
    const text = headerCell(grid, top, bottom, row, column)
      .slice(0, LONGEST_PHRASE)
      .replace(/\s*\n\s*/g, '')
      .replace(/\s+/g, ' ');
    if (text !== '' && parts.at(-1) !== text) parts.push(text);
  }
  return parts;
}

/** A parent without a merge also stands over the blank cells to its right, as far as those have children. */
function headerCell(grid: Grid, top: number, bottom: number, row: number, column: number): string {
  const covering = grid.coveringText(row, column);
  if (covering !== '' || row === bottom) return covering;
  if (grid.block(row, column) !== undefined) return '';
  const hasChild = (c: number): boolean => {
    for (let below = row + 1; below <= bottom; below += 1) if (grid.coveringText(below, c) !== '') return true;
    return false;
  };
  if (!hasChild(column)) return '';
  for (let left = column - 1; left >= 0; left -= 1) {
    const block = grid.block(row, left);
    const text = grid.coveringText(row, left);
    // A merge ends where it ends; a parent that stands alone over nothing is a leaf of its own.
    if (block !== undefined || (row > top && grid.coveringText(row - 1, left) !== grid.coveringText(row - 1, column))) return '';
    if (!hasChild(left)) return '';
    if (text !== '') return text;
  }
  return '';
}

/** Finds the best header block at or below `from`. */
export function findHeader(grid: Grid, from: number, vocabulary: Vocabulary): HeaderSearch {
  let best: HeaderBlock | undefined;
  let nearly: { row: number; fields: number } | undefined;
  let seen = 0;
  for (let top = from; top < grid.rowCount && seen < LOOK_AT_ROWS; top += 1) {
    const filled = grid.filled(top);
    if (filled.length === 0) continue;
    seen += 1;
    // Below a header with rows of its own, a stronger header belongs to another table.
    if (best && top > best.bottom && (top > best.bottom + 3 || isDataRow(grid, top, filled))) break;
    for (let height = 1; height <= MAX_HEIGHT && top + height <= grid.rowCount; height += 1) {
      const judged = judge(grid, top, top + height - 1, vocabulary);
      if (judged === undefined) break;
      if (!judged.named) {
        if (judged.fields >= 2 && judged.fields > (nearly?.fields ?? 0)) nearly = { row: top, fields: judged.fields };
        continue;
      }
      if (judged.score >= MIN_SCORE && judged.score > (best?.score ?? 0) + 1e-9) {
        best = { top, bottom: top + height - 1, end: top + height - 1, score: judged.score };
      }
    }
  }
  if (!best) return { kind: 'missing', nearly: nearly?.row ?? null };
  return { kind: 'found', block: withColumnNumbers(grid, withChildren(grid, withParents(grid, best, from))) };
}

function isDataRow(grid: Grid, row: number, filled: readonly number[]): boolean {
  const cell = grid.cell(row, filled[0] ?? 0);
  return filled.length >= 2 && (typeof cell === 'number' || typeof cell === 'string') && readSerial(typeof cell === 'string' ? cell.trim() : cell) !== null;
}

interface Judgement {
  readonly score: number;
  readonly fields: number;
  /** A name column was recognised, and not only by a word as weak as 名称. */
  readonly named: boolean;
}

/** Scores one block; undefined when its last row cannot be part of any header. */
function judge(grid: Grid, top: number, bottom: number, vocabulary: Vocabulary): Judgement | undefined {
  const lastFilled = grid.filled(bottom);
  if (bottom > top && !mayExtend(grid, top, bottom, lastFilled)) return undefined;
  const fields = new Map<string, number>();
  let titleScore = 0;
  let titleWeak = true;
  let headed = 0;
  let serial = false;
  let cut = 0;
  let counts = false;
  for (let column = grid.left; column < Math.min(grid.width, grid.left + LOOK_AT_COLUMNS); column += 1) {
    const parts = headerParts(grid, top, bottom, column);
    if (parts.length === 0) continue;
    const tail = canonicalHeader(parts.at(-1) ?? '');
    const joined = canonicalHeader(parts.join(''));
    if (isSerialHeader(tail) || isSerialHeader(joined)) {
      serial = true;
      continue;
    }
    if (/^(?:项目)?(?:个数|数量|项数|项目数)$/.test(tail)) counts = true;
    const found = bestMatch(parts, tail, joined, vocabulary);
    if (parts.length > 1 && found.joinedExact) cut += 1;
    if (found.target === undefined) {
      if (isHeaderish(tail)) headed += 1;
      continue;
    }
    fields.set(found.target, Math.max(fields.get(found.target) ?? 0, found.score));
    if (found.title && found.score > titleScore) {
      titleScore = found.score;
      titleWeak = tail.length <= 2 && joined.length <= 2;
    }
  }
  const oneCell = lastFilled.length === 1 && grid.width > 2;
  const matched = [...fields.values()].reduce((sum, score) => sum + score, 0);
  const score =
    matched * 3 +
    (serial ? 1.5 : 0) +
    headed * 0.3 +
    cut -
    (bottom - top) * 0.5 +
    mergeBonus(grid, top, bottom) -
    penalties(grid, top, bottom) -
    (oneCell && bottom === top && fields.size < 1 ? 2 : 0);
  const named = titleScore > 0 && (!titleWeak || (!counts && (fields.size >= 2 || serial)));
  return { score, fields: fields.size + (serial ? 1 : 0), named };
}

interface FoundTarget {
  readonly target: string | undefined;
  readonly score: number;
  readonly title: boolean;
  readonly joinedExact: boolean;
}

function bestMatch(parts: readonly string[], tail: string, joined: string, vocabulary: Vocabulary): FoundTarget {
  const byTail = vocabulary.match(tail, EMPTY_CONTEXT)[0];
  const byJoin = parts.length > 1 ? vocabulary.match(joined, EMPTY_CONTEXT)[0] : undefined;
  const parent = parts.length > 1 && isWholeWord(tail) ? vocabulary.match(canonicalHeader(parts.at(-2) ?? ''), EMPTY_CONTEXT)[0] : undefined;
  const joinedExact = byJoin !== undefined && byJoin.score >= 0.98 && (byTail === undefined || byTail.score < byJoin.score);
  const best = joinedExact ? byJoin : (byTail ?? parent ?? (byJoin && byJoin.score >= 0.9 ? byJoin : undefined));
  return { target: best?.target.id, score: best?.score ?? 0, title: best?.target.isTitle === true, joinedExact };
}

const isHeaderish = (canonical: string): boolean => canonical.length <= 14 && /[\u4e00-\u9fa5a-z]/.test(canonical) && !/[。;!?]|\d{3,}/.test(canonical);

/** A further header row has children or continued words; a title, a group, a total, a data row does not. */
function mayExtend(grid: Grid, top: number, bottom: number, filled: readonly number[]): boolean {
  if (filled.length === 0) return continuesMerge(grid, bottom);
  const first = grid.text(bottom, filled[0] ?? 0);
  if (isNoteText(first)) return false;
  // 合计 names a total row, unless it stands under a parent header that the columns before it reach past.
  if (isTotalText(first) && !isChild(grid, bottom, filled)) return false;
  const label = readGroupLabel(first);
  const ordinal = filled[0] !== undefined && filled[0] <= 1 && (label.count !== null || readSerial(first) !== null);
  if (ordinal) return false;
  // One cell alone is a child only below a parent or as the end of a cut word, not in the first two columns.
  if (filled.length === 1 && (filled[0] ?? 0) <= 1 && grid.width > 2) return grid.text(bottom - 1, filled[0] ?? 0).length <= 3 && first.length <= 3;
  const block = grid.block(bottom, filled[0] ?? 0);
  return !(filled.length === 1 && block !== undefined && block.right - block.left + 1 > grid.width / 2) && bottom - top < MAX_HEIGHT;
}

/** The row has texts only, and every column left of them belongs to the header row above. */
function isChild(grid: Grid, row: number, filled: readonly number[]): boolean {
  const first = filled[0] ?? 0;
  if (first === 0 || !filled.every((column) => typeof grid.cell(row, column) === 'string')) return false;
  for (let column = grid.left; column < first; column += 1) {
    if (grid.coveringText(row - 1, column) === '' || (grid.block(row, column)?.top ?? row) >= row) return isUnderParent(grid, row, first);
  }
  return true;
}

/** A merged header of several columns stands right above the cell. */
function isUnderParent(grid: Grid, row: number, column: number): boolean {
  const parent = grid.block(row - 1, column);
  return parent !== undefined && parent.right > parent.left && parent.bottom === row - 1 && grid.text(parent.top, parent.left) !== '';
}

function continuesMerge(grid: Grid, row: number): boolean {
  for (let column = 0; column < grid.width; column += 1) {
    const block = grid.block(row, column);
    if (block !== undefined && block.top < row) return true;
  }
  return false;
}

function mergeBonus(grid: Grid, top: number, bottom: number): number {
  let bonus = 0;
  for (let row = top + 1; row <= bottom; row += 1) if (continuesMerge(grid, row)) bonus += 1;
  // A block that cuts a vertical merge in half is not a whole header.
  if (bottom + 1 < grid.rowCount) {
    for (let column = 0; column < grid.width; column += 1) {
      const block = grid.block(bottom, column);
      if (block !== undefined && block.bottom > bottom && block.top >= top && block.bottom - block.top < MAX_HEIGHT) return bonus - 1.5;
    }
  }
  return bonus;
}

function penalties(grid: Grid, top: number, bottom: number): number {
  let sum = 0;
  for (let row = top; row <= bottom; row += 1) {
    for (const column of grid.filled(row)) {
      const cell = grid.cell(row, column);
      if (typeof cell === 'number') sum += cell >= 2000 && cell <= 2100 ? 0.2 : 2;
      else if (typeof cell !== 'string') sum += 2;
      else {
        const text = cell.trim();
        if (text.length > 40) sum += 2;
        else if (/[。；]/.test(text)) sum += 1.5;
        else if (/^[\d.,]+$/.test(text)) sum += 2;
      }
    }
  }
  return sum;
}

/** Takes in a row of parent headers above: they name no column themselves but tell what their children mean. */
function withParents(grid: Grid, block: HeaderBlock, from: number): HeaderBlock {
  const row = block.top - 1;
  if (row < from || block.bottom - row >= MAX_HEIGHT) return block;
  const filled = grid.filled(row);
  const spans = filled.map((column) => {
    const merge = grid.block(row, column);
    return merge === undefined ? 1 : merge.right - merge.left + 1;
  });
  const parents = filled.length > 0 && spans.some((span) => span > 1) && spans.every((span) => span <= grid.width * 0.6);
  const titles = filled.some((column) => {
    const text = grid.text(row, column);
    return text.length > 20 || isNoteText(text) || !isHeaderish(canonicalHeader(text));
  });
  const leftmost = filled[0] ?? 0;
  return parents && !titles && leftmost >= 1 ? { ...block, top: row } : block;
}

/** Takes in a last row whose words all stand under merged parents (下达投资 over 本次 and 累计), known to us or not. */
function withChildren(grid: Grid, block: HeaderBlock): HeaderBlock {
  const row = block.bottom + 1;
  if (row >= grid.rowCount || row - block.top >= MAX_HEIGHT) return block;
  const filled = grid.filled(row);
  const child = (column: number): boolean =>
    typeof grid.cell(row, column) === 'string' &&
    isHeaderish(canonicalHeader(grid.text(row, column).slice(0, LONGEST_PHRASE))) &&
    isUnderParent(grid, row, column);
  // A lone cell under a wide header is a value of the first row, merged like its header.
  const siblings = filled.filter((column) => grid.block(row - 1, column) === grid.block(row - 1, filled[0] ?? 0)).length;
  return siblings > 1 && filled.every(child) ? { ...block, bottom: row, end: row } : block;
}

/** Takes in the row of column numbers some forms have below the header (1 2 3 …, 甲 乙 1 2 …). */
function withColumnNumbers(grid: Grid, block: HeaderBlock): HeaderBlock {
  const row = block.bottom + 1;
  const filled = grid.filled(row);
  if (filled.length < 3) return block;
  const texts = filled.map((column) =>
    grid
      .text(row, column)
      .normalize('NFKC')
      .replace(/[()\s]/g, ''),
  );
  const numbers = texts.filter((text) => /^\d{1,2}(?:=.*)?$/.test(text)).map((text) => Number.parseInt(text, 10));
  const letters = texts.filter((text) => /^[甲乙丙丁戊己庚辛A-Z]$/.test(text)).length;
  const rising = numbers.every((n, i) => i === 0 || n === (numbers[i - 1] ?? 0) + 1);
  const all = numbers.length + letters === texts.length;
  return all && rising && (numbers[0] ?? 1) <= 3 ? { ...block, end: row } : block;
}

/**
 * Column windows of tables printed side by side (序号 项目名称 | 序号 项目名称): the header repeats with a fixed period.
 * Empty when there is one table.
 */
export function sideBySide(grid: Grid, block: HeaderBlock, vocabulary: Vocabulary): readonly { readonly left: number; readonly right: number }[] {
  const texts = Array.from({ length: grid.width }, (_, column) => canonicalHeader(headerParts(grid, block.top, block.bottom, column).join('')));
  const isName = (text: string): boolean => vocabulary.match(text, EMPTY_CONTEXT).some((match) => match.target.isTitle === true && match.score >= 0.97);
  const names = texts.flatMap((text, column) =>
    isName(text) && (texts[column - 1] !== text || grid.block(block.bottom, column) === undefined) ? [column] : [],
  );
  const [first, second] = names;
  if (first === undefined || second === undefined) return [];
  const period = second - first;
  const start = texts.findIndex((text) => text !== '');
  const periodic = texts.every((text, column) => column < start + period || text === '' || text === texts[column - period]);
  if (!periodic || period < 1 || (period === 1 && !texts.every(isName))) return [];
  return names.map((_, i) => ({ left: start + i * period, right: Math.min(grid.width, start + (i + 1) * period) }));
}

/** A form of one project (项目名称 | … | 建设单位 | …, labels in every row) is not a list. */
export function isForm(grid: Grid, block: HeaderBlock, vocabulary: Vocabulary): boolean {
  let rows = 0;
  let labelled = 0;
  for (let row = block.bottom + 1; row < Math.min(grid.rowCount, block.bottom + 16); row += 1) {
    const filled = grid.filled(row);
    if (filled.length === 0) continue;
    rows += 1;
    const label = filled.slice(0, 4).some((column) => {
      const text = grid.text(row, column);
      return text.length <= 14 && (vocabulary.match(canonicalHeader(text), EMPTY_CONTEXT)[0]?.score ?? 0) >= 0.97;
    });
    if (label) labelled += 1;
  }
  return labelled >= 3 && labelled >= rows * 0.5;
}
