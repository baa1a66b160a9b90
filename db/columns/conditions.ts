// A list condition against a column: which distinct values (text) or which numbers pass.

import type { Condition } from '#domain/contract/query.ts';
import type { Field } from '#domain/dictionary/field.ts';
import { isListField } from '../records/encode.ts';
import { nothing, type Column } from './column.ts';
import { membersOf } from './members.ts';

/** Keeps the ordinals whose value satisfies the condition. `selection` is compacted in place; returns the new length. */
export function applyCondition(column: Column, field: Field, condition: Condition, selection: Int32Array, length: number): number {
  let kept = 0;
  if (column.kind === 'number') {
    const passes = numberTest(condition);
    const { numbers } = column;
    for (let index = 0; index < length; index += 1) {
      const ordinal = selection[index] ?? 0;
      if (passes(numbers[ordinal] ?? Number.NaN)) selection[kept++] = ordinal;
    }
    return kept;
  }
  // Judged once per distinct value, then looked up per row.
  const passing = new Uint8Array(column.values.length + 1);
  if (condition.op === 'contains' && !isListField(field) && !condition.value.includes('\0')) {
    passing.set(column.codesContaining(condition.value.toLowerCase()), 1);
  } else {
    const test = textTest(field, condition);
    for (const [code, value] of column.values.entries()) passing[code + 1] = test(value) ? 1 : 0;
    passing[0] = test(null) ? 1 : 0;
  }
  const { codes } = column;
  for (let index = 0; index < length; index += 1) {
    const ordinal = selection[index] ?? 0;
    if (passing[(codes[ordinal] ?? nothing) + 1] === 1) selection[kept++] = ordinal;
  }
  return kept;
}

function numberTest(condition: Condition): (value: number) => boolean {
  switch (condition.op) {
    case 'eq': {
      const wanted = numberIn(condition.value);
      return (value) => value === wanted;
    }
    case 'ne': {
      const wanted = numberIn(condition.value);
      return (value) => value !== wanted;
    }
    case 'in': {
      const wanted = numbersIn(condition.value);
      return (value) => wanted.has(value);
    }
    case 'not_in': {
      const wanted = numbersIn(condition.value);
      return (value) => !wanted.has(value);
    }
    case 'between': {
      const [from, to] = condition.value;
      const low = from === null ? -Infinity : Number(from);
      const high = to === null ? Infinity : Number(to);
      return (value) => value >= low && value <= high;
    }
    case 'contains':
      return (value) => !Number.isNaN(value) && String(value).includes(condition.value);
    case 'starts':
      return (value) => !Number.isNaN(value) && String(value).startsWith(condition.value);
    case 'empty':
      return (value) => Number.isNaN(value);
    case 'not_empty':
      return (value) => !Number.isNaN(value);
  }
}

/** An empty text is no number; JavaScript would say 0. */
const numberIn = (value: unknown): number => (typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value));

/** What is no number is left out: it would be taken for the mark of an empty value. */
const numbersIn = (values: readonly unknown[]): ReadonlySet<number> => new Set(values.map(numberIn).filter((value) => !Number.isNaN(value)));

function textTest(field: Field, condition: Condition): (value: string | null) => boolean {
  const any = isListField(field) ? anyMember : only;
  switch (condition.op) {
    case 'eq': {
      const wanted = String(condition.value);
      return any((text) => text === wanted);
    }
    case 'ne': {
      const wanted = String(condition.value);
      return not(any((text) => text === wanted));
    }
    case 'in': {
      const wanted = new Set(condition.value.map(String));
      return any((text) => wanted.has(text));
    }
    case 'not_in': {
      const wanted = new Set(condition.value.map(String));
      return not(any((text) => wanted.has(text)));
    }
    case 'between': {
      const [from, to] = condition.value.map((end) => (end === null ? null : String(end)));
      // A partial date is inside when it is inside as far as it is known: 2024 lies between 2024-03 and 2025-01.
      return (value) => value !== null && (isOpen(from) || value >= from.slice(0, value.length)) && (isOpen(to) || value.slice(0, to.length) <= to);
    }
    case 'contains': {
      const needle = condition.value.toLowerCase();
      return any((text) => text.toLowerCase().includes(needle));
    }
    case 'starts':
      return any((text) => text.startsWith(condition.value));
    case 'empty':
      return (value) => value === null;
    case 'not_empty':
      return (value) => value !== null;
  }
}

const isOpen = (end: string | null | undefined): end is null | undefined => end === null || end === undefined;

type Test = (text: string) => boolean;

const only =
  (test: Test): ((value: string | null) => boolean) =>
  (value) =>
    value !== null && test(value);

/** Lists match when any member does; of a flat object, any of its values. */
const anyMember =
  (test: Test): ((value: string | null) => boolean) =>
  (value) =>
    value !== null && membersOf(value).some(test);

const not =
  (test: (value: string | null) => boolean): ((value: string | null) => boolean) =>
  (value) =>
    !test(value);
