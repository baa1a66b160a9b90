// Checks selecting single rows, and all but some.

import { describe, expect, it } from 'vitest';
import { allSelected, isSelected, noSelection, selectedCount, selectOnly, toggled } from './selection.ts';

describe('selecting some rows', () => {
  it('adds and takes out a row', () => {
    const one = toggled(noSelection, 'a');
    const two = toggled(one, 'b');
    expect([...(two.mode === 'some' ? two.ids : [])]).toEqual(['a', 'b']);
    expect(isSelected(toggled(two, 'a'), 'a')).toBe(false);
    expect(isSelected(one, 'b')).toBe(false);
  });

  it('counts the rows themselves', () => {
    expect(selectedCount(selectOnly(['a', 'b', 'a']), 500)).toBe(2);
  });
});

describe('selecting everything the filter finds', () => {
  it('holds for rows nobody has loaded', () => {
    expect(isSelected(allSelected, 'never seen')).toBe(true);
    expect(selectedCount(allSelected, 500_000)).toBe(500_000);
  });

  it('leaves out what is taken out again, and takes it back', () => {
    const without = toggled(allSelected, 'a');
    expect(isSelected(without, 'a')).toBe(false);
    expect(selectedCount(without, 500_000)).toBe(499_999);
    expect(isSelected(toggled(without, 'a'), 'a')).toBe(true);
  });
});
