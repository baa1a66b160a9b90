// Everything the keeper of lists can be asked: pages, ids, totals, values in use, export pages.

import type { Filter, Sort } from '#domain/contract/query.ts';
import { library } from '#domain/dictionary/index.ts';
import type { Share } from '../columns/breakdown.ts';
import { Lists, type Totals } from '../columns/lists.ts';
import type { ReadDb } from '../kernel/database.ts';
import { readPage, type Row } from '../records/read.ts';
import { storageOf } from '../records/storage.ts';

interface Query {
  readonly database: string;
  readonly filter: Filter;
  readonly sort: Sort;
}

/** The list functions over one connection; `warmLater` is called after a library's first page so that its columns load in idle time. */
export function listsOf(db: ReadDb, warmLater: (database: string) => void) {
  const lists = new Lists(db);
  const warming = new Set<string>();
  return {
    page(input: Query & { offset: number; limit: number; totals: boolean }): { rows: Row[]; total: number; totals: Totals | null } {
      const target = library(input.database);
      const answer = lists.page(target, input.filter, input.sort, input.offset, input.limit, input.totals);
      if (!warming.has(target.id)) {
        warming.add(target.id);
        warmLater(target.id);
      }
      return answer;
    },
    ids: (input: Query & { offset: number; limit: number }): string[] =>
      lists.ids(library(input.database), input.filter, input.sort, input.offset, input.limit),
    totals: (input: { database: string; ids: readonly string[] }): Totals => lists.totals(library(input.database), input.ids),
    values: (input: { database: string; field: string; contains: string; limit: number; filter: Filter; measure: string | null }): Share[] =>
      lists.values(library(input.database), input.field, input.contains, input.limit, input.filter, input.measure),
    /** Row numbers of a selection; an export then asks for them in blocks, so that what it writes is one consistent choice of rows. */
    numbers: (input: Query): Int32Array => lists.numbers(library(input.database), input.filter, input.sort),
    rows: (input: { database: string; numbers: readonly number[] }): Row[] => readPage(db, storageOf(library(input.database)), input.numbers),
    warm: (input: { database: string }): boolean => lists.warm(library(input.database)),
  };
}

export type ListDoor = ReturnType<typeof listsOf>;
