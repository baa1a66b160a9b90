// One field of a library as an array: dictionary-coded text or plain numbers, with ranks to sort by.

import type { Field } from '#domain/dictionary/field.ts';
import type { ReadDb } from '../kernel/database.ts';

/** Value of "no value" in `codes`: sorts last, matches only `empty`. */
export const nothing = -1;

/**
 * A column over the rows of a library, row ordinal → value.
 * Text and codes: `codes[ordinal]` indexes `values`. Numbers: `numbers[ordinal]`, NaN for no value.
 */
export type Column = TextColumn | NumberColumn;

export class TextColumn {
  readonly kind = 'text';
  readonly values: string[] = [];
  private readonly index = new Map<string, number>();
  codes: Int32Array;
  private ranks: Int32Array | undefined;
  private haystack: { readonly text: string; readonly starts: Int32Array; readonly size: number } | undefined;
  private readonly sortKey: ((value: string) => string | number) | undefined;

  /** `sortKey` gives codes their table order; plain text, and what shares a key, sorts by UTF-16 unit. */
  constructor(capacity: number, sortKey?: (value: string) => string | number) {
    this.codes = new Int32Array(capacity).fill(nothing);
    this.sortKey = sortKey;
  }

  set(ordinal: number, value: string | null): void {
    if (ordinal >= this.codes.length) this.codes = grown(this.codes, ordinal, nothing);
    this.codes[ordinal] = value === null ? nothing : this.codeOf(value);
  }

  private codeOf(value: string): number {
    let code = this.index.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.values.push(value);
      this.index.set(value, code);
      this.ranks = undefined;
    }
    return code;
  }

  /**
   * Codes of the values containing `needle` (as `includes` would say). All values lie in one text, because one search
   * through it is five times as fast as half a million short ones.
   */
  codesContaining(needle: string): Uint8Array {
    if (this.haystack?.size !== this.values.length) {
      const starts = new Int32Array(this.values.length + 1);
      let length = 0;
      for (const [code, value] of this.values.entries()) {
        starts[code] = length;
        length += value.length + 1;
      }
      starts[this.values.length] = length;
      this.haystack = { text: this.values.map((value) => value.toLowerCase()).join('\0'), starts, size: this.values.length };
      // Lower case may be longer than the text it came from (İ); then positions cannot be trusted.
      if (this.haystack.text.length !== Math.max(0, length - 1)) this.haystack = undefined;
    }
    const found = new Uint8Array(this.values.length);
    if (this.haystack === undefined) {
      for (const [code, value] of this.values.entries()) found[code] = value.toLowerCase().includes(needle) ? 1 : 0;
      return found;
    }
    const { text, starts } = this.haystack;
    let code = 0;
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, starts[code] ?? text.length)) {
      while ((starts[code + 1] ?? Infinity) <= at) code += 1;
      found[code] = 1;
      code += 1;
    }
    return found;
  }

  /** Rank of each code in sort order; computed when first needed after a new value appeared. */
  rankOfCode(): Int32Array {
    if (this.ranks === undefined) {
      const key = this.sortKey ?? ((value: string): string => value);
      const keys = this.values.map(key);
      const order = Array.from(keys.keys()).toSorted((a, b) => compare(keys[a], keys[b]) || compare(this.values[a], this.values[b]));
      this.ranks = new Int32Array(order.length);
      for (const [rank, code] of order.entries()) this.ranks[code] = rank;
    }
    return this.ranks;
  }
}

export class NumberColumn {
  readonly kind = 'number';
  numbers: Float64Array;

  constructor(capacity: number) {
    this.numbers = new Float64Array(capacity).fill(Number.NaN);
  }

  set(ordinal: number, value: number | null): void {
    if (ordinal >= this.numbers.length) this.numbers = grown(this.numbers, ordinal, Number.NaN);
    this.numbers[ordinal] = value ?? Number.NaN;
  }
}

/** Puts a value read from SQL into a column of either kind. */
export function setValue(column: Column, ordinal: number, value: string | number | null): void {
  if (column.kind === 'number') column.set(ordinal, value === null ? null : Number(value));
  else column.set(ordinal, value === null ? null : String(value));
}

/** A column with what it was loaded for and how its values are read again. */
export interface LoadedColumn {
  readonly column: Column;
  readonly field: Field;
  /** Holds names of references, which change when the rows referred to do. */
  readonly showsNames: boolean;
  /** What a scanned value becomes: names for references, which a scan reads as ids. */
  readonly translate: (value: string | number | null) => string | number | null;
  /** Re-reads one row's value. */
  readonly reload: (db: ReadDb, no: number) => string | number | null;
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** A copy with room for `ordinal` and half as much again, so that appending stays linear. */
function grown<A extends Int32Array | Float64Array>(array: A, ordinal: number, fill: number): A {
  const size = Math.max(ordinal + 1, Math.ceil(array.length * 1.5) + 16);
  const copy = array instanceof Int32Array ? new Int32Array(size) : new Float64Array(size);
  copy.fill(fill);
  copy.set(array);
  return copy as A;
}
