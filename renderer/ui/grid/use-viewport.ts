// Which rows are on screen and where they stand, for a grid that scrolls natively.

import { computed, onActivated, onMounted, onScopeDispose, ref, watch, type ComputedRef, type Ref } from 'vue';
import { contentTop, furthest, isScaled, scrolledHeight, scrollTopFor, topShowingRow, type ScrollExtent } from './scaled-scroll.ts';

export interface Viewport {
  readonly top: Ref<number>;
  readonly left: Ref<number>;
  readonly viewPx: ComputedRef<number>;
  readonly widthPx: Ref<number>;
  readonly spacePx: ComputedRef<number>;
  readonly first: ComputedRef<number>;
  /** Exclusive. */
  readonly last: ComputedRef<number>;
  readonly rowsPerPage: ComputedRef<number>;
  readonly onScroll: () => void;
  readonly onWheel: (event: WheelEvent) => void;
  readonly showRow: (row: number) => void;
  readonly toTop: () => void;
}

const overscan = 4;
const linePx = 32;

/** Follows the scroller's size and position. `headPx` is the part that does not scroll. */
export function useViewport(scroller: Ref<HTMLElement | null>, rowCount: () => number, rowPx: number, headPx: number): Viewport {
  const top = ref(0);
  const left = ref(0);
  const heightPx = ref(0);
  const widthPx = ref(0);
  const viewPx = computed(() => Math.max(0, heightPx.value - headPx));
  const extent = computed<ScrollExtent>(() => ({ contentPx: rowCount() * rowPx, viewPx: viewPx.value }));
  const observer = new ResizeObserver(measure);

  function measure(): void {
    const element = scroller.value;
    if (element === null || element.clientHeight === 0) return;
    heightPx.value = element.clientHeight;
    widthPx.value = element.clientWidth;
  }

  function onScroll(): void {
    const element = scroller.value;
    if (element === null) return;
    left.value = element.scrollLeft;
    // Our own setting of the bar comes back rounded: it must not move the content again.
    if (Math.abs(element.scrollTop - scrollTopFor(extent.value, top.value)) >= 1) top.value = contentTop(extent.value, element.scrollTop);
  }

  /** A scaled bar would jump many rows per wheel step: there the wheel moves the content itself. */
  function onWheel(event: WheelEvent): void {
    if (!isScaled(extent.value) || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * linePx : event.deltaY;
    moveTo(top.value + step);
  }

  function moveTo(wanted: number): void {
    top.value = Math.min(Math.max(0, wanted), furthest(extent.value));
    if (scroller.value !== null) scroller.value.scrollTop = scrollTopFor(extent.value, top.value);
  }

  onMounted(() => {
    if (scroller.value !== null) observer.observe(scroller.value);
    measure();
  });
  // An element taken out of the page loses its position.
  onActivated(() => {
    measure();
    if (scroller.value !== null) scroller.value.scrollLeft = left.value;
    moveTo(top.value);
  });
  onScopeDispose(() => observer.disconnect());
  watch(extent, () => top.value > furthest(extent.value) && moveTo(top.value), { flush: 'post' });

  return {
    top,
    left,
    viewPx,
    widthPx,
    spacePx: computed(() => scrolledHeight(extent.value) + headPx),
    first: computed(() => Math.max(0, Math.floor(top.value / rowPx) - overscan)),
    last: computed(() => Math.min(rowCount(), Math.ceil((top.value + viewPx.value) / rowPx) + overscan)),
    rowsPerPage: computed(() => Math.max(1, Math.floor(viewPx.value / rowPx) - 1)),
    onScroll,
    onWheel,
    showRow: (row) => moveTo(topShowingRow(extent.value, top.value, row, rowPx)),
    toTop: () => moveTo(0),
  };
}
