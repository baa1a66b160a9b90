// Focus and selection of a grid: clicks, Shift and Ctrl, ranges longer than what is loaded.

import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { BlockRows } from './block-rows.ts';
import { rowId, type GridQuestion, type GridSource } from './grid-column.ts';
import { allSelected, isSelected, noSelection, selectedCount, selectOnly, toggled, type Selection } from './selection.ts';

const longestRange = 100_000;

export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

export interface Stretch {
  readonly first: number;
  readonly last: number;
}

export interface GridSelection {
  readonly selection: ShallowRef<Selection>;
  readonly focus: Ref<CellPosition>;
  readonly count: ComputedRef<number>;
  readonly allState: ComputedRef<'none' | 'some' | 'all'>;
  /** The part of the list that holds every selected row; null when nothing is selected. */
  readonly stretch: ComputedRef<Stretch | null>;
  readonly isSelectedAt: (row: number) => boolean;
  readonly focusOn: (position: CellPosition) => void;
  readonly selectRow: (row: number) => void;
  readonly toggleRow: (row: number) => void;
  /** Selects from the anchor to this row; ids not loaded are asked for. */
  readonly selectTo: (row: number) => Promise<void>;
  readonly selectAll: () => void;
  readonly clear: () => void;
}

/** `question` is the list's present question; positions hold only as long as its rows do not change. */
export function useGridSelection(rows: BlockRows, source: () => GridSource, question: () => GridQuestion): GridSelection {
  const selection = shallowRef<Selection>(noSelection);
  const focus = ref<CellPosition>({ row: 0, column: 0 });
  const anchor = ref(0);
  const touched = shallowRef<Stretch | null>(null);

  const isSelectedAt = (row: number): boolean => {
    const found = rows.rowAt(row);
    return found !== undefined && isSelected(selection.value, rowId(found));
  };

  function set(next: Selection, first: number, last: number, isWider: boolean): void {
    selection.value = next;
    const before = isWider ? touched.value : null;
    touched.value = { first: Math.min(first, before?.first ?? first), last: Math.max(last, before?.last ?? last) };
  }

  function clear(): void {
    selection.value = noSelection;
    touched.value = null;
  }

  function selectRow(row: number): void {
    const found = rows.rowAt(row);
    anchor.value = row;
    if (found !== undefined) set(selectOnly([rowId(found)]), row, row, false);
  }

  function toggleRow(row: number): void {
    const found = rows.rowAt(row);
    anchor.value = row;
    if (found !== undefined) set(toggled(selection.value, rowId(found)), row, row, true);
  }

  async function selectTo(row: number): Promise<void> {
    const first = Math.min(anchor.value, row);
    const last = Math.min(Math.max(anchor.value, row), first + longestRange - 1);
    const loaded = loadedIds(first, last);
    if (loaded !== null) return set(selectOnly(loaded), first, last, false);
    const generation = rows.generation.value;
    const asked = await source().ids({ ...question(), offset: first, limit: last - first + 1 });
    if (asked.ok && generation === rows.generation.value) set(selectOnly(asked.value), first, last, false);
  }

  function loadedIds(first: number, last: number): string[] | null {
    const ids: string[] = [];
    for (let index = first; index <= last; index += 1) {
      const row = rows.rowAt(index);
      if (row === undefined) return null;
      ids.push(rowId(row));
    }
    return ids;
  }

  watch(rows.generation, () => {
    touched.value = touched.value === null || selection.value.mode === 'all' ? touched.value : { first: 0, last: Math.max(0, rows.total.value - 1) };
    if (focus.value.row >= rows.total.value) focus.value = { ...focus.value, row: Math.max(0, rows.total.value - 1) };
  });

  const count = computed(() => selectedCount(selection.value, rows.total.value));
  return {
    selection,
    focus,
    count,
    allState: computed(() => (count.value === 0 ? 'none' : count.value >= rows.total.value ? 'all' : 'some')),
    stretch: computed(() => {
      if (count.value === 0) return null;
      return selection.value.mode === 'all' ? { first: 0, last: rows.total.value - 1 } : touched.value;
    }),
    isSelectedAt,
    focusOn: (position) => (focus.value = position),
    selectRow,
    toggleRow,
    selectTo,
    selectAll: () => (selection.value = allSelected),
    clear,
  };
}
