// Which columns hold names and serials: the header says where to look, the content says where they are.

import { textOf } from './cell-text.ts';
import type { Grid } from './grid.ts';
import { bareCount } from './group-label.ts';
import type { HeaderBlock } from './header-find.ts';
import type { MappedColumn } from './header-map.ts';
import { readSerial } from './serial.ts';

export interface Layout {
  readonly serialColumn: number | null;
  /** Usually one; two when the names are split over neighbouring columns. */
  readonly nameColumns: readonly number[];
  /** Unmapped columns left of the names whose text stands for a group of rows (merged or written once). */
  readonly groupColumns: readonly number[];
}

interface Profile {
  readonly texts: number;
  readonly serials: number;
  readonly rows: ReadonlySet<number>;
  readonly distinct: number;
}

const SAMPLE = 600;

/** Null when no column was given to the name target. */
export function findLayout(grid: Grid, block: HeaderBlock, end: number, columns: readonly MappedColumn[]): Layout | null {
  const titled = columns.find((column) => column.target?.isTitle === true);
  if (titled === undefined) return null;
  const profile = (column: number): Profile => profileColumn(grid, block.end + 1, end, column);
  const span = nameSpan(grid, block, columns, titled.index);
  const nameColumns = pickNames(span, profile);
  const firstName = nameColumns[0] ?? titled.index;
  const headed = columns.filter((column) => column.serial && column.index !== firstName).map((column) => column.index);
  const serialColumn = headed.findLast((index) => index < firstName) ?? headed[0] ?? neighbourSerial(columns, titled.index, firstName, profile);
  const groupColumns = columns
    .filter((column) => column.index < firstName && column.index !== serialColumn && column.target === null && !column.serial)
    .filter((column) => isGroupColumn(profile(column.index), profile(firstName)))
    .map((column) => column.index);
  return { serialColumn, nameColumns, groupColumns };
}

/** The columns the name header stands over: its merge, or the blank header to its right. */
function nameSpan(grid: Grid, block: HeaderBlock, columns: readonly MappedColumn[], titled: number): number[] {
  const span = [titled];
  const same = columns[titled]?.header;
  for (let index = titled + 1; index < columns.length; index += 1) {
    const merge = grid.block(block.bottom, index);
    const covered = merge !== undefined && merge.left <= titled;
    const next = columns[index];
    if (next === undefined || !(covered || (next.header === '' && span.length < 2) || (covered && next.header === same))) break;
    span.push(index);
  }
  return span;
}

function pickNames(span: readonly number[], profile: (column: number) => Profile): readonly number[] {
  const profiles = span.map((column) => ({ column, ...profile(column) }));
  const written = profiles.filter((p) => p.texts > 0 && p.texts > p.serials);
  const [first, second] = written;
  if (first === undefined) return [span[0] ?? 0];
  if (second === undefined) return [first.column];
  const both = [...first.rows].filter((row) => second.rows.has(row)).length;
  const overlap = both / Math.min(first.rows.size, second.rows.size);
  // One of the two is empty in each row: the name was split over two columns.
  if (overlap < 0.2) return second.texts >= 2 || first.texts <= 2 ? [first.column, second.column] : [first.column];
  // Both filled: the one that repeats or is written once per block is the parent of the other.
  return first.rows.size < second.rows.size * 0.7 || first.distinct < second.distinct * 0.7 ? [second.column] : [first.column];
}

function neighbourSerial(columns: readonly MappedColumn[], titled: number, firstName: number, profile: (column: number) => Profile): number | null {
  for (const index of [titled, firstName - 1]) {
    const column = columns[index];
    if (column === undefined || index === firstName || (index !== titled && column.header !== '')) continue;
    const { serials, texts } = profile(index);
    if (serials > 0 && serials >= texts) return index;
  }
  return null;
}

/** Fewer cells than names, or few distinct ones: a category, not a property of one row. */
const isGroupColumn = (column: Profile, names: Profile): boolean =>
  column.texts > 0 && column.rows.size < names.rows.size * 0.6 && column.texts >= column.serials;

function profileColumn(grid: Grid, from: number, end: number, column: number): Profile {
  let texts = 0;
  let serials = 0;
  const rows = new Set<number>();
  const seen = new Set<string>();
  const total = end - from;
  const skip = total <= SAMPLE ? 1 : Math.ceil(total / SAMPLE);
  for (let row = from; row < end; row += skip) {
    const cell = grid.cell(row, column);
    const text = textOf(cell);
    if (text === '') continue;
    if (typeof cell === 'number' || readSerial(text) !== null) serials += 1;
    else if (bareCount(text) === null) {
      texts += 1;
      rows.add(row);
      seen.add(text);
    }
  }
  return { texts, serials, rows, distinct: seen.size };
}
