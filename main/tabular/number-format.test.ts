// Tests of serial dates and ISO dates at their edges.

import { describe, expect, it } from 'vitest';
import { isoToCell, serialToCell } from './number-format.ts';

describe('serialToCell', () => {
  it.each([
    [1, { date: '1900-01-01' }],
    [59, { date: '1900-02-28' }],
    // Excel shows 29 February 1900, a day that never was.
    [60, 60],
    [61, { date: '1900-03-01' }],
    [45352, { date: '2024-03-01' }],
    [45351.99999999, { date: '2024-03-01' }],
    [45352.5, { date: '2024-03-01T12:00:00' }],
    [0.5, { date: '1899-12-31T12:00:00' }],
    [2_958_465, { date: '9999-12-31' }],
    [2_958_466, 2_958_466],
    [-1, -1],
  ])('%f in the 1900 system', (serial, expected) => {
    expect(serialToCell(serial, false)).toEqual(expected);
  });

  it.each([
    [0, { date: '1904-01-01' }],
    [1, { date: '1904-01-02' }],
    [43_890, { date: '2024-03-01' }],
    [2_957_004, 2_957_004],
  ])('%f in the 1904 system', (serial, expected) => {
    expect(serialToCell(serial, true)).toEqual(expected);
  });
});

describe('isoToCell', () => {
  it.each([
    ['2024-02-29', { date: '2024-02-29' }],
    ['2024-02-29T00:00:00.000', { date: '2024-02-29' }],
    ['2024-02-29T23:59:59Z', { date: '2024-02-29T23:59:59' }],
    ['2023-02-29', undefined],
    ['2024-13-01', undefined],
    ['2024', undefined],
    ['12:30', undefined],
  ])('%s', (text, expected) => {
    expect(isoToCell(text)).toEqual(expected);
  });
});
