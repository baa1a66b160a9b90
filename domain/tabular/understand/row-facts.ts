// What can be seen of a row without deciding anything: serial, name, how much detail, counts, merges.

import type { Cell } from '../sheet.ts';
import { isEmptyMark, textOf } from './cell-text.ts';
import type { Grid } from './grid.ts';
import { bareCount, isTitleStyle } from './group-label.ts';
import type { Layout } from './name-columns.ts';
import { readSerial, type Serial } from './serial.ts';

export interface RowFacts {
  readonly row: number;
  readonly filled: number;
  readonly serial: Serial | null;
  readonly serialText: string;
  readonly name: string;
  /** Text cells beside serial and name: owner, place, content … Capped, only "none, few, many" matters. */
  readonly details: number;
  /** Number cells beside serial and name. */
  readonly amounts: number;
  /** A lone count (37, 20项) in the name column or beside it. */
  readonly count: number | null;
  /** First written cell of the row. */
  readonly first: string;
  readonly firstColumn: number;
  /** The row's text is merged across the table. */
  readonly wide: boolean;
  /** Not the first row of a vertically merged name. */
  readonly inBlock: boolean;
}

const DETAIL_CAP = 6;
const NUMERIC = /^[-+\d.,，%％\s()（）个项亿万元￥¥]+$/;

export function factsOf(grid: Grid, layout: Layout, row: number): RowFacts | null {
  const filled = grid.filled(row);
  const merged = grid.hasMerges(row);
  const inBlock = merged && insideNameBlock(grid, layout, row);
  const firstColumn = filled[0];
  if (firstColumn === undefined) return inBlock ? { ...BLANK_IN_BLOCK, row } : null;

  // One serial merged over several names numbers them all.
  const serialCell = layout.serialColumn === null ? null : merged ? grid.reachingCell(row, layout.serialColumn) : grid.cell(row, layout.serialColumn);
  const serialText = writtenText(serialCell);
  const serial = serialText === '' ? null : readSerial(typeof serialCell === 'number' ? serialCell : serialText);
  let name = '';
  let count: number | null = null;
  for (const column of layout.nameColumns) {
    const cell = grid.cell(row, column);
    const text = writtenText(cell);
    if (text === '') continue;
    const lone = typeof cell === 'number' ? cell : bareCount(text);
    if (lone === null) name += text;
    else if (serialText !== '' && serial?.style !== 'arabic') count ??= lone;
    else name += text;
  }
  // A row of …… or —— says that nothing stands here.
  if (name === '' && serialText === '' && count === null && !inBlock && filled.every((column) => isEmptyMark(grid.text(row, column)))) return null;
  let details = 0;
  let amounts = 0;
  for (const column of filled) {
    if (column === layout.serialColumn || layout.nameColumns.includes(column)) continue;
    const cell = grid.cell(row, column);
    if (typeof cell === 'number') amounts += 1;
    else if (typeof cell !== 'string') details += 1;
    else {
      const text = cell.trim();
      if (isEmptyMark(text)) continue;
      if (!NUMERIC.test(text)) {
        if (details < DETAIL_CAP) details += 1;
      } else if (/[个项]/.test(text)) count ??= bareCount(text);
      else amounts += 1;
    }
  }
  const block = merged ? grid.block(row, firstColumn) : undefined;
  const spanned = block === undefined ? 1 : block.right - block.left + 1;
  return {
    row,
    filled: filled.length,
    serial,
    serialText,
    name,
    details,
    amounts,
    count,
    first: grid.text(row, firstColumn),
    firstColumn,
    wide: filled.length === 1 && spanned >= 2 && spanned >= Math.min(3, grid.width),
    inBlock,
  };
}

/** The text of a cell; '' for …… and the other marks that stand for nothing. */
const writtenText = (cell: Cell): string => {
  const text = textOf(cell);
  return isEmptyMark(text) ? '' : text;
};

const BLANK_IN_BLOCK: RowFacts = {
  row: 0,
  filled: 0,
  serial: null,
  serialText: '',
  name: '',
  details: 0,
  amounts: 0,
  count: null,
  first: '',
  firstColumn: 0,
  wide: false,
  inBlock: true,
};

function insideNameBlock(grid: Grid, layout: Layout, row: number): boolean {
  return layout.nameColumns.some((column) => {
    const block = grid.block(row, column);
    return block !== undefined && block.top < row && grid.text(block.top, block.left) !== '';
  });
}

/** What is usual in this table; odd rows are told by their difference from it. */
export interface TableHabits {
  /** Most named rows have a serial. */
  readonly serialDense: boolean;
  readonly style: Serial['style'] | null;
  /** Median number of detail texts of a project row. */
  readonly details: number;
  /** Median number of filled cells beside serial and name. */
  readonly others: number;
  /** Share of named rows that have nothing but the name. */
  readonly bareShare: number;
  /** Names are merged over several columns in most rows: a wide cell is then no sign of a title. */
  readonly wideNames: boolean;
}

export function habitsOf(rows: readonly RowFacts[]): TableHabits {
  const named = rows.filter((f) => f.name !== '' && !f.inBlock);
  const numbered = named.filter((f) => f.serial !== null);
  const style = commonStyle(numbered.filter((f) => f.details > 0)) ?? commonStyle(numbered);
  const serialDense = named.length > 0 && numbered.length >= named.length * 0.5;
  const typical = serialDense ? numbered.filter((f) => f.serial?.style === style) : named;
  return {
    serialDense,
    style,
    details: median(typical.map((f) => f.details)),
    others: median(typical.map((f) => f.details + f.amounts)),
    wideNames: named.length > 0 && named.filter((f) => f.wide).length > named.length * 0.5,
    bareShare: named.length === 0 ? 0 : named.filter((f) => f.details + f.amounts === 0).length / named.length,
  };
}

/** The style most rows are numbered in; among equals the one that titles do not use. */
function commonStyle(rows: readonly RowFacts[]): Serial['style'] | null {
  const styles = new Map<Serial['style'], number>();
  for (const { serial } of rows) if (serial) styles.set(serial.style, (styles.get(serial.style) ?? 0) + 1);
  const ordered = [...styles].sort(([a, times], [b, others]) => others - times || Number(isTitleStyle(a)) - Number(isTitleStyle(b)));
  return ordered[0]?.[0] ?? null;
}

function median(numbers: number[]): number {
  if (numbers.length === 0) return 0;
  numbers.sort((a, b) => a - b);
  return numbers[Math.floor(numbers.length / 2)] ?? 0;
}
