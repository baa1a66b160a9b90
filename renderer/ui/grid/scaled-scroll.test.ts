// Checks that every row of a very long list can be reached and that short lists scroll as they are.

import { describe, expect, it } from 'vitest';
import { contentTop, furthest, scrolledHeight, scrollTopFor, topShowingRow } from './scaled-scroll.ts';

const short = { contentPx: 3200, viewPx: 600 };
const long = { contentPx: 500_000 * 32, viewPx: 600 };

describe('a list that fits', () => {
  it('is as high as its rows and scrolls one to one', () => {
    expect(scrolledHeight(short)).toBe(3200);
    expect(contentTop(short, 700)).toBe(700);
    expect(scrollTopFor(short, 700)).toBe(700);
  });

  it('does not scroll past its end, nor when it is lower than the window', () => {
    expect(contentTop(short, 99_999)).toBe(2600);
    expect(contentTop({ contentPx: 320, viewPx: 600 }, 40)).toBe(0);
  });
});

describe('a list of 500,000 rows', () => {
  it('stays below what a browser can show and still reaches the last row', () => {
    expect(scrolledHeight(long)).toBe(12_000_000);
    expect(contentTop(long, 12_000_000 - 600)).toBe(furthest(long));
    expect(contentTop(long, 0)).toBe(0);
  });

  it('finds the scroll position of a row again', () => {
    const top = 250_000 * 32;
    expect(contentTop(long, scrollTopFor(long, top))).toBeCloseTo(top, 3);
  });
});

describe('showing a row', () => {
  it.each([
    ['above the window', 5, 320, 160],
    ['inside the window', 12, 320, 320],
    ['below the window', 40, 320, 712],
  ])('%s', (_where, row, top, expected) => {
    expect(topShowingRow(short, top, row, 32)).toBe(expected);
  });
});
