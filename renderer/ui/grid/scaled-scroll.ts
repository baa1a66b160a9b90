// Scrolling over more rows than a browser can make an element high: positions are scaled beyond a limit.

/** Chromium's limit is about 33 million px at 100 %; at 150 % and on other engines less. */
const highestPx = 12_000_000;

export interface ScrollExtent {
  /** Height of all rows if there were no limit. */
  readonly contentPx: number;
  /** Height of the part of the window that shows rows. */
  readonly viewPx: number;
}

/** Height given to the scrolled element. */
export const scrolledHeight = ({ contentPx }: ScrollExtent): number => Math.min(contentPx, highestPx);

export const isScaled = ({ contentPx }: ScrollExtent): boolean => contentPx > highestPx;

/** Furthest position of the content. */
export const furthest = ({ contentPx, viewPx }: ScrollExtent): number => Math.max(0, contentPx - viewPx);

/** Position in the content for a position of the scroll bar. */
export function contentTop(extent: ScrollExtent, scrollTop: number): number {
  const range = scrolledHeight(extent) - extent.viewPx;
  if (range <= 0) return 0;
  return isScaled(extent) ? (Math.min(scrollTop, range) / range) * furthest(extent) : Math.min(scrollTop, furthest(extent));
}

/** Position of the scroll bar for a position in the content. */
export function scrollTopFor(extent: ScrollExtent, top: number): number {
  const range = scrolledHeight(extent) - extent.viewPx;
  return isScaled(extent) ? (top / furthest(extent)) * range : top;
}

/** The nearest position that shows a row whole. */
export function topShowingRow(extent: ScrollExtent, top: number, row: number, rowPx: number): number {
  const start = row * rowPx;
  if (start < top) return start;
  return start + rowPx > top + extent.viewPx ? Math.min(start + rowPx - extent.viewPx, furthest(extent)) : top;
}
