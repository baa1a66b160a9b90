// Dates and ranges: exact values for every printed form, and a round trip through several printers.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../sheet.ts';
import { readDate, readDateRange, type DateReading } from './dates.ts';

const shown = (reading: DateReading): string | null => (reading.kind === 'date' ? reading.value : reading.kind === 'empty' ? null : reading.code);

describe('readDate', () => {
  it.each<readonly [Cell, string | null]>([
    ['2024', '2024'],
    ['2024年', '2024'],
    [2024, '2024'],
    ['2024.9', '2024-09'],
    ['2024.10', '2024-10'],
    ['2024年9月', '2024-09'],
    ['2024年09月', '2024-09'],
    ['２０２４年９月', '2024-09'],
    ['2024/03', '2024-03'],
    ['2024-3', '2024-03'],
    ['202409', '2024-09'],
    [202409, '2024-09'],
    ['2024年9月底', '2024-09'],
    ['24年9月', '2024-09'],
    ['2025年底', '2025-12'],
    ['2025年底前', '2025-12'],
    ['2025年初', '2025-01'],
    ['2025年上半年', '2025'],
    ['2024.09.01', '2024-09-01'],
    ['2024年9月1日', '2024-09-01'],
    ['2026年12月31日前', '2026-12-31'],
    ['2026年6月（预计）', '2026-06'],
    ['20240901', '2024-09-01'],
    ['2023-09-08 16:00:14.0', '2023-09-08'],
    [{ date: '2024-09-01T00:00:00' }, '2024-09-01'],
    [45292, '2024-01-01'],
    ['45292', '2024-01-01'],
    [2024.9, '2024-09'],
    [2024.12, '2024-12'],
    [null, null],
    ['——', null],
    ['无', null],
    ['2024年13月', 'date_unreadable'],
    ['2023-02-29', 'date_unreadable'],
    ['36个月', 'date_duration'],
    ['3年', 'date_duration'],
    ['力争早日开工', 'date_unreadable'],
    ['9月', 'date_unreadable'],
    [7, 'date_unreadable'],
  ])('%j is %j', (cell, expected) => {
    expect(shown(readDate(cell))).toBe(expected);
  });

  it('completes a lone month with the year of the table', () => {
    expect(readDate('9月', 2026)).toEqual({ kind: 'date', value: '2026-09' });
  });

  it('does not decide between January and October when a number cell lost the zero', () => {
    expect(readDate(2024.1)).toEqual({ kind: 'date', value: '2024', doubt: 'date_ambiguous' });
  });
});

describe('readDateRange', () => {
  it.each<readonly [Cell, string | null, string | null]>([
    ['2024.03–2026.12', '2024-03', '2026-12'],
    ['2023-2025', '2023', '2025'],
    ['2024-2026年', '2024', '2026'],
    ['2024年-2026年', '2024', '2026'],
    ['2024—2026', '2024', '2026'],
    ['2024～2026', '2024', '2026'],
    ['2024--2026', '2024', '2026'],
    ['2024至2026年', '2024', '2026'],
    ['2024\n-\n2026', '2024', '2026'],
    ['2024年3月至2026年12月', '2024-03', '2026-12'],
    ['自2024年3月到2026年底', '2024-03', '2026-12'],
    ['2024/03-2026/12', '2024-03', '2026-12'],
    ['2024-03-2026-12', '2024-03', '2026-12'],
    ['202403-202612', '2024-03', '2026-12'],
    ['2024.3-12', '2024-03', '2024-12'],
    ['2024年3-12月', '2024-03', '2024-12'],
    ['2024年3月-25年6月', '2024-03', '2025-06'],
    ['2024-26', '2024', '2026'],
    ['2024.05.01-2026.06.30', '2024-05-01', '2026-06-30'],
    ['2024', '2024', '2024'],
    [2024, '2024', '2024'],
    ['2024年9月', '2024-09', null],
    ['2025年底', null, '2025-12'],
    ['2024年起', '2024', null],
    ['2024-', '2024', null],
    ['36个月', 'date_duration', 'date_duration'],
    ['——', null, null],
    ['2024-2026年（3年）', '2024', '2026'],
    ['24.3-26.12', '2024-03', '2026-12'],
    ['2024.03.—2026.12.', '2024-03', '2026-12'],
  ])('%j is %j to %j', (cell, start, finish) => {
    const range = readDateRange(cell);
    expect([shown(range.start), shown(range.finish)]).toEqual([start, finish]);
  });

  it('says when the finish lies before the start', () => {
    expect(readDateRange('2026-2024').start).toEqual({ kind: 'date', value: '2026', doubt: 'date_reversed' });
  });
});

describe('round trip', () => {
  const pad = (n: number): string => String(n).padStart(2, '0');
  const year = fc.integer({ min: 1990, max: 2060 });
  const month = fc.integer({ min: 1, max: 12 });
  const day = fc.integer({ min: 1, max: 28 });

  it('reads every day and month it can print', () => {
    const days = [
      (y: number, m: number, d: number): string => `${y}年${m}月${d}日`,
      (y: number, m: number, d: number): string => `${y}-${pad(m)}-${pad(d)}`,
      (y: number, m: number, d: number): string => `${y}.${m}.${d}`,
      (y: number, m: number, d: number): string => `${y}/${m}/${d}`,
      (y: number, m: number, d: number): string => `${y}${pad(m)}${pad(d)}`,
    ];
    fc.assert(
      fc.property(year, month, day, (y, m, d) => {
        for (const print of days) expect(shown(readDate(print(y, m, d)))).toBe(`${y}-${pad(m)}-${pad(d)}`);
        const serial = Math.round(Date.UTC(y, m - 1, d) / 86_400_000) + 25_569;
        expect(shown(readDate(serial))).toBe(`${y}-${pad(m)}-${pad(d)}`);
      }),
    );
  });

  it('reads every range it can print', () => {
    const separators = fc.constantFrom('-', '—', '–', '~', '～', '至', '到', '－', '——', ' - ');
    const forms = fc.constantFrom(
      (y: number): [string, string] => [`${y}`, `${y}`],
      (y: number): [string, string] => [`${y}年`, `${y}`],
      (y: number, m: number): [string, string] => [`${y}年${m}月`, `${y}-${pad(m)}`],
      (y: number, m: number): [string, string] => [`${y}.${pad(m)}`, `${y}-${pad(m)}`],
      (y: number, m: number): [string, string] => [`${y}/${m}`, `${y}-${pad(m)}`],
    );
    fc.assert(
      fc.property(year, fc.integer({ min: 1, max: 9 }), month, separators, forms, (y, span, m, separator, form) => {
        const [from, start] = form(y, m);
        const [to, finish] = form(y + span, m);
        const range = readDateRange(`${from}${separator}${to}`);
        expect([shown(range.start), shown(range.finish)]).toEqual([start, finish]);
      }),
    );
  });
});
