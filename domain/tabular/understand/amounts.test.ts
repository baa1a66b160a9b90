// Money reading: exact values for every printed form, and a round trip through an independent printer.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../sheet.ts';
import { readAmount, unitPower, yuanFromDigits, type AmountProblem, type MoneyUnit } from './amounts.ts';

const yuan = (cell: Cell, unit: MoneyUnit | null = 'wan'): number | undefined => {
  const reading = readAmount(cell, unit);
  return reading.kind === 'amount' ? reading.yuan : undefined;
};
const reason = (cell: Cell, unit: MoneyUnit | null = 'wan'): AmountProblem | 'amount' | 'empty' => {
  const reading = readAmount(cell, unit);
  return reading.kind === 'unreadable' ? reading.code : reading.kind;
};

describe('readAmount', () => {
  it.each<readonly [Cell, MoneyUnit | null, number]>([
    ['3.20亿元', null, 320_000_000],
    ['8500万元', null, 85_000_000],
    ['50315.37万元', null, 503_153_700],
    ['1.2亿', 'wan', 120_000_000],
    ['12万', 'yi', 120_000],
    ['3亿5000万元', null, 350_000_000],
    ['1亿零500万', null, 105_000_000],
    ['2千万元', null, 20_000_000],
    ['3百万', null, 3_000_000],
    ['5000元', 'wan', 5_000],
    ['人民币 100 万元整', null, 1_000_000],
    ['￥1,234.50', 'yuan', 1_235],
    ['1,234,567.89', 'wan', 12_345_678_900],
    ['7\t751', 'wan', 77_510_000],
    ['12 345', 'wan', 123_450_000],
    ['１２３．４', 'wan', 1_234_000],
    ['３，２００', 'wan', 32_000_000],
    ['.5', 'yi', 50_000_000],
    ['-30', 'wan', -300_000],
    ['500（估算）', 'wan', 5_000_000],
    [0, 'wan', 0],
    [0.29, 'yi', 29_000_000],
    [30.06, 'yi', 3_006_000_000],
    [0.1 + 0.2, 'yi', 30_000_000],
    [4.35, 'wan', 43_500],
    [1.005, 'yuan', 1],
    [50315.37, 'wan', 503_153_700],
    [0.000_000_01, 'yi', 1],
  ])('%j in %s is %d 元', (cell, unit, expected) => {
    expect(yuan(cell, unit)).toBe(expected);
  });

  it.each<Cell>([null, '', '  ', '-', '—', '——', '--', '/', '\\', '无', '暂无', '待定', 'N/A', '…', '－'])('%j is empty, not 0', (cell) => {
    expect(readAmount(cell, 'wan')).toEqual({ kind: 'empty' });
  });

  it.each<readonly [Cell, AmountProblem]>([
    ['约3亿', 'amount_approximate'],
    ['3亿左右', 'amount_approximate'],
    ['超5000万元', 'amount_approximate'],
    ['5000多万', 'amount_approximate'],
    ['100余万元', 'amount_approximate'],
    ['≥500', 'amount_approximate'],
    ['1.2-1.5亿', 'amount_range'],
    ['100～200万元', 'amount_range'],
    ['5至8亿元', 'amount_range'],
    ['2000万件', 'amount_not_money'],
    ['5万亩', 'amount_not_money'],
    ['10万千瓦', 'amount_not_money'],
    ['128万平方米', 'amount_not_money'],
    ['500万美元', 'amount_foreign'],
    ['总投资5亿元，其中中央1亿元', 'amount_several'],
    ['12,34', 'amount_unreadable'],
    ['三亿元', 'amount_unreadable'],
    ['见批复', 'amount_unreadable'],
    [true, 'amount_unreadable'],
    [{ date: '2024-01-01' }, 'amount_unreadable'],
    [1e12, 'amount_too_large'],
  ])('%j is refused as %s', (cell, expected) => {
    expect(reason(cell)).toBe(expected);
  });

  it('does not read a bare number without a unit', () => {
    expect([reason(5, null), reason('5', null), reason('5亿', null)]).toEqual(['unit_unknown', 'unit_unknown', 'amount']);
  });
});

/** Independent of the reader: places the decimal point by string only. */
function print(value: bigint, power: number): string {
  const digits = value.toString().padStart(power + 1, '0');
  const whole = digits.slice(0, digits.length - power);
  const fraction = power === 0 ? '' : digits.slice(-power).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

const fullWidth = (text: string): string => text.replace(/[0-9.,]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const grouped = (text: string): string => {
  const [whole = '', fraction] = text.split('.');
  const withCommas = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`;
};

describe('round trip', () => {
  const amounts = fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) });
  const units = fc.constantFrom<MoneyUnit>('yuan', 'wan', 'yi');
  const words: Readonly<Record<MoneyUnit, readonly string[]>> = { yuan: ['元'], wan: ['万元', '万'], yi: ['亿元', '亿'] };

  it('prints 元 in any unit, width and grouping and reads the same 元', () => {
    fc.assert(
      fc.property(amounts, units, fc.boolean(), fc.boolean(), fc.nat(1), (value, unit, wide, commas, word) => {
        const plain = print(value, unitPower[unit]);
        const dressed = (text: string): string => (wide ? fullWidth(text) : text);
        const digits = dressed(commas ? grouped(plain) : plain);
        expect(yuan(digits, unit)).toBe(Number(value));
        expect(yuan(`${digits}${words[unit][word % words[unit].length] ?? ''}`, null)).toBe(Number(value));
      }),
    );
  });

  it('reads the number Excel stores as exactly as its fifteen digits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999_999n }), units, (value, unit) => {
        expect(yuan(Number(print(value, unitPower[unit])), unit)).toBe(Number(value));
      }),
    );
  });

  it('rounds half a 元 up and keeps the sign', () => {
    expect([yuanFromDigits('0.5', 0), yuanFromDigits('0.49', 0), yuanFromDigits('-1.5', 0), yuanFromDigits('1.00005', 4)]).toEqual([1, 0, -2, 10_001]);
  });
});
