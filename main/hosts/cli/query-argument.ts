// Filters and sorts as people type them on a command line, turned into the contract's form.

import { filter as filterSchema, sort as sortSchema, type Filter, type Sort } from '#domain/contract/query.ts';
import { UsageError } from './usage.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * `[{"field","op","value"}]`, or short: `{"region_code":"370211","mgmt_year":[2024,2025],"total_investment":{"gte":100000000}}`.
 * Short operators: `gte`, `lte`, `contains`, `starts`, `ne`, and `null` for empty.
 */
export function readFilter(text: string | undefined): Filter {
  if (text === undefined) return [];
  const json = parse(text, '--filter');
  const conditions = isList(json) ? json : Object.entries(asObject(json, '--filter')).flatMap(([field, wanted]) => shortConditions(field, wanted));
  return check(filterSchema.safeParse(conditions), '--filter');
}

/** `[{"field","descending"}]`, `["region_code","-total_investment"]`, `{"total_investment":"desc"}`, or just `-total_investment`. */
export function readSort(text: string | undefined): Sort {
  if (text === undefined) return [];
  if (/^-?[a-z][a-z0-9_]*$/.test(text)) return [fromName(text)];
  const json = parse(text, '--sort');
  const keys = isList(json)
    ? json.map((key) => (typeof key === 'string' ? fromName(key) : fromObject(key)))
    : 'field' in asObject(json, '--sort')
      ? [fromObject(json)]
      : Object.entries(asObject(json, '--sort')).map(([field, direction]) => ({ field, descending: isDescending(direction) }));
  return check(sortSchema.safeParse(keys), '--sort');
}

function fromObject(json: Json): Json {
  const { field = '', descending, desc, order, direction } = asObject(json, '--sort');
  return { field, descending: descending === true || desc === true || isDescending(order ?? direction ?? null) };
}

const isDescending = (direction: Json): boolean => direction === -1 || (typeof direction === 'string' && /^desc/i.test(direction));

const isList = (json: Json): json is readonly Json[] => Array.isArray(json);

const fromName = (name: string): { field: string; descending: boolean } => ({ field: name.replace(/^-/, ''), descending: name.startsWith('-') });

function shortConditions(field: string, wanted: Json): Json[] {
  if (wanted === null) return [{ field, op: 'empty' }];
  if (isList(wanted)) return [{ field, op: 'in', value: wanted }];
  if (typeof wanted !== 'object') return [{ field, op: 'eq', value: wanted }];
  const { gte, lte, ...others } = wanted as Readonly<Record<string, Json>>;
  const range = gte === undefined && lte === undefined ? [] : [{ field, op: 'between', value: [gte ?? null, lte ?? null] }];
  return [...range, ...Object.entries(others).map(([op, value]) => ({ field, op, value }))];
}

function parse(text: string, option: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new UsageError(`${option} 不是有效的 JSON：${text}`);
  }
}

function asObject(json: Json, option: string): Readonly<Record<string, Json>> {
  if (json === null || typeof json !== 'object' || isList(json)) throw new UsageError(`${option} 应为 JSON 对象或数组。`);
  return json;
}

function check<T>(parsed: { success: true; data: T } | { success: false; error: Error }, option: string): T {
  if (parsed.success) return parsed.data;
  throw new UsageError(`${option} 不合要求：${parsed.error.message}`);
}
