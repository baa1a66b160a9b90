// Everything the keeper of lists can be asked: pages, ids, totals, values in use, export pages.

import type { Filter, Sort } from '#domain/contract/query.ts';
import { library } from '#domain/dictionary/index.ts';
import type { Access } from '#domain/identity/access.ts';
import { mayIn } from '#domain/policy/decide.ts';
import { roleRefusal } from '#domain/policy/explain.ts';
import type { Share } from '../columns/breakdown.ts';
import { Lists, type Totals } from '../columns/lists.ts';
import type { ReadDb } from '../kernel/database.ts';
import { sightOf } from '../policy/sight.ts';
import { forbidden } from '../records/judge.ts';
import type { Row } from '../records/read.ts';

interface Query {
  readonly database: string;
  readonly filter: Filter;
  readonly sort: Sort;
}

/** The list functions over one connection, for one person; `warmLater` is called after a library's first page so that its columns load in idle time. */
export function listsOf(db: ReadDb, access: Access, warmLater: (database: string) => void) {
  const lists = new Lists(db, sightOf(access));
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
    numbers(input: Query): Int32Array {
      const target = library(input.database);
      // Whoever may export reads the same rows, so the list needs no second filter (held by a test of the policy).
      if (!mayIn(access, 'export', target.id)) throw forbidden(roleRefusal(access, 'export', target.id));
      return lists.numbers(target, input.filter, input.sort);
    },
    /** `personal`: whether masked personal values are wanted; each has to be opened to be masked. */
    rows: (input: { database: string; numbers: readonly number[]; personal: boolean }): Row[] =>
      lists.rows(library(input.database), input.numbers, input.personal),
    warm: (input: { database: string }): boolean => lists.warm(library(input.database)),
  };
}

export type ListDoor = ReturnType<typeof listsOf>;
