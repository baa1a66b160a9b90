// Lists of any library: any filter, any sort, any page, with count and totals of the selection.

import type { Filter, Sort } from '#domain/contract/query.ts';
import type { Library } from '#domain/dictionary/index.ts';
import { isProjectFigure } from '#domain/dictionary/project-figures.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import { hiddenInList } from '#domain/policy/fields.ts';
import { AppError } from '#domain/result.ts';
import type { ReadDb } from '../kernel/database.ts';
import type { Sight } from '../policy/sight.ts';
import { readPage, type Row } from '../records/read.ts';
import { shown } from '../records/shown.ts';
import { storageOf } from '../records/storage.ts';
import { breakDown, type Share } from './breakdown.ts';
import { applyCondition } from './conditions.ts';
import { LibraryColumns } from './library-columns.ts';
import { countingSort, firstInOrder, rankingOf, type SortKey } from './ranking.ts';

export interface Totals {
  readonly count: number;
  readonly sums: Readonly<Record<string, number | null>>;
}

interface Selection {
  readonly key: string;
  readonly revision: number;
  /** The selected rows in entry order: sums read memory forwards. */
  readonly unsorted: Int32Array;
  /** The same rows in the order asked for; made when somebody scrolls further than the head. */
  sorted: Int32Array | undefined;
}

/** Rows at the head of a list that are found without sorting the rest. */
const headRows = 500;

/** One reader's lists; holds the columns of every library it was asked about. */
export class Lists {
  private readonly db: ReadDb;
  private readonly sight: Sight;
  private readonly stores = new Map<string, LibraryColumns>();
  private readonly newest = new Map<string, Selection>();

  constructor(db: ReadDb, sight: Sight) {
    this.db = db;
    this.sight = sight;
  }

  /** Rows `offset`…`offset+limit` of the selection, its size, and the sums of its listed measures when asked. */
  page(
    library: Library,
    filter: Filter,
    sort: Sort,
    offset: number,
    limit: number,
    withTotals: boolean,
  ): { rows: Row[]; total: number; totals: Totals | null } {
    const store = this.store(library);
    const selection = this.select(store, filter, sort);
    const { unsorted } = selection;
    const isHead = selection.sorted === undefined && offset + limit <= headRows;
    const ordinals = isHead ? firstInOrder(unsorted, this.keys(store, sort), offset + limit) : this.sorted(store, selection, sort);
    const numbers = Array.from(ordinals.subarray(offset, offset + limit), (ordinal) => store.rowNumber(ordinal));
    return {
      rows: this.rows(library, numbers),
      total: unsorted.length,
      totals: withTotals ? this.sum(store, unsorted) : null,
    };
  }

  /** Rows by number, as far as the person sees them, without the fields he may not read. */
  rows(library: Library, numbers: readonly number[], withPersonal = true): Row[] {
    const hidden = hiddenInList(this.sight.access, library);
    return readPage(this.db, storageOf(library), numbers, this.sight.of(library), withPersonal).map((row) => shown(row, hidden));
  }

  /** Row numbers of the whole selection in order: what an export walks through. */
  numbers(library: Library, filter: Filter, sort: Sort): Int32Array {
    const store = this.store(library);
    return this.sorted(store, this.select(store, filter, sort), sort).map((ordinal) => store.rowNumber(ordinal));
  }

  /** Ids of a stretch of the selection. */
  ids(library: Library, filter: Filter, sort: Sort, offset: number, limit: number): string[] {
    const numbers = Array.from(this.numbers(library, filter, sort).subarray(offset, offset + limit));
    const { from, id, no } = storageOf(library);
    const rows = this.db.all<{ id: string; no: number }>(`SELECT ${id} AS id, ${no} AS no FROM ${from} WHERE ${no} IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(numbers),
    ]);
    const byNo = new Map(rows.map((row) => [row.no, row.id]));
    return numbers.flatMap((number) => byNo.get(number) ?? []);
  }

  /** Count and sums of the records with these ids. */
  totals(library: Library, ids: readonly string[]): Totals {
    const store = this.store(library);
    const { from, id, no, alive } = store.storage;
    const numbers = this.db.column<number>(`SELECT ${no} FROM ${from} WHERE ${id} IN (SELECT value FROM json_each(?)) AND ${alive}`, [JSON.stringify(ids)]);
    const ordinals = numbers.flatMap((number) => store.ordinalOf(number) ?? []).filter((ordinal) => store.isAlive(ordinal));
    return this.sum(store, Int32Array.from(ordinals));
  }

  /** Values of a field among the filtered rows whose label contains a text, most frequent first, with the sum of `measure`. */
  values(library: Library, identifier: string, contains: string, limit: number, filter: Filter, measure: string | null): Share[] {
    const store = this.store(library);
    const { unsorted } = this.select(store, filter, []);
    const { column, field } = store.column(this.db, identifier);
    const measured = measure === null ? null : store.column(this.db, measure).column;
    if (measured?.kind === 'text') throw new AppError('bad_input', `字段“${measure}”不是数值，不能求和。请换一个数值字段。`, { field: measure });
    const projects = measure !== null && isProjectFigure(measure) ? store.projectNumbers(this.db) : undefined;
    return breakDown(unsorted, column, field, measured, projects)
      .filter(({ label }) => label.includes(contains))
      .slice(0, limit);
  }

  /** Loads the columns a list shows by default, a stretch of rows per call; false when there is nothing left to load. */
  warm(library: Library): boolean {
    const hidden = hiddenInList(this.sight.access, library);
    const listed = library.fields.filter((field) => field.column !== undefined && field.type.kind !== 'secret' && !hidden.includes(field));
    return this.store(library).warm(
      this.db,
      listed.map((field) => (field.type.kind === 'ref' ? refNameId(field) : field.id)),
    );
  }

  private store(library: Library): LibraryColumns {
    let store = this.stores.get(library.id);
    if (store === undefined) {
      store = new LibraryColumns(storageOf(library), this.sight);
      this.stores.set(library.id, store);
    }
    store.step(this.db);
    return store;
  }

  private select(store: LibraryColumns, filter: Filter, sort: Sort): Selection {
    const { id } = store.storage.library;
    const key = JSON.stringify([filter, sort]);
    const known = this.newest.get(id);
    if (known !== undefined && known.key === key && known.revision === store.revision) return known;
    let unsorted = filter.length === 0 ? store.everything() : store.everything().slice();
    for (const condition of filter) {
      const { column, field } = store.column(this.db, condition.field);
      unsorted = unsorted.subarray(0, applyCondition(column, field, condition, unsorted, unsorted.length));
    }
    const selection: Selection = { key, revision: store.revision, unsorted, sorted: undefined };
    this.newest.set(id, selection);
    return selection;
  }

  private keys(store: LibraryColumns, sort: Sort): SortKey[] {
    return sort.map(({ field, descending }) => ({ ranking: rankingOf(store.column(this.db, field).column, store.count, store.revision), descending }));
  }

  /** All selected rows in order; kept with the selection. */
  private sorted(store: LibraryColumns, selection: Selection, sort: Sort): Int32Array {
    if (selection.sorted === undefined) {
      let ordinals = selection.unsorted;
      for (const [place, { field, descending }] of sort.toReversed().entries()) {
        ordinals =
          place === 0 && ordinals.length > store.count / 8
            ? inOrder(store.order(this.db, field, descending), ordinals, store.count)
            : countingSort(ordinals, ordinals.length, rankingOf(store.column(this.db, field).column, store.count, store.revision), descending);
      }
      selection.sorted = ordinals;
    }
    return selection.sorted;
  }

  /** A figure of the project itself (总投资) counts once however many years it is listed for; figures of a year count each time. */
  private sum(store: LibraryColumns, ordinals: Int32Array): Totals {
    const sums: Record<string, number | null> = {};
    const hidden = hiddenInList(this.sight.access, store.storage.library);
    const once = onePerProject(ordinals, store.projectNumbers(this.db));
    for (const field of store.storage.library.fields) {
      if (field.role !== 'measure' || field.type.kind !== 'money' || (field.column === undefined && !store.hasColumn(field.id)) || hidden.includes(field))
        continue;
      const { column } = store.column(this.db, field.id);
      if (column.kind === 'number') sums[field.id] = sumOf(column.numbers, isProjectFigure(field.id) ? once : ordinals);
    }
    return { count: ordinals.length, sums };
  }
}

/** The first selected row of each project; all rows where there are no projects. */
function onePerProject(ordinals: Int32Array, projects: Int32Array | undefined): Int32Array {
  if (projects === undefined) return ordinals;
  let most = 0;
  for (let index = 0; index < projects.length; index += 1) most = Math.max(most, projects[index] ?? 0);
  const seen = new Uint8Array(most + 1);
  const first = new Int32Array(ordinals.length);
  let length = 0;
  for (let index = 0; index < ordinals.length; index += 1) {
    const ordinal = ordinals[index] ?? 0;
    const project = projects[ordinal] ?? 0;
    if (seen[project] === 1) continue;
    seen[project] = 1;
    first[length++] = ordinal;
  }
  return first.subarray(0, length);
}

/** The selection in a known order of everything: cheaper than sorting when most rows are selected. */
function inOrder(order: Int32Array, selection: Int32Array, count: number): Int32Array {
  const selected = new Uint8Array(count);
  for (let index = 0; index < selection.length; index += 1) selected[selection[index] ?? 0] = 1;
  const sorted = new Int32Array(selection.length);
  let length = 0;
  for (let index = 0; index < order.length; index += 1) {
    const ordinal = order[index] ?? 0;
    if (selected[ordinal] === 1) sorted[length++] = ordinal;
  }
  return sorted;
}

/** Exact while below 2^53 (900 万亿元 in 元); null when no row has a value. */
function sumOf(numbers: Float64Array, ordinals: Int32Array): number | null {
  let sum = 0;
  let seen = false;
  // Indexed, because the iterator of a typed array costs three times as much here.
  for (let index = 0; index < ordinals.length; index += 1) {
    const value = numbers[ordinals[index] ?? 0] ?? Number.NaN;
    if (value !== value) continue;
    sum += value;
    seen = true;
  }
  return seen ? sum : null;
}
