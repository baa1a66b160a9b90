// Seven by day, four by week, those made by hand stay; a damaged one takes no good one's place.

import { describe, expect, it } from 'vitest';
import { isDue, kindDue, nextAt, superfluous, type Dated } from './rotation.ts';

/** Local time. */
const at = (day: string, time = '02:00'): Date => new Date(`${day}T${time}:00`);
const made = (day: string, kind: Dated['kind'] = 'daily', isGood = true): Dated => ({ name: `${day}-${kind}`, kind, at: at(day).toISOString(), isGood });

describe('a backup is due', () => {
  it('once a night, and nights begin at two', () => {
    expect(isDue([], at('2026-03-03', '09:00'))).toBe(true);
    expect(isDue([made('2026-03-03')], at('2026-03-03', '09:00'))).toBe(false);
    expect(isDue([made('2026-03-03')], at('2026-03-04', '01:59'))).toBe(false);
    expect(isDue([made('2026-03-03')], at('2026-03-04', '02:00'))).toBe(true);
    expect(isDue([made('2026-03-03', 'manual')], at('2026-03-03', '09:00'))).toBe(false);
    expect(isDue([made('2026-03-03', 'daily', false)], at('2026-03-03', '09:00'))).toBe(true);
  });

  it('for weeks once a week, which begins on Monday', () => {
    expect(kindDue([], at('2026-03-04'))).toBe('weekly');
    expect(kindDue([made('2026-03-02', 'weekly')], at('2026-03-08'))).toBe('daily');
    expect(kindDue([made('2026-03-02', 'weekly')], at('2026-03-09'))).toBe('weekly');
    expect(kindDue([made('2026-03-02', 'weekly', false)], at('2026-03-03'))).toBe('weekly');
  });

  it('next at two, or now when it was missed', () => {
    expect(nextAt([], at('2026-03-03', '09:00'))).toEqual(at('2026-03-03', '09:00'));
    expect(nextAt([made('2026-03-03')], at('2026-03-03', '09:00'))).toEqual(at('2026-03-04'));
    expect(nextAt([made('2026-03-03')], at('2026-03-04', '01:00'))).toEqual(at('2026-03-04'));
  });
});

describe('old backups', () => {
  it('go beyond seven days and four weeks; those made by hand stay', () => {
    const days = Array.from({ length: 10 }, (_each, index) => made(`2026-03-${String(10 + index)}`));
    const weeks = ['2026-01-26', '2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23', '2026-03-02'].map((day) => made(day, 'weekly'));
    const byHand = made('2025-01-01', 'manual');
    expect(superfluous([...days, ...weeks, byHand]).toSorted()).toEqual([
      '2026-01-26-weekly',
      '2026-02-02-weekly',
      '2026-03-10-daily',
      '2026-03-11-daily',
      '2026-03-12-daily',
    ]);
  });

  it('stay when the newer ones are damaged', () => {
    const days = Array.from({ length: 12 }, (_each, index) => made(`2026-03-${String(10 + index)}`, 'daily', index < 5));
    expect(superfluous(days)).toEqual([]);
  });

  it('that are damaged go when all good ones are newer', () => {
    expect(superfluous([made('2026-03-01', 'daily', false), made('2026-03-02'), made('2026-03-03', 'daily', false)])).toEqual(['2026-03-01-daily']);
  });
});
