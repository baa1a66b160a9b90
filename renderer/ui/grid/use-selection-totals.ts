// Totals of what is selected, or of the whole filter when nothing is.

import { shallowRef, watch, type ShallowRef } from 'vue';
import type { BlockRows } from './block-rows.ts';
import type { GridQuestion, GridSource, GridTotals } from './grid-column.ts';
import { isProjectFigure } from '#domain/dictionary/project-figures.ts';
import type { GridSelection } from './use-grid-selection.ts';
import type { Selection } from './selection.ts';

const settleMs = 120;
const mostIds = 100_000;

/** Null while they are being counted for the first time. */
export function useSelectionTotals(
  rows: BlockRows,
  selection: GridSelection,
  source: () => GridSource,
  question: () => GridQuestion,
): ShallowRef<GridTotals | null> {
  const shown = shallowRef<GridTotals | null>(null);
  let running: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function sumOf(ids: ReadonlySet<string>, signal: AbortSignal): Promise<GridTotals | null> {
    if (ids.size > mostIds) return null;
    const result = await source().totals([...ids], signal);
    return result.ok ? result.value : null;
  }

  async function count(chosen: Selection, whole: GridTotals | null, signal: AbortSignal): Promise<GridTotals | null> {
    if (chosen.mode === 'some') return chosen.ids.size === 0 ? whole : sumOf(chosen.ids, signal);
    if (chosen.except.size === 0 || whole === null) return whole;
    if (whole.count <= mostIds) {
      const all = await source().ids({ ...question(), offset: 0, limit: whole.count });
      return all.ok ? sumOf(new Set(all.value.filter((id) => !chosen.except.has(id))), signal) : null;
    }
    const left = await sumOf(chosen.except, signal);
    return left === null ? null : difference(whole, left);
  }

  watch(
    [selection.selection, rows.totals],
    ([chosen, whole]) => {
      clearTimeout(timer);
      running?.abort();
      timer = setTimeout(() => {
        const controller = new AbortController();
        running = controller;
        void count(chosen, whole, controller.signal).then((totals) => {
          if (!controller.signal.aborted) shown.value = totals;
        });
      }, settleMs);
    },
    { immediate: true },
  );
  return shown;
}

/** Without the figures of projects: a project left out of the part may still be in the rest by another year. */
function difference(whole: GridTotals, part: GridTotals): GridTotals {
  const sums = Object.entries(whole.sums).map(
    ([field, sum]) => [field, sum === null || isProjectFigure(field) ? null : sum - (part.sums[field] ?? 0)] as const,
  );
  return { count: whole.count - part.count, sums: Object.fromEntries(sums) };
}
