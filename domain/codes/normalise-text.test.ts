// What the two normalisers fold, what they leave alone, and that doing it twice changes nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseCode, normaliseText } from '#domain/codes/normalise-text.ts';

describe('normaliseText', () => {
  it.each([
    ['ideographic and no-break spaces collapse and the ends are trimmed', '\u3000胶州湾\u00a0\u3000 隧道\t二期\n', '胶州湾 隧道 二期'],
    ['zero-width marks, BOM and soft hyphens go', '\ufeff青岛\u200b地铁\u00ad6号线\u2060', '青岛地铁6号线'],
    ['full-width letters and digits become half-width', 'Ｍ８号线（Ａ段）', 'M8号线（A段）'],
    ['Chinese punctuation and unit signs keep their form', '面积：１２㎡，第①期；', '面积：12㎡，第①期；'],
    ['radicals and compatibility ideographs become the character', '\u2f2d东\uf90a', '山东金'],
    ['control characters go', '港\u0007口\u0000', '港口'],
  ])('%s', (_, raw, expected) => {
    expect(normaliseText(raw)).toBe(expected);
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normaliseText(text);
        expect(normaliseText(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('normaliseCode', () => {
  it.each([
    ['full-width', '２１０１－３７０２１１', '2101-370211'],
    ['em dash', '2101—370211', '2101-370211'],
    ['en dash', '2101–370211', '2101-370211'],
    ['minus sign', '2101−370211', '2101-370211'],
    ['figure dash and box-drawing line', '2101‒370211─04', '2101-370211-04'],
    ['blanks inside', ' 2101 - 3702\u300011 ', '2101-370211'],
    ['lower case', '91350200ma2yj1xr9g', '91350200MA2YJ1XR9G'],
    ['zero-width', '2101\u200b-370211\ufeff', '2101-370211'],
  ])('folds %s', (_, raw, expected) => {
    expect(normaliseCode(raw)).toBe(expected);
  });

  it('is idempotent and leaves no white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normaliseCode(text);
        expect(normaliseCode(once)).toBe(once);
        expect(once).not.toMatch(/\s/);
      }),
      { numRuns: 3000 },
    );
  });

  it('stays idempotent where NFKC spells an accent with a blank', () => {
    expect(normaliseCode('a\u00a8')).toBe('\u00c4');
    expect(normaliseCode(normaliseCode('a\u00a8'))).toBe('\u00c4');
  });
});
