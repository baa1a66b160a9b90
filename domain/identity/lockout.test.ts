// Waits after wrong passwords, whatever the clock does.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attempted, lockMs, lockedSentence, noAttempts, succeeded, verdict, type Attempts } from './lockout.ts';

const start = Date.parse('2026-03-05T08:00:00.000Z');
const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();

/** So many wrong passwords in a row, one a second, from minute 0. */
function failed(count: number): Attempts {
  let attempts = noAttempts;
  for (let index = 0; index < count; index += 1) attempts = attempted(attempts, at(index / 60));
  return attempts;
}

describe('the wait', () => {
  it.each([
    [4, 0],
    [5, 15],
    [6, 30],
    [7, 60],
    [8, 120],
    [11, 960],
    [12, 1440],
    [19, 1440],
  ])('after %i failures is %i minutes', (failures, minutes) => expect(lockMs(failures) / 60_000).toBe(minutes));

  it('lets the sixth attempt in after a quarter of an hour, and no sooner', () => {
    const attempts = failed(5);
    expect(verdict(attempts, at(0.07))).toEqual({ kind: 'locked', minutes: 15 });
    expect(verdict(attempts, at(1.2))).toEqual({ kind: 'locked', minutes: 14 });
    expect(verdict(attempts, at(15.06))).toEqual({ kind: 'locked', minutes: 1 });
    expect(verdict(attempts, at(15.07))).toEqual({ kind: 'open' });
  });

  it('ends for good after twenty failures', () => {
    expect(verdict(failed(19), at(10_000))).toEqual({ kind: 'open' });
    expect(verdict(failed(20), at(1_000_000))).toEqual({ kind: 'frozen' });
  });

  it('is forgotten with the right password', () => {
    expect(verdict(succeeded(at(1)), at(1))).toEqual({ kind: 'open' });
    expect(attempted(succeeded(at(1)), at(2)).failures).toBe(1);
  });

  it('does not get shorter when the clock is set back', () => {
    expect(verdict(failed(5), at(-100_000))).toEqual({ kind: 'locked', minutes: 15 });
    expect(attempted(failed(5), at(-100_000)).at).toBe(failed(5).at);
  });

  it('is told in minutes', () => {
    expect(lockedSentence({ kind: 'locked', minutes: 14 })).toBe('账号已锁定，请 14 分钟后重试或联系安全管理员');
  });

  it('allows twenty attempts at most, whatever the clock does between them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10_000, max: 10_000 }), { maxLength: 200 }), (jumps) => {
        let attempts = noAttempts;
        let now = 0;
        let allowed = 0;
        for (const jump of jumps) {
          now += jump;
          if (verdict(attempts, at(now)).kind !== 'open') continue;
          attempts = attempted(attempts, at(now));
          allowed += 1;
        }
        expect(allowed).toBeLessThanOrEqual(20);
      }),
    );
  });
});
