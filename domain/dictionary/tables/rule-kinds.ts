// The shapes cross-field rules have: one amount within another, one date after another, parts that add up to a whole.

import type { Field, RecordRule, RecordValues } from '../field.ts';

type Severity = RecordRule['severity'];

/** Rounding to 万元 in the parts may move a sum by this much (domain.md §1.1: ±1 万元). */
const roundingTolerance = 10_000;

/** Later of two partial dates on the precision both have: 2024 is not after 2024-03. */
function isAfter(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length) > b.slice(0, length);
}

export interface RuleKinds {
  /** `small` ≤ `large` × `factor`; silent while either is unknown. */
  within: (small: string, large: string, source: string, more?: { severity?: Severity; percent?: number; remedy?: string }) => RecordRule;
  /** `earlier` is not after `later`. A warning unless said otherwise: old records are dirty. */
  inOrder: (earlier: string, later: string, source: string, severity?: Severity) => RecordRule;
  /** Σ `parts` = `whole` within `tolerance`; silent until all parts are known. */
  sumsTo: (code: string, parts: readonly string[], whole: string, source: string, more?: { severity?: Severity; tolerance?: number }) => RecordRule;
  /** Σ known `parts` ≤ `whole`. */
  sumWithin: (code: string, parts: readonly string[], whole: string, source: string, severity?: Severity) => RecordRule;
  positive: (field: string, source: string) => RecordRule;
  notFuture: (field: string, source: string) => RecordRule;
  minLength: (field: string, length: number, source: string) => RecordRule;
}

const number = (record: RecordValues, id: string): number | undefined => {
  const value = record[id];
  return typeof value === 'number' ? value : undefined;
};
const string = (record: RecordValues, id: string): string | undefined => {
  const value = record[id];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const numbers = (record: RecordValues, ids: readonly string[]): number[] => ids.map((id) => record[id]).filter((value) => typeof value === 'number');
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Rule constructors over these fields; messages use their labels. A rule about an undeclared field throws when the program starts. */
export function rulesOver(fields: readonly Field[]): RuleKinds {
  const labels = new Map(fields.map((field) => [field.id, field.label]));
  const label = (id: string): string => {
    const found = labels.get(id);
    if (found === undefined) throw new Error(`a rule names the undeclared field ${id}`);
    return found;
  };

  return {
    within: (small, large, source, { severity = 'error', percent = 100, remedy = '请核对。' } = {}) => ({
      code: `${small}_within_${large}`,
      severity,
      fields: [small, large],
      message: `${label(small)}大于${label(large)}${percent === 100 ? '' : `的 ${percent} %`}，${remedy}`,
      source,
      holds: (record) => {
        const part = number(record, small);
        const whole = number(record, large);
        return part === undefined || whole === undefined || part * 100 <= whole * percent;
      },
    }),

    inOrder: (earlier, later, source, severity = 'warning') => ({
      code: `${earlier}_before_${later}`,
      severity,
      fields: [later, earlier],
      message: `${label(later)}早于${label(earlier)}，请核对。`,
      source,
      holds: (record) => {
        const first = string(record, earlier);
        const second = string(record, later);
        return first === undefined || second === undefined || !isAfter(first, second);
      },
    }),

    sumsTo: (code, parts, whole, source, { severity = 'warning', tolerance = roundingTolerance } = {}) => ({
      code,
      severity,
      fields: [whole, ...parts],
      message: `${parts.map(label).join('、')}之和不等于${label(whole)}，请核对。`,
      source,
      holds: (record) => {
        const known = numbers(record, parts);
        const total = number(record, whole);
        return total === undefined || known.length < parts.length || Math.abs(sum(known) - total) <= tolerance;
      },
    }),

    sumWithin: (code, parts, whole, source, severity = 'error') => ({
      code,
      severity,
      fields: [whole, ...parts],
      message: `${parts.map(label).join('、')}之和大于${label(whole)}，请核对。`,
      source,
      holds: (record) => {
        const total = number(record, whole);
        return total === undefined || sum(numbers(record, parts)) <= total;
      },
    }),

    positive: (field, source) => ({
      code: `${field}_positive`,
      severity: 'error',
      fields: [field],
      message: `${label(field)}应大于 0；未定时请留空。`,
      source,
      holds: (record) => (number(record, field) ?? 1) > 0,
    }),

    notFuture: (field, source) => ({
      code: `${field}_not_future`,
      severity: 'error',
      fields: [field],
      message: `${label(field)}晚于今天，请核对。`,
      source,
      holds: (record, { today }) => {
        const value = string(record, field);
        return value === undefined || !isAfter(value, today);
      },
    }),

    minLength: (field, length, source) => ({
      code: `${field}_length`,
      severity: 'warning',
      fields: [field],
      message: `${label(field)}不足 ${length} 字，请补充。`,
      source,
      holds: (record) => [...(string(record, field) ?? '').trim()].length >= length || string(record, field) === undefined,
    }),
  };
}
