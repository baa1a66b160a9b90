// Judges a flat record: types, codes, completeness, named checks, rules over several fields, and marks of state secrets.

import { claimsToBeClassified, findMarking, whatToDo } from '../secrecy/markings.ts';
import { isMasked } from '../secrecy/mask.ts';
import { checkValue } from './field-checks.ts';
import type { Field, FieldType, RecordValues, StoredValue } from './field.ts';
import type { Library } from './libraries/library.ts';
import { refNameId } from './ref-name.ts';
import { fieldSchema } from './zod.ts';

/** One remark about one field. Errors must be put right before saving by hand; warnings may stay. */
export interface RecordFinding {
  /** Dictionary identifier. */
  readonly field: string;
  /**
   * Stable: `title_missing`, `required_missing`, `bad_value`, `unknown_code`, `classified_refused`, a code of
   * domain/codes, or that of a record rule.
   */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface ValidateOptions {
  /** ISO date: nothing here reads a clock. */
  readonly today: string;
  /** `false` judges a draft: what is not filled in yet is not mentioned, but for the title. */
  readonly complete: boolean;
}

/** Master, membership and extension values, and references given by their names. Keys that are no fields are not looked at. */
export type FlatRecord = Readonly<Record<string, unknown>>;

/**
 * Findings of one record, in form order, then those of the rules. A missing field is a warning, because published lists
 * lack most of them; a record without its title is an error. Remarks that only tell something (`info`) are left out.
 */
export function validateRecord(library: Library, values: FlatRecord, options: ValidateOptions): RecordFinding[] {
  const findings: RecordFinding[] = [];
  const sound: Record<string, StoredValue> = {};
  for (const field of library.fields) {
    const value = values[field.id];
    if (isBlank(value)) continue;
    const refused = refuseClassified(library, field, value) ?? refuseType(field, value);
    if (refused !== undefined) findings.push(refused);
    else if (!isEmptyList(value)) sound[field.id] = value as StoredValue;
  }
  const found = new Set(findings.map(({ field }) => field));

  for (const field of library.fields) {
    if (found.has(field.id)) continue;
    const value = sound[field.id];
    if (value === undefined) {
      const missing = missingFinding(library, field, values, sound, options);
      if (missing !== undefined) findings.push(missing);
    } else if (field.check !== undefined && typeof value === 'string' && !isHidden(field, value)) {
      for (const { code, severity, message } of checkValue(field.check, value, sound, options)) {
        if (severity !== 'info') findings.push({ field: field.id, code, severity, message });
      }
    }
  }

  for (const rule of library.rules) {
    if (!rule.holds(sound, options)) findings.push({ field: rule.fields[0], code: rule.code, severity: rule.severity, message: rule.message });
  }
  return findings;
}

/** Not given. An emptied cell of a form is a text without characters. */
const isBlank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Given, but says nothing: counts as not filled in. */
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** Personal data come back from the replica hidden, which says nothing about the value behind. */
const isHidden = (field: Field, value: string): boolean => field.type.kind === 'secret' && isMasked(value);

function missingFinding(library: Library, field: Field, values: FlatRecord, sound: RecordValues, { complete }: ValidateOptions): RecordFinding | undefined {
  if (field.id === library.titleField) {
    return { field: field.id, code: 'title_missing', severity: 'error', message: `${field.label}未填写，无法识别这条记录；请补填。` };
  }
  if (!complete || field.required === undefined || field.derived !== undefined) return undefined;
  if (field.type.kind === 'ref' && !isBlank(values[refNameId(field)])) return undefined;
  if (field.required === true) {
    return { field: field.id, code: 'required_missing', severity: 'warning', message: `${field.label}未填写。` };
  }
  if (!field.required.test(sound)) return undefined;
  return { field: field.id, code: 'required_missing', severity: 'warning', message: `${field.label}未填写（${field.required.text}时必填）。` };
}

function refuseType(field: Field, value: unknown): RecordFinding | undefined {
  if (fieldSchema(field).safeParse(value).success) return undefined;
  const isCode = field.type.kind === 'code' || field.type.kind === 'codes';
  const shown = typeof value === 'string' || typeof value === 'number' ? `“${String(value).slice(0, 40)}”` : '所填内容';
  // Personal data never appear in a message: messages are logged.
  const what = field.type.kind === 'secret' ? '所填内容' : shown;
  return {
    field: field.id,
    code: isCode ? 'unknown_code' : 'bad_value',
    severity: 'error',
    message: `${field.label}${expected(field.type, field.unit)}，${what}不符，请改正。`,
  };
}

function expected(type: FieldType, unit = ''): string {
  switch (type.kind) {
    case 'text':
      return `应为不超过 ${type.max} 字的文字`;
    case 'money':
      return '应为整数元的金额';
    case 'integer':
      return `应为${range(type.min, type.max, unit)}的整数`;
    case 'decimal':
      return `应为${range(type.min, type.max, unit)}、最多 ${type.scale} 位小数的数`;
    case 'percent':
      return '应为最多两位小数的百分数';
    case 'date':
      return type.partial === true ? '应为日期、年月或年份（如 2024-03）' : '应为完整日期（如 2024-03-15）';
    case 'month':
      return '应为年月（如 2024-03）';
    case 'year':
      return '应为 1900–2100 之间的年份';
    case 'datetime':
      return '应为日期或时间（如 2024-03-15T09:30）';
    case 'boolean':
      return '应为是或否';
    case 'code':
    case 'codes':
      return '应从代码表中选择';
    case 'ref':
    case 'refs':
      return '应从已登记的名单中选择';
    case 'texts':
      return '应为若干条文字，每条不超过 500 字';
    case 'list':
      return `应为由${type.columns.map(({ label }) => label).join('、')}组成的表`;
    case 'secret':
      return '应为不超过 64 位的号码';
  }
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  const tail = unit === '' ? '' : ` ${unit}`;
  if (min !== undefined && max !== undefined) return ` ${min}–${max}${tail}`;
  if (min !== undefined) return `不小于 ${min}${tail}`;
  return max === undefined ? '' : `不大于 ${max}${tail}`;
}

/**
 * Refuses state secrets (W19 第3条, 保密法 第31条): marks in any text; in texts about a project also the word 涉密, unless it
 * is denied. Laws, studies and experts' records may speak about classified projects without being classified.
 */
function refuseClassified(library: Library, field: Field, value: unknown): RecordFinding | undefined {
  for (const text of textsIn(value)) {
    const mark = findMarking(text)?.text ?? (library.kind === 'project' && claimsToBeClassified(text) ? '涉密' : undefined);
    if (mark === undefined) continue;
    return {
      field: field.id,
      code: 'classified_refused',
      severity: 'error',
      message: `${field.label}含有国家秘密标志“${mark}”。${whatToDo}`,
    };
  }
  return undefined;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
