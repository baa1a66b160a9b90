// Money as Chinese tables print it → integer 元, by decimal arithmetic on digits, never by float multiplication.

import type { Cell } from '../sheet.ts';
import { isEmptyMark, LONGEST_PHRASE, numberText, quoted } from './cell-text.ts';

export type MoneyUnit = 'yuan' | 'wan' | 'yi';

/** Decimal places between the unit and 元. */
export const unitPower: Readonly<Record<MoneyUnit, number>> = { yuan: 0, wan: 4, yi: 8 };

export const unitLabel: Readonly<Record<MoneyUnit, string>> = { yuan: '元', wan: '万元', yi: '亿元' };

export type AmountProblem =
  | 'amount_range'
  | 'amount_approximate'
  | 'amount_foreign'
  | 'amount_several'
  | 'amount_not_money'
  | 'amount_unreadable'
  | 'amount_too_large'
  | 'unit_unknown';

export type AmountReading =
  | { readonly kind: 'amount'; readonly yuan: number; readonly ownUnit: boolean }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable'; readonly code: AmountProblem };

const EMPTY: AmountReading = { kind: 'empty' };
const unreadable = (code: AmountProblem): AmountReading => ({ kind: 'unreadable', code });

const WORD_POWER: Readonly<Record<string, number>> = { 元: 0, 千元: 3, 万: 4, 万元: 4, 十万元: 5, 百万: 6, 百万元: 6, 千万: 7, 千万元: 7, 亿: 8, 亿元: 8 };
const DIGITS = String.raw`(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:\s\d{3})+|\d+)(?:\.\d+)?|\.\d+`;
const ONE = new RegExp(String.raw`^([+-]?)(${DIGITS})\s*(亿元?|[百千]万元?|十万元|万元?|千元|元)?整?$`);
const COMPOUND = /^(\d+(?:\.\d+)?)亿元?零?(\d+(?:\.\d+)?)万元?$/;
const CURRENCY = /^(?:人民币|rmb|cny|¥)\s*/i;
/** A closing remark without figures, such as （估算） or （含税）. */
const REMARK = /\((?![^)]*\d)(?![^)]*(?:约|左右|以上|美元|欧元|港元|日元))[^)]*\)$/;

/**
 * Digits such as `50453.37` times 10^power, rounded half up to whole 元.
 * Undefined when the result is beyond exact integers (9 × 10^15 元).
 */
export function yuanFromDigits(digits: string, power: number): number | undefined {
  const negative = digits.startsWith('-');
  const [whole = '', fraction = ''] = digits.replace(/^[+-]/, '').split('.');
  const shifted = `${fraction}${'0'.repeat(power)}`;
  const integer = BigInt(`${whole}${shifted.slice(0, power)}` || '0');
  const rest = fraction.slice(power);
  const rounded = integer + (rest !== '' && rest.charCodeAt(0) >= 53 ? 1n : 0n);
  if (rounded > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return negative ? -Number(rounded) : Number(rounded);
}

/** Reads a money cell. `unit` is the column's unit for bare numbers; a unit printed in the cell wins over it. */
export function readAmount(cell: Cell | undefined, unit: MoneyUnit | null): AmountReading {
  if (cell === null || cell === undefined) return EMPTY;
  if (typeof cell === 'number') return unit === null ? unreadable('unit_unknown') : fromNumber(cell, unitPower[unit]);
  if (typeof cell !== 'string') return unreadable('amount_unreadable');
  return readAmountText(cell, unit);
}

function fromNumber(value: number, power: number): AmountReading {
  if (!Number.isFinite(value)) return unreadable('amount_unreadable');
  const whole = value * 10 ** power;
  if (Number.isInteger(value)) return Number.isSafeInteger(whole) ? { kind: 'amount', yuan: whole, ownUnit: false } : unreadable('amount_too_large');
  const text = numberText(value);
  return fromDigits(text.includes('e') ? value.toFixed(12) : text, power, false);
}

function fromDigits(digits: string, power: number, ownUnit: boolean): AmountReading {
  const yuan = yuanFromDigits(digits, power);
  return yuan === undefined ? unreadable('amount_too_large') : { kind: 'amount', yuan, ownUnit };
}

function readAmountText(raw: string, unit: MoneyUnit | null): AmountReading {
  if (raw.trim().length > LONGEST_PHRASE) return unreadable('amount_unreadable');
  const text = raw.normalize('NFKC').trim();
  if (text === '' || isEmptyMark(text)) return EMPTY;
  const plain = text.replace(CURRENCY, '').replace(REMARK, '').trim();
  const one = ONE.exec(plain);
  if (one) {
    const [, sign = '', digits = '', word] = one;
    const bare = sign + digits.replace(/[,\s]/g, '');
    if (word !== undefined) return fromDigits(bare, WORD_POWER[word] ?? 0, true);
    return unit === null ? unreadable('unit_unknown') : fromDigits(bare, unitPower[unit], false);
  }
  const compound = COMPOUND.exec(plain.replace(/\s/g, ''));
  if (compound) {
    const yi = yuanFromDigits(compound[1] ?? '', 8);
    const wan = yuanFromDigits(compound[2] ?? '', 4);
    if (yi !== undefined && wan !== undefined && wan < 100_000_000) return { kind: 'amount', yuan: yi + wan, ownUnit: true };
  }
  return unreadable(diagnose(plain));
}

/** Why a text is not one exact amount; the order goes from the most to the least telling sign. */
function diagnose(text: string): AmountProblem {
  const tight = text.replace(/\s/g, '');
  if (/美元|欧元|港元|港币|日元|英镑|澳元|韩元|卢布|usd|eur|hkd|\$|€|£/i.test(tight)) return 'amount_foreign';
  if (/\d(?:亿元?|[百千]?万元?|元)?[-–—―~～至到]\d/.test(tight)) return 'amount_range';
  if (/[约近超逾余≥≤><~≈]|左右|以上|以下|不低于|不少于|不超过|大概|预计|暂估|多[万亿元]|[万亿元]多|\d多|上下/.test(tight)) return 'amount_approximate';
  if ((tight.match(/\d+(?:[.,]\d+)*/g) ?? []).length > 1) return /^\d{1,3}(?:,\d+)+/.test(tight) ? 'amount_unreadable' : 'amount_several';
  if (/^\d[\d.,]*[百千万亿]*[^\d\s.,百千万亿元]/.test(tight)) return 'amount_not_money';
  return 'amount_unreadable';
}

const AMOUNT_MESSAGES: Readonly<Record<AmountProblem, string>> = {
  amount_range: '是一个区间，不是一个数；该金额留空，请填写确定的金额',
  amount_approximate: '是约数；该金额留空，请填写确定的金额',
  amount_foreign: '是外币；该金额留空，请折成人民币后填写',
  amount_several: '里有不止一个数；该金额留空，请只写一个金额',
  amount_not_money: '像是数量而不是金额；该金额留空，请核对这一列',
  amount_unreadable: '不能读成金额；该金额留空，请改成数字',
  amount_too_large: '超出了系统能准确表示的金额；该金额留空，请核对单位',
  unit_unknown: '没有注明金额单位；该金额留空，请指定单位（元、万元或亿元）',
};

/** The Chinese sentence for a money cell that could not be read. */
export const amountMessage = (printed: string, code: AmountProblem): string => `${quoted(printed)}${AMOUNT_MESSAGES[code]}。`;
