// Rows of a long list in blocks of 100: only what is on screen is asked for, old rows stay until the new ones are there.

import { onScopeDispose, ref, shallowRef, triggerRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Row } from '#domain/contract/query.ts';
import type { AppErrorShape } from '#domain/result.ts';
import type { GridQuestion, GridSource, GridTotals } from './grid-column.ts';

const blockSize = 100;
const mostBlocks = 120;
const settleMs = 24;

export interface BlockRows {
  readonly total: Ref<number>;
  readonly totals: ShallowRef<GridTotals | null>;
  readonly error: ShallowRef<AppErrorShape | undefined>;
  readonly isLoading: Ref<boolean>;
  /** True once the first answer is there. */
  readonly isReady: Ref<boolean>;
  /** Grows whenever rows or their order changed: selections by position end there. */
  readonly generation: Ref<number>;
  readonly rowAt: (index: number) => Row | undefined;
  /** Tells which rows are on screen. */
  readonly show: (first: number, last: number) => void;
  /** Asks again from the start; rows stay until the answer is there. */
  readonly reload: () => void;
  /** Counts and adds up again; the rows stay where they are. */
  readonly recount: () => Promise<void>;
  /** Puts a saved row in its place without asking. */
  readonly replace: (row: Row) => void;
}

/** Follows a question about a list; the window of rows is told with `show`. */
export function useBlockRows(source: () => GridSource, question: () => GridQuestion): BlockRows {
  const total = ref(0);
  const totals = shallowRef<GridTotals | null>(null);
  const error = shallowRef<AppErrorShape>();
  const isLoading = ref(false);
  const isReady = ref(false);
  const generation = ref(0);
  const blocks = shallowRef(new Map<number, readonly Row[]>());
  const asked = new Map<number, AbortController>();
  let window = { first: 0, last: 0 };
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function startOver(): void {
    abortAll();
    isStale = true;
    settle();
  }

  function abortAll(): void {
    for (const controller of asked.values()) controller.abort();
    asked.clear();
    isLoading.value = false;
  }

  function settle(): void {
    clearTimeout(timer);
    timer = setTimeout(askMissing, settleMs);
  }

  function askMissing(): void {
    const first = Math.floor(window.first / blockSize);
    const last = Math.floor(Math.max(window.last, window.first) / blockSize);
    for (const [block, controller] of asked) {
      if (block >= first && block <= last) continue;
      controller.abort();
      asked.delete(block);
    }
    for (let block = first; block <= last; block += 1) {
      if (!asked.has(block) && (isStale || !blocks.value.has(block))) void askBlock(block);
    }
    isLoading.value = asked.size > 0;
  }

  async function askBlock(block: number): Promise<void> {
    const controller = new AbortController();
    asked.set(block, controller);
    const result = await source().page({ ...question(), offset: block * blockSize, limit: blockSize, totals: false }, controller.signal);
    if (asked.get(block) !== controller) return;
    asked.delete(block);
    isLoading.value = asked.size > 0;
    if (!result.ok) {
      error.value = result.error;
      isReady.value = true;
      return;
    }
    error.value = undefined;
    const isNew = isStale || !isReady.value;
    if (isStale) {
      blocks.value = new Map();
      isStale = false;
      generation.value += 1;
    }
    total.value = result.value.total;
    isReady.value = true;
    keep(block, result.value.rows);
    if (isNew) await recount();
  }

  /** Rows come first: sums of half a million rows may take a moment. */
  async function recount(): Promise<void> {
    const current = generation.value;
    // Sums of the question before may stand for a blink, not longer.
    const outdated = setTimeout(() => (totals.value = null), settleMs * 4);
    const result = await source().page({ ...question(), offset: 0, limit: 0, totals: true }, new AbortController().signal);
    clearTimeout(outdated);
    if (result.ok && current === generation.value) totals.value = result.value.totals;
  }

  function keep(block: number, rows: readonly Row[]): void {
    blocks.value.delete(block);
    blocks.value.set(block, rows);
    const oldest = blocks.value.keys().next();
    if (blocks.value.size > mostBlocks && oldest.done === false) blocks.value.delete(oldest.value);
    triggerRef(blocks);
  }

  watch([source, question], startOver, { deep: true, immediate: true });
  onScopeDispose(() => {
    clearTimeout(timer);
    abortAll();
  });

  return {
    total,
    totals,
    error,
    isLoading,
    isReady,
    generation,
    rowAt: (index) => blocks.value.get(Math.floor(index / blockSize))?.[index % blockSize],
    show(first, last) {
      if (first === window.first && last === window.last) return;
      window = { first, last };
      settle();
    },
    reload: startOver,
    recount,
    replace(row) {
      for (const [block, rows] of blocks.value) {
        const index = rows.findIndex((other) => other['id'] === row['id']);
        if (index < 0) continue;
        blocks.value.set(block, rows.with(index, row));
        triggerRef(blocks);
      }
    },
  };
}
