// Where a table ends: at the end of the sheet, or where another header starts another table.

import { squeeze } from './cell-text.ts';
import type { Grid } from './grid.ts';
import { headerParts, type HeaderBlock } from './header-find.ts';
import { canonicalHeader, isSerialHeader, type Qualifier, type Vocabulary } from './header-words.ts';
import { readSerial } from './serial.ts';
import { findUnit } from './unit-find.ts';

export interface TableExtent {
  /** Zero-based, exclusive. */
  readonly end: number;
  /** Where the next table of the sheet starts, titles included; null at the end of the sheet. */
  readonly next: number | null;
  /** Rows inside the table that print its header or title again. */
  readonly repeats: ReadonlySet<number>;
}

const NONE: ReadonlySet<Qualifier> = new Set();
/** A name header stands among the first columns of its table. */
const LOOK_AT_CELLS = 10;

export function tableExtent(grid: Grid, from: number, block: HeaderBlock, titles: readonly string[], vocabulary: Vocabulary): TableExtent {
  const isRepeat = repeatTest(grid, block, vocabulary);
  const isHeader = headerTest(grid, vocabulary);
  const printedTitles = new Set(titles);
  const unit = findUnit(grid, from, block.top, [])?.unit;
  const repeats = new Set<number>();
  for (let row = block.end + 1; row < grid.rowCount; row += 1) {
    const filled = grid.filled(row);
    if (filled.length === 0) continue;
    if (filled.length <= 2 && printedTitles.has(squeeze(grid.text(row, filled[0] ?? 0)))) {
      repeats.add(row);
      continue;
    }
    const again = isRepeat(row, filled);
    if (!again && !isHeader(row, filled)) continue;
    const start = titleStart(grid, block.end + 1, row);
    // The same header under another unit line is a table of its own.
    const otherUnit = again && unit !== undefined ? findUnit(grid, start, row, [])?.unit : undefined;
    if (again && (otherUnit === undefined || otherUnit === unit)) repeats.add(row);
    else return { end: start, next: start, repeats };
  }
  return { end: grid.rowCount, next: null, repeats };
}

/** Title and unit lines right above a header belong to that header's table. */
function titleStart(grid: Grid, from: number, header: number): number {
  let start = header;
  while (start > from) {
    const filled = grid.filled(start - 1);
    const serial = filled.length > 1 && readSerial(grid.text(start - 1, filled[0] ?? 0)) !== null;
    if (filled.length > 2 || serial) break;
    start -= 1;
  }
  return start;
}

/** Recognises the table's own header when it is printed again after a page break. */
function repeatTest(grid: Grid, block: HeaderBlock, vocabulary: Vocabulary): (row: number, filled: readonly number[]) => boolean {
  const texts = new Map<number, ReadonlySet<string>>();
  const anyText = new Set<string>();
  for (let column = 0; column < grid.width; column += 1) {
    const parts = headerParts(grid, block.top, block.bottom, column).map(squeeze);
    if (parts.length > 0) texts.set(column, new Set(parts));
    for (const part of parts) anyText.add(part);
  }
  const isHeaderWord = (text: string): boolean => isSerialHeader(text) || (vocabulary.match(text, NONE)[0]?.score ?? 0) >= 0.9;
  return (row, filled) => {
    const first = grid.cell(row, filled[0] ?? 0);
    if (typeof first !== 'string' || first.length > 30 || !anyText.has(squeeze(first))) return false;
    const same = filled.filter((column) => texts.get(column)?.has(squeeze(grid.text(row, column))) === true).length;
    if (same < Math.min(2, texts.size) || same < filled.length * 0.6) return false;
    // A header word in the place of another one: the columns have changed, so it is another table.
    return !filled.some((column) => texts.get(column)?.has(squeeze(grid.text(row, column))) !== true && isHeaderWord(canonicalHeader(grid.text(row, column))));
  };
}

/** A row that is a header of its own: a name header and at least one more known header word. */
function headerTest(grid: Grid, vocabulary: Vocabulary): (row: number, filled: readonly number[]) => boolean {
  const names = new Set(vocabulary.words.filter(({ target }) => target.isTitle === true).flatMap(({ aliases }) => aliases.map((alias) => alias.text)));
  const endings = new Set([...names].map((name) => name.at(-1)));
  return (row, filled) => {
    if (filled.length < 2) return false;
    const look = filled.slice(0, LOOK_AT_CELLS);
    const named = look.some((column) => {
      const cell = grid.cell(row, column);
      // Cheap tests first: this runs for every cell of the table.
      if (typeof cell !== 'string' || cell.length > 14) return false;
      const text = cell.trim();
      return endings.has(text.at(-1)) && names.has(canonicalHeader(text));
    });
    if (!named) return false;
    const known = look.filter((column) => {
      const text = canonicalHeader(grid.text(row, column));
      return isSerialHeader(text) || (vocabulary.match(text, NONE)[0]?.score ?? 0) >= 0.9;
    });
    return known.length >= 2;
  };
}
