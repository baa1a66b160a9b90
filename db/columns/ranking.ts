// Sorting row ordinals by column ranks: stable counting sorts from the last key to the first, empty values always last.

import { nothing, type Column, type NumberColumn } from './column.ts';

export interface Ranking {
  /** Rank by code (text) or by ordinal (numbers): 0-based and dense. */
  readonly ranks: Int32Array;
  /** Code by ordinal for text; absent for numbers. */
  readonly codes?: Int32Array;
  /** Number of ranks; also the rank of an empty value. */
  readonly distinct: number;
}

const numberRanks = new WeakMap<NumberColumn, Ranking & { readonly revision: number }>();

/** Ranks of a column. Number ranks are kept until `revision` (the column store's edit counter) moves on. */
export function rankingOf(column: Column, count: number, revision: number): Ranking {
  if (column.kind === 'text') {
    const ranks = column.rankOfCode();
    return { ranks, codes: column.codes, distinct: ranks.length };
  }
  let known = numberRanks.get(column);
  if (known === undefined || known.revision !== revision) {
    known = { ...rankNumbers(column.numbers, count), revision };
    numberRanks.set(column, known);
  }
  return known;
}

/** Ranks of the selected rows, in the selection's order. */
function ranksOf(selection: Int32Array, length: number, { ranks, codes, distinct }: Ranking): Int32Array {
  const selected = new Int32Array(length);
  if (codes === undefined) {
    for (let index = 0; index < length; index += 1) selected[index] = ranks[selection[index] ?? 0] ?? distinct;
    return selected;
  }
  for (let index = 0; index < length; index += 1) {
    const code = codes[selection[index] ?? 0] ?? nothing;
    selected[index] = code === nothing ? distinct : (ranks[code] ?? distinct);
  }
  return selected;
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

/** One sort key: ranks and direction. Empty values come last in both directions. */
export interface SortKey {
  readonly ranking: Ranking;
  readonly descending: boolean;
}

const placeOf = (rank: number, distinct: number, descending: boolean): number => (rank === distinct || !descending ? rank : distinct - 1 - rank);

/**
 * The first `wanted` rows of the selection in the order of `keys`, ties in the selection's own order: the head of what
 * sorting everything would give, for a fraction of the work. One histogram per key finds where the cut lies.
 */
export function firstInOrder(selection: Int32Array, keys: readonly SortKey[], wanted: number): Int32Array {
  const [key, ...rest] = keys;
  if (key === undefined || selection.length === 0) return selection.subarray(0, wanted);
  const { distinct } = key.ranking;
  const places = ranksOf(selection, selection.length, key.ranking);
  const histogram = new Int32Array(distinct + 1);
  for (let index = 0; index < places.length; index += 1) {
    const place = placeOf(places[index] ?? 0, distinct, key.descending);
    places[index] = place;
    histogram[place] = (histogram[place] ?? 0) + 1;
  }
  let cut = 0;
  let before = 0;
  while (cut < distinct && before + (histogram[cut] ?? 0) < wanted) before += histogram[cut++] ?? 0;
  const sure = new Int32Array(before);
  const tied = new Int32Array(histogram[cut] ?? 0);
  let sureCount = 0;
  let tiedCount = 0;
  for (let index = 0; index < places.length; index += 1) {
    const place = places[index] ?? 0;
    if (place < cut) sure[sureCount++] = selection[index] ?? 0;
    else if (place === cut) tied[tiedCount++] = selection[index] ?? 0;
  }
  let head: Int32Array = sure;
  for (const { ranking, descending } of keys.toReversed()) head = sortFew(head, ranking, descending);
  const tail = firstInOrder(tied, rest, wanted - before);
  const first = new Int32Array(head.length + tail.length);
  first.set(head);
  first.set(tail, head.length);
  return first;
}

/** Stable sort of a few rows by one ranking. */
function sortFew(selection: Int32Array, ranking: Ranking, descending: boolean): Int32Array {
  const ranks = ranksOf(selection, selection.length, ranking);
  const places = Array.from(ranks, (rank, index) => [placeOf(rank, ranking.distinct, descending), selection[index] ?? 0] as const);
  return Int32Array.from(places.toSorted(([a], [b]) => a - b).map(([, ordinal]) => ordinal));
}

/** Stable sort of `selection[0..length)` by one ranking, into a new array. */
export function countingSort(selection: Int32Array, length: number, ranking: Ranking, descending: boolean): Int32Array {
  const { distinct } = ranking;
  const ranks = ranksOf(selection, length, ranking);
  const starts = new Int32Array(distinct + 2);
  for (let index = 0; index < length; index += 1) {
    const rank = ranks[index] ?? 0;
    const place = placeOf(rank, distinct, descending);
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
