// The structure of identity numbers: the example of the standard, dates, sex, check character, and silence in messages.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPersonNumber, personCheckCharacter } from '#domain/codes/person-number.ts';

const today = '2026-01-15';
const codesOf = (raw: string): readonly string[] => checkPersonNumber(raw, { today }).findings.map(({ code }) => code);
const complete = (body: string): string => body + personCheckCharacter(body);

describe('checkPersonNumber', () => {
  it('reads the examples of GB 11643', () => {
    expect(checkPersonNumber('11010519491231002X', { today })).toEqual({
      raw: '11010519491231002X',
      normalised: '11010519491231002X',
      bornOn: '1949-12-31',
      sex: '2',
      findings: [],
    });
    expect(checkPersonNumber('440524188001010014', { today })).toMatchObject({ bornOn: '1880-01-01', sex: '1', findings: [] });
  });

  it('normalises a lower-case or full-width x and blanks', () => {
    expect(checkPersonNumber('110105 19491231 002ｘ', { today })).toMatchObject({ normalised: '11010519491231002X', findings: [] });
  });

  it.each([
    ['fifteen digits', '110105491231002', 'person_number_fifteen_digits'],
    ['a letter', '1101051949123100AX', 'person_number_shape'],
    ['seventeen digits', '11010519491231002', 'person_number_shape'],
    ['another check character', '110105194912310021', 'person_number_check_digit'],
    ['no such province', complete('17010519491231002'), 'person_number_region'],
    ['29 February of a common year', complete('37020219010229001'), 'person_number_birth_date'],
    ['29 February of 1900', complete('37020219000229001'), 'person_number_birth_date'],
    ['month 13', complete('37020219801301001'), 'person_number_birth_date'],
    ['day 31 of April', complete('37020219800431001'), 'person_number_birth_date'],
    ['born tomorrow', complete('37020220260116001'), 'person_number_birth_date'],
  ])('refuses %s', (_, raw, code) => {
    expect(codesOf(raw)).toEqual([code]);
  });

  it.each([
    ['29 February of a leap year', complete('37020220000229001')],
    ['born today', complete('37020220260115001')],
    ['a residence permit of Hong Kong', complete('81000019800101001')],
    ['a foreign permanent resident', complete('91100019800101001')],
  ])('accepts %s', (_, raw) => {
    expect(codesOf(raw)).toEqual([]);
  });

  it('notices every change of one character and never repeats the number', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(digits, fc.nat(17), fc.constantFrom(...'0123456789X'), (serial, at, other) => {
        const number = complete(`37020219800101${serial}`);
        fc.pre(number.charAt(at) !== other);
        const wrong = number.slice(0, at) + other + number.slice(at + 1);
        const { findings } = checkPersonNumber(wrong, { today });
        expect(findings.length).toBeGreaterThan(0);
        expect(findings.every((finding) => !finding.message.includes(wrong))).toBe(true);
      }),
    );
  });
});
