// Personal data on their way out: how much of a number may be seen, and how a hidden one is known again.

import { describe, expect, it } from 'vitest';
import { isMasked, maskPersonal } from './mask.ts';

describe('a masked value', () => {
  it.each([
    ['id_number', '370202199001011237', '370202****1237'],
    ['id_number', '37020219900101123X', '370202****123X'],
    ['id_number', '370202900101123', '370202****1123'],
    // Of a short one the shown characters would be most of it.
    ['id_number', '37020219900101', '****'],
    ['mobile', '13812345678', '138****5678'],
    ['mobile', '138 1234 5678', '138****5678'],
    ['mobile', '1381234567', '****'],
    ['bank_account', '6222 0238 0312 3456 789', '****6789'],
    ['bank_account', '12345678901', '****'],
    ['contact', '0532-85911234', '****34'],
    ['contact', '110', '****'],
    ['mobile', '', '****'],
  ] as const)('of %s %s is %s', (form, value, shown) => {
    expect(maskPersonal(form, value)).toBe(shown);
  });

  it('is taken for "unchanged" when it comes back, a number typed in is not', () => {
    expect(['1', '12345', '13812345678'].map((value) => maskPersonal('mobile', value)).every(isMasked)).toBe(true);
    expect(['13812345678', '', '*', null, 5].some(isMasked)).toBe(false);
  });
});
