// What a library's list shows: filter, sort and columns; kept while the window is open, columns beyond that.

import { computed, reactive, type ComputedRef } from 'vue';
import { filter as filterShape, type Condition, type Filter, type Sort } from '#domain/contract/query.ts';
import { library, type Library } from '#domain/dictionary/index.ts';
import { mayFill } from '../../api/permission.ts';
import { useSetting } from '../../api/settings.ts';
import { withConditions } from '../../ui/grid/conditions.ts';
import type { ColumnLayout, GridColumn } from '../../ui/grid/grid-column.ts';
import { columnsOf, parseLayout, shownColumns, usualLayout } from './columns.ts';

const mostSorts = 5;

export interface ListState {
  readonly library: Library;
  readonly question: { filter: Filter; sort: Sort };
  readonly allColumns: readonly GridColumn[];
  readonly columns: ComputedRef<readonly GridColumn[]>;
  readonly layout: ComputedRef<ColumnLayout>;
  readonly setLayout: (layout: ColumnLayout) => void;
  readonly resetLayout: () => void;
  readonly setConditions: (column: GridColumn, conditions: Filter) => void;
  readonly addCondition: (condition: Condition) => void;
  readonly clearFilter: () => void;
  readonly ask: (filter: Filter, sort: Sort) => void;
  /** Sorts by a column: up, down, not at all; `isAdditional` keeps the other columns. */
  readonly sortBy: (column: GridColumn, isAdditional: boolean) => void;
}

const states = new Map<string, ListState>();

/** The state of a library's list; the same one whenever the list is opened again. */
export function listState(database: string): ListState {
  const existing = states.get(database);
  if (existing !== undefined) return existing;
  const made = makeState(library(database));
  states.set(database, made);
  return made;
}

/** Forgets every list, when the replica is closed. */
export const forgetLists = (): void => states.clear();

function makeState(own: Library): ListState {
  const usual = usualLayout(own);
  const allColumns = columnsOf(own, (field) => mayFill(field, own.id));
  const question = reactive<{ filter: Filter; sort: Sort }>({ filter: [], sort: [] });
  const setting = useSetting(`list.${own.id}.columns`, usual, parseLayout);

  function sortBy(column: GridColumn, isAdditional: boolean): void {
    const current = question.sort.find(({ field }) => field === column.key);
    const others = isAdditional ? question.sort.filter(({ field }) => field !== column.key) : [];
    if (current === undefined) question.sort = [...others, { field: column.key, descending: false }].slice(-mostSorts);
    else if (!current.descending)
      question.sort = isAdditional
        ? question.sort.map((rule) => (rule === current ? { ...rule, descending: true } : rule))
        : [{ field: column.key, descending: true }];
    else question.sort = others;
  }

  return {
    library: own,
    question,
    allColumns,
    columns: computed(() => shownColumns(allColumns, setting.value.value)),
    layout: computed(() => setting.value.value),
    setLayout: setting.set,
    resetLayout: () => setting.set(usual),
    setConditions: (column, conditions) => (question.filter = withConditions(question.filter, column.key, conditions)),
    addCondition: (added) => (question.filter = [...question.filter.filter((other) => other.field !== added.field || other.op !== added.op), added]),
    clearFilter: () => (question.filter = []),
    ask: (filter, sort) => Object.assign(question, { filter, sort }),
    sortBy,
  };
}

/** A filter as it stood in the address; null when it is none of ours. */
export function filterFromAddress(text: unknown): Filter | null {
  if (typeof text !== 'string' || text === '') return null;
  try {
    const parsed = filterShape.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
