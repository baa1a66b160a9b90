// Codes read over the phone: what people type is understood, and what they mistype is found and named.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../tests/builders/failures.ts';
import { fromReadable, toReadable } from './readable-code.ts';

const bytes = Uint8Array.from({ length: 16 }, (_, index) => index * 17);
const code = toReadable(bytes);
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a readable code', () => {
  it('has groups of five from an alphabet without look-alikes', () => {
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(code).toBe('008J8-4CT4N-ANK72-F24SY-NAXWJ-SQFEF-ZW00S');
  });

  it('gives the bytes back, for every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (each) => {
        expect(fromReadable(toReadable(each), each.length)).toEqual(each);
      }),
    );
  });

  it.each<[string, (text: string) => string]>([
    ['small letters', (text) => text.toLowerCase()],
    ['without dashes', (text) => text.replaceAll('-', '')],
    ['with blanks and line ends', (text) => text.replaceAll('-', ' \n')],
    ['with long dashes', (text) => text.replaceAll('-', '——')],
    ['in full width', (text) => text.replaceAll(/[0-9A-Z]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))],
    ['with O for 0', (text) => text.replaceAll('0', 'O')],
    ['with small l for 1', (text) => text.replaceAll('1', 'l')],
    ['with I for 1', (text) => text.replaceAll('1', 'I')],
  ])('is understood %s', (_how, typed) => {
    expect(fromReadable(typed(code), 16)).toEqual(bytes);
  });

  it('names the group of any single wrong character', () => {
    const places = [...code].flatMap((sign, at) => (sign === '-' ? [] : [at]));
    for (const at of places) {
      for (const wrong of alphabet.replace(code[at] ?? '', '')) {
        const failure = failureOf(() => fromReadable(`${code.slice(0, at)}${wrong}${code.slice(at + 1)}`, 16));
        expect([failure.code, failure.details]).toEqual(['bad_input', { group: Math.floor(at / 6) + 1 }]);
      }
    }
  });

  it('finds two neighbouring characters that were swapped', () => {
    for (let at = 0; at + 1 < code.length; at++) {
      const [a = '', b = ''] = [code[at], code[at + 1]];
      if (a === b || a === '-' || b === '-') continue;
      expect(failureOf(() => fromReadable(`${code.slice(0, at)}${b}${a}${code.slice(at + 2)}`, 16)).details).toEqual({ group: Math.floor(at / 6) + 1 });
    }
  });

  it('finds two groups that were swapped', () => {
    const groups = code.split('-');
    const [first = '', second = '', ...rest] = groups;
    expect(failureOf(() => fromReadable([second, first, ...rest].join('-'), 16)).details).toEqual({ group: 1 });
  });

  it('says how many groups there should be', () => {
    expect(failureOf(() => fromReadable(code.slice(0, -6), 16))).toMatchObject({
      message: '代码应为 7 组、每组 5 个字符，没有进行任何操作。请核对是否缺少或多出一组。',
      details: { groups: 7 },
    });
    expect(failureOf(() => fromReadable(`${code}-00000`, 16)).details).toEqual({ groups: 7 });
    expect(failureOf(() => fromReadable('', 16)).details).toEqual({ groups: 7 });
  });

  it('names the group in Chinese', () => {
    expect(failureOf(() => fromReadable(code.replace('4CT4N', '4CT5N'), 16)).message).toBe(
      '代码第 2 组有误，没有进行任何操作。请核对这一组的 5 个字符后重新输入。',
    );
    expect(failureOf(() => fromReadable(code.replace('4CT4N', '4CT4U'), 16)).details).toEqual({ group: 2 });
    expect(failureOf(() => fromReadable(code.slice(0, -1), 16)).details).toEqual({ group: 7 });
  });
});
