// The question a list asks: filter, sort, page. One shape for the window, the command line, export and saved views.

import type { StoredValue } from '../dictionary/field.ts';
import { z } from '../rpc/zod.ts';

const scalar = z.union([z.string().max(500), z.number(), z.boolean()]);

const end = z.union([z.string().max(500), z.number()]);

/** One condition; conditions are joined by AND. `between` is inclusive, either end may be null. `contains` ignores case. */
export const condition = z.discriminatedUnion('op', [
  z.strictObject({ field: z.string().max(64), op: z.enum(['eq', 'ne']), value: scalar }),
  z.strictObject({ field: z.string().max(64), op: z.enum(['in', 'not_in']), value: z.array(scalar).max(2000) }),
  z.strictObject({ field: z.string().max(64), op: z.enum(['contains', 'starts']), value: z.string().min(1).max(200) }),
  z.strictObject({
    field: z.string().max(64),
    op: z.literal('between'),
    value: z.tuple([end.nullable(), end.nullable()]),
  }),
  z.strictObject({ field: z.string().max(64), op: z.enum(['empty', 'not_empty']) }),
]);
export type Condition = z.output<typeof condition>;

export const filter = z.array(condition).max(50);
export type Filter = z.output<typeof filter>;

export const sort = z.array(z.strictObject({ field: z.string().max(64), descending: z.boolean().default(false) })).max(5);
export type Sort = z.output<typeof sort>;

/** One stored value; lists are arrays of texts or of flat objects. */
const storedValue: z.ZodType<StoredValue, StoredValue> = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.union([z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.null()]))])),
]);

/** A flat record or row: dictionary identifiers to stored values, plus `id`, `version` and reference names. */
export const row = z.record(z.string(), storedValue);
export type Row = z.output<typeof row>;

export const problem = z.strictObject({
  field: z.string(),
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
});
export type Problem = z.output<typeof problem>;
