// Where columns stand: widths, the frozen ones, and which of the others are on screen.

import { computed, type ComputedRef, type Ref } from 'vue';
import type { GridColumn } from './grid-column.ts';

const selectorPx = 36;
const overscanPx = 240;
/** The first column takes what a wide window leaves over, up to this much. */
const mostExtraPx = 320;

export interface PlacedColumn {
  readonly column: GridColumn;
  /** Zero-based among all shown columns. */
  readonly index: number;
  readonly width: number;
  /** Distance from the left edge of the grid. */
  readonly start: number;
  readonly isFrozen: boolean;
}

export interface PlacedColumns {
  readonly all: ComputedRef<readonly PlacedColumn[]>;
  readonly frozen: ComputedRef<readonly PlacedColumn[]>;
  readonly visible: ComputedRef<readonly PlacedColumn[]>;
  /** Width of the columns left out before the first visible one, and after the last. */
  readonly beforePx: ComputedRef<number>;
  readonly afterPx: ComputedRef<number>;
  readonly totalPx: ComputedRef<number>;
  /** Where to scroll so that a column is not hidden behind the frozen ones; null when it is in sight. */
  readonly leftShowing: (index: number) => number | null;
}

/** Places columns; `frozenCount` of the first stay at the left. */
export function usePlacedColumns(
  columns: () => readonly GridColumn[],
  widths: () => Readonly<Record<string, number>>,
  frozenCount: () => number,
  left: Ref<number>,
  viewWidth: Ref<number>,
): PlacedColumns {
  const all = computed(() => {
    const widthOf = ({ field, defaultWidth }: GridColumn): number => widths()[field.id] ?? defaultWidth;
    const taken = columns().reduce((sum, column) => sum + widthOf(column), selectorPx);
    const extra = Math.min(mostExtraPx, Math.max(0, viewWidth.value - taken));
    let start = selectorPx;
    return columns().map((column, index): PlacedColumn => {
      const isStretched = index === 0 && widths()[column.field.id] === undefined;
      const width = widthOf(column) + (isStretched ? extra : 0);
      const placed = { column, index, width, start, isFrozen: index < frozenCount() };
      start += width;
      return placed;
    });
  });
  const totalPx = computed(() => all.value.reduce((sum, { width }) => sum + width, selectorPx));
  const frozen = computed(() => all.value.filter(({ isFrozen }) => isFrozen));
  const frozenPx = computed(() => frozen.value.reduce((sum, { width }) => sum + width, selectorPx));
  const scrolling = computed(() => all.value.filter(({ isFrozen }) => !isFrozen));
  const visible = computed(() => {
    const from = left.value + frozenPx.value - overscanPx;
    const to = left.value + viewWidth.value + overscanPx;
    return scrolling.value.filter(({ start, width }) => start + width > from && start < to);
  });
  const beforePx = computed(() => {
    const first = visible.value[0];
    return first === undefined ? 0 : first.start - frozenPx.value;
  });
  const afterPx = computed(() => {
    const last = visible.value.at(-1);
    return totalPx.value - (last === undefined ? frozenPx.value : last.start + last.width);
  });

  function leftShowing(index: number): number | null {
    const placed = all.value[index];
    if (placed === undefined || placed.isFrozen) return null;
    if (placed.start - frozenPx.value < left.value) return placed.start - frozenPx.value;
    const overhang = placed.start + placed.width - (left.value + viewWidth.value);
    return overhang > 0 ? left.value + overhang : null;
  }

  return { all, frozen, visible, beforePx, afterPx, totalPx, leftShowing };
}
