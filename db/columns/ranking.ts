// Sorting row ordinals by column ranks: stable counting sorts from the last key to the first, empty values always last.

import { nothing, type Column, type NumberColumn } from './column.ts';

export interface Ranking {
  /** Rank of each row's value, 0-based and dense; `distinct` for an empty value. */
  readonly rankOf: (ordinal: number) => number;
  readonly distinct: number;
}

const numberRanks = new WeakMap<NumberColumn, { readonly numbers: Float64Array; readonly ranks: Int32Array; readonly distinct: number; readonly revision: number }>();

/** Ranks of a column. Number ranks are kept until `revision` (the column store's edit counter) moves on. */
export function rankingOf(column: Column, count: number, revision: number): Ranking {
  if (column.kind === 'text') {
    const ranks = column.rankOfCode();
    const { codes } = column;
    const distinct = ranks.length;
    return {
      distinct,
      rankOf: (ordinal) => {
        const code = codes[ordinal] ?? nothing;
        return code === nothing ? distinct : (ranks[code] ?? distinct);
      },
    };
  }
  let known = numberRanks.get(column);
  if (known === undefined || known.revision !== revision) {
    known = { numbers: column.numbers, ...rankNumbers(column.numbers, count), revision };
    numberRanks.set(column, known);
  }
  const { ranks, distinct } = known;
  return { distinct, rankOf: (ordinal) => ranks[ordinal] ?? distinct };
}

function rankNumbers(numbers: Float64Array, count: number): { ranks: Int32Array; distinct: number } {
  const sorted = numbers.slice(0, count).sort();
  let distinct = 0;
  for (let index = 0; index < count; index += 1) {
    const value = sorted[index] ?? Number.NaN;
    if (!Number.isNaN(value) && (distinct === 0 || sorted[distinct - 1] !== value)) sorted[distinct++] = value;
  }
  const ranks = new Int32Array(count);
  for (let ordinal = 0; ordinal < count; ordinal += 1) {
    const value = numbers[ordinal] ?? Number.NaN;
    ranks[ordinal] = Number.isNaN(value) ? distinct : lowerBound(sorted, distinct, value);
  }
  return { ranks, distinct };
}

function lowerBound(sorted: Float64Array, length: number, value: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Stable sort of `selection[0..length)` by one ranking, into a new array. */
export function countingSort(selection: Int32Array, length: number, ranking: Ranking, descending: boolean): Int32Array {
  const { rankOf, distinct } = ranking;
  const ranks = new Int32Array(length);
  const starts = new Int32Array(distinct + 2);
  for (let index = 0; index < length; index += 1) {
    const rank = rankOf(selection[index] ?? 0);
    const place = rank === distinct || !descending ? rank : distinct - 1 - rank;
    ranks[index] = place;
    starts[place + 1] = (starts[place + 1] ?? 0) + 1;
  }
  for (let rank = 1; rank < starts.length; rank += 1) starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const sorted = new Int32Array(length);
  for (let index = 0; index < length; index += 1) {
    const rank = ranks[index] ?? 0;
    const place = starts[rank] ?? 0;
    sorted[place] = selection[index] ?? 0;
    starts[rank] = place + 1;
  }
  return sorted;
}
