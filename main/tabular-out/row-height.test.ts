// Tests of the row height: lines a text takes at a column width.

import { describe, expect, it } from 'vitest';
import { rowHeight, wrappedLines } from './row-height.ts';

describe('row height', () => {
  it.each([
    ['', 10, 1],
    ['青岛', 10, 1],
    ['青岛西海岸新区', 15, 1],
    ['青岛西海岸新区', 14, 2],
    ['abcdefghij', 11, 1],
    ['abcdefghij', 10, 2],
    ['一\n二\n\n四', 20, 4],
    ['很'.repeat(100), 21, 10],
    ['窄', 0.5, 1],
  ])('%j in %d characters takes %d lines', (text, width, lines) => {
    expect(wrappedLines(text, width)).toBe(lines);
  });

  it('grows by the line up to the limit of Excel', () => {
    expect([rowHeight(1), rowHeight(2), rowHeight(1_000)]).toEqual([18, 33, 409]);
  });
});
