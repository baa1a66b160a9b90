// Both password profiles: exact sentences at their edges, and properties over any text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passwordDaysLeft, passwordFaults, passwordProfiles, type PasswordJudge } from './password-profile.ts';

const judge: PasswordJudge = { words: ['zhangsan', '张三', '0001', '投资处'], isCommon: (text) => text === 'correct-horse-1a' };
const faults = (password: string): string[] => passwordFaults('mlps3', password, judge);

describe('mlps3', () => {
  it.each(['Hai-an-2026-x', '海岸Gong-2026', 'a1B!a1B!a1', 'Ωμέγα-Delta-7'])('accepts %s', (password) => expect(faults(password)).toEqual([]));

  it.each<[string, RegExp]>([
    ['Ab1-efghi', /至少 10 位，现在是 9 位/],
    ['abcdefghij1', /至少三种/],
    ['海岸工程项目管理平台口令', /至少三种/],
    ['Aa1Aa1Aa1Aa1', /不同的字符太少/],
    ['Correct-Horse-1A', /常用密码表/],
    ['Qingdao@2026', /单位名称、姓名、登录名（“qingdao”）/],
    ['ZhangSan-2026', /“zhangsan”/],
    ['青岛FaGaiWei-2026', /“fagaiwei”|“青岛”/],
  ])('refuses %s', (password, sentence) => expect(faults(password).join('')).toMatch(sentence));

  it('refuses what is longer than 128 characters instead of cutting it', () => {
    const longest = `Aa1-${'长'.repeat(124)}`;
    expect(faults(`${longest}bc`)).toEqual(['密码最多 128 位，现在是 130 位。']);
    expect(faults(`Ab1-${'长短'.repeat(62)}`)).toEqual([]);
  });

  it('counts what a person sees as one character once', () => {
    expect(faults('😀😁😂😃😄😅😆Aa1')).toEqual([]);
    // Composed and decomposed accents are the same password.
    expect(faults('é'.normalize('NFD').repeat(4) + 'Aa1-x')).toEqual(faults('éééé' + 'Aa1-x'));
  });
});

describe('asvs5', () => {
  it('asks for no mixture and no change, but not for less than eight characters', () => {
    expect(passwordFaults('asvs5', 'a quiet harbour', judge)).toEqual([]);
    expect(passwordFaults('asvs5', 'harbour', judge)).toEqual(['密码至少 8 位，现在是 7 位。']);
    expect(passwordFaults('asvs5', 'correct-horse-1a', judge)).toHaveLength(1);
    expect(passwordDaysLeft('asvs5', '2020-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')).toBeNull();
  });
});

describe('any text', () => {
  const anyText = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 160 }), fc.string({ unit: 'binary', maxLength: 160 }));

  it('is judged alike in every normal form and never throws', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('mlps3' as const, 'asvs5' as const), (text, profile) => {
        expect(passwordFaults(profile, text.normalize('NFD'), judge)).toEqual(passwordFaults(profile, text.normalize('NFC'), judge));
      }),
      { numRuns: 5000 },
    );
  });

  it('that is accepted keeps every rule', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        if (faults(text).length > 0) return;
        const shown = text.normalize('NFKC');
        const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(shown)).length;
        expect([...shown].length).toBeGreaterThanOrEqual(passwordProfiles.mlps3.shortest);
        expect([...shown].length).toBeLessThanOrEqual(128);
        expect(kinds).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('the age of a password', () => {
  it.each([
    ['2026-03-05T08:00:00.000Z', 90],
    ['2026-06-02T08:00:00.000Z', 1],
    ['2026-06-03T07:59:00.000Z', 1],
    ['2026-06-03T08:00:00.000Z', 0],
    ['2026-06-04T08:00:00.000Z', -1],
  ])('at %s leaves %i days', (now, left) => expect(passwordDaysLeft('mlps3', '2026-03-05T08:00:00.000Z', now)).toBe(left));
});
