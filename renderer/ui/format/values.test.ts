// Checks how stored values are shown and copied.

import { describe, expect, it } from 'vitest';
import { decimalText } from './numbers.ts';
import { isNegative, moneyInYi, moneyText, nothing, plainText, valueText } from './values.ts';

describe('decimal text', () => {
  it.each([
    [1_284_000_000, 4, 2, 0, '128,400'],
    [1_234_567, 4, 2, 0, '123.46'],
    [-1_234_567, 4, 4, 0, '−123.4567'],
    [-4, 4, 2, 0, '0'],
    [0, 2, 2, 2, '0.00'],
    [999_999, 4, 2, 0, '100'],
    [5, 0, 0, 0, '5'],
    [9_007_199_254_740_991, 4, 4, 0, '900,719,925,474.0991'],
  ])('%d × 10^-%d with at most %d and at least %d decimals is %s', (value, power, most, least, text) => {
    expect(decimalText(value, power, most, least)).toBe(text);
  });
});

describe('money', () => {
  it('is 万元 with two decimals, or four when 元 would be lost', () => {
    expect(moneyText(1_284_000_000)).toBe('128,400');
    expect(moneyText(12_345_600)).toBe('1,234.56');
    expect(moneyText(12_345_678)).toBe('1,234.5678');
  });

  it('is 亿元 with two decimals in totals', () => {
    expect(moneyInYi(12_840_499_999)).toBe('128.40');
    expect(moneyInYi(-500_000)).toBe('−0.01');
  });
});

describe('values', () => {
  it('shows nothing as a dash and copies it as an empty cell', () => {
    for (const empty of [null, undefined, '', []]) {
      expect(valueText({ kind: 'texts' }, empty)).toBe(nothing);
      expect(plainText({ kind: 'texts' }, empty)).toBe('');
    }
  });

  it('shows rates with one decimal and copies them whole', () => {
    expect(valueText({ kind: 'percent' }, 6325)).toBe('63.3');
    expect(plainText({ kind: 'percent' }, 6325)).toBe('63.25');
  });

  it('copies money as a plain number of 万元', () => {
    expect(plainText({ kind: 'money' }, -1_284_000_500)).toBe('-128400.05');
  });

  it('names codes, and keeps one that the table no longer has', () => {
    expect(valueText({ kind: 'code', table: 'region' }, '370202')).toBe('市南区');
    expect(valueText({ kind: 'code', table: 'region' }, '999999')).toBe('999999');
  });

  it('knows what to print in red', () => {
    expect([isNegative(-1), isNegative(0), isNegative('-1'), isNegative(null)]).toEqual([true, false, false, false]);
  });
});
