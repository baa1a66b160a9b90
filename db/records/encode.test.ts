// Personal data on their way out: how much of a number may be seen, and how a hidden one is known again.

import { describe, expect, it } from 'vitest';
import { isMasked, mask } from './encode.ts';

describe('a masked value', () => {
  it.each([
    ['370202199001011237', '••••••••••••••••37'],
    ['13812345678', '•••••••••78'],
    ['123456', '••••56'],
    // Of a short one the last two characters would be half of it, or all.
    ['12345', '•••••'],
    ['12', '••••'],
    ['7', '••••'],
  ])('of %s is %s', (value, shown) => {
    expect(mask(value)).toBe(shown);
  });

  it('is taken for "unchanged" when it comes back, a number typed in is not', () => {
    expect(['1', '12345', '13812345678'].map(mask).every(isMasked)).toBe(true);
    expect(['13812345678', '', '•'].some(isMasked)).toBe(false);
  });
});
