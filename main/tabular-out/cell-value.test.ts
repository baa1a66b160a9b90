// Tests of the values: exact decimals, real dates only, and which texts read like a formula.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateSerial, numberText, scaledDecimal, startsLikeFormula } from './cell-value.ts';

describe('exact decimals', () => {
  it.each([
    [12_345_678, 4, '1234.5678'],
    [30_000_000, 4, '3000'],
    [1, 4, '0.0001'],
    [-1, 4, '-0.0001'],
    [-123_450, 4, '-12.345'],
    [0, 4, '0'],
    [-0, 4, '0'],
    [120_383_428, 6, '120.383428'],
    [Number.MAX_SAFE_INTEGER, 6, '9007199254.740991'],
    [9_007_199_254_000_001, 6, '9007199254.000001'],
    [5, 0, '5'],
  ])('%d / 10^%d is %s', (value, scale, text) => {
    expect(scaledDecimal(value, scale)).toBe(text);
  });

  it('keeps every safe integer: the digits are those of the integer', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(0, 2, 4, 6), (value, scale) => {
        const [whole = '', fraction = ''] = scaledDecimal(value, scale).split('.');
        expect(BigInt(whole.replace('-', '') + fraction.padEnd(scale, '0'))).toBe(BigInt(Math.abs(value)));
        expect(whole.startsWith('-')).toBe(value < 0);
        expect(fraction.endsWith('0')).toBe(false);
      }),
    );
  });

  it('knows the unit of each format', () => {
    expect([numberText(10_000, 'money_wan'), numberText(9_550, 'percent_bp'), numberText(1_234, 'decimal2'), numberText(2026, 'year')]).toEqual([
      '1',
      '0.955',
      '12.34',
      '2026',
    ]);
  });
});

describe('dates', () => {
  it.each([
    ['2026-03-31', 46_112],
    ['2024-02-29', 45_351],
    ['1900-03-01', 61],
    ['9999-12-31', 2_958_465],
  ])('%s is day %d', (text, serial) => {
    expect(dateSerial(text)).toBe(serial);
  });

  it.each(['2026', '2026-03', '2026-02-30', '2026-13-01', '2026-00-10', '1900-02-28', '2026-3-1', '2026-03-31T00:00', ' 2026-03-31', ''])(
    '%j stays text',
    (text) => {
      expect(dateSerial(text)).toBeUndefined();
    },
  );
});

describe('formula-like text', () => {
  it.each(['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '＝1', '＋1', '－1', '＠1'])('%j', (text) => {
    expect(startsLikeFormula(text)).toBe(true);
  });

  it.each(['', '1-2', 'a=b', ' =1', '—', '（=）', '青岛'])('not %j', (text) => {
    expect(startsLikeFormula(text)).toBe(false);
  });
});
