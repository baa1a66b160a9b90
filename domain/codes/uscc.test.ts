// Real codes pass, the one real code with a wrong check character is a warning, every single slip is noticed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOrganisationCode, organisationCheckCharacter } from '#domain/codes/organisation-code.ts';
import { checkUscc, usccAlphabet, usccCheckCharacter } from '#domain/codes/uscc.ts';

const codesOf = (raw: string): readonly string[] => checkUscc(raw).findings.map((finding) => finding.code);

describe('checkUscc', () => {
  it.each([
    ['91370200163562681G', '163562681'],
    ['91350200MA2YJ1XR9G', 'MA2YJ1XR9'],
    ['913502000728319549', '072831954'],
    ['123502001549897397', '154989739'],
    ['91440101MA5CJQ4N59', 'MA5CJQ4N5'],
    ['9135021359498494XQ', '59498494X'],
  ])('passes the registered %s', (code, organisationCode) => {
    expect(checkUscc(code)).toEqual({ raw: code, normalised: code, organisationCode, findings: [] });
    expect(isOrganisationCode(organisationCode)).toBe(true);
  });

  it('warns about the registered code whose check character is wrong, naming the expected one', () => {
    const check = checkUscc('91350203M0001QAY9B');
    expect(check.organisationCode).toBe('M0001QAY9');
    expect(check.findings.find((finding) => finding.code === 'uscc_check_digit')).toEqual({
      code: 'uscc_check_digit',
      severity: 'warning',
      message: '统一社会信用代码的校验码应为“9”，录入的是“B”，代码未作改动；请对照证照核对，确认证照如此的，填写放行理由后保存。',
    });
    expect(check.findings.every((finding) => finding.severity === 'warning')).toBe(true);
  });

  it('normalises width, blanks and case and keeps the raw text', () => {
    const raw = ' ９１３５０２００ma2yj1xr９g\u200b';
    expect(checkUscc(raw)).toMatchObject({ raw, normalised: '91350200MA2YJ1XR9G', findings: [] });
  });

  it.each([
    ['too short', '9137020016356268', '录入的是16位'],
    ['a letter outside the alphabet', '9137020O163562681G', '第8位“O”'],
    ['a letter in the region', '91A70200163562681G', '第3至8位'],
    ['nothing', '', '录入的是0位'],
  ])('refuses %s', (_, raw, part) => {
    const { organisationCode, findings } = checkUscc(raw);
    expect(organisationCode).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'uscc_shape', severity: 'error' }]);
    expect(findings[0]?.message).toContain(part);
  });

  it('reports a broken organisation code on its own', () => {
    const body = '91370200163562682'; // check character of 16356268 is 1
    expect(codesOf(body + usccCheckCharacter(body))).toEqual(['uscc_organisation_code']);
  });
});

const character = fc.constantFrom(...usccAlphabet);
const validUscc = fc
  .tuple(
    fc.string({ unit: character, minLength: 2, maxLength: 2 }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 6 }),
    fc.string({ unit: character, minLength: 8, maxLength: 8 }),
  )
  .map(([head, region, body]) => head + region + body + (organisationCheckCharacter(body) ?? ''))
  .map((first17) => first17 + usccCheckCharacter(first17));

describe('properties of the check character', () => {
  it('every generated valid code passes', () => {
    fc.assert(
      fc.property(validUscc, (code) => codesOf(code).length === 0),
      { numRuns: 1000 },
    );
  });

  // 31 is prime and no weight is a multiple of it, so weight × difference is never 0 mod 31: a guarantee, tried exhaustively.
  it('every change of one character fails the check character or the shape', () => {
    fc.assert(
      fc.property(validUscc, (code) => {
        for (let position = 0; position < 18; position += 1) {
          for (const other of `${usccAlphabet}IOSVZ-`) {
            if (other === code.charAt(position)) continue;
            const found = codesOf(code.slice(0, position) + other + code.slice(position + 1));
            expect(found.includes('uscc_check_digit') || found.includes('uscc_shape')).toBe(true);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('every swap of two unequal neighbours fails the check character or the shape', () => {
    fc.assert(
      fc.property(validUscc, fc.integer({ min: 0, max: 16 }), (code, at) => {
        fc.pre(code.charAt(at) !== code.charAt(at + 1));
        const found = codesOf(code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2));
        return found.includes('uscc_check_digit') || found.includes('uscc_shape');
      }),
    );
  });
});

describe('organisationCheckCharacter', () => {
  it.each([
    ['16356268', '1'],
    ['59498494', 'X'],
    ['D2143569', 'X'],
    ['00000000', '0'],
    ['0000000', undefined],
    ['1635626a', undefined],
  ])('%s → %s', (body, expected) => {
    expect(organisationCheckCharacter(body)).toBe(expected);
  });
});
