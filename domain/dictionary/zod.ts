// Schemas of stored values and flat records, built from the declarations: the border and `validate` check with the same ones.

import { z } from '#domain/rpc/zod.ts';
import { codeTable, type CodeTableId } from './code-tables/index.ts';
import type { Field, FieldType } from './field.ts';
import type { Library } from './libraries/library.ts';
import { refNameId } from './ref-name.ts';

const yearText = z.string().regex(/^\d{4}$/);
const monthText = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);
const partialDate = z.union([z.iso.date(), monthText, yearText]);
/** A day is a moment of unknown hour: lists print 收件日期 where the form asks for a time. */
const moment = z.union([z.iso.date(), z.iso.datetime({ local: true, offset: true })]);
const rowId = z.string().min(1).max(36);
const listCell = z.union([z.string().max(2000), z.number(), z.null()]);

const maximalItems = 1000;

const codeSchemas = new Map<CodeTableId, z.ZodType>();

/** Any code the table has ever had: old records keep the codes of their time. */
function codeSchema(table: CodeTableId): z.ZodType {
  let schema = codeSchemas.get(table);
  if (schema === undefined) {
    schema = z.enum(codeTable(table).items.map(({ code }) => code));
    codeSchemas.set(table, schema);
  }
  return schema;
}

function bounded(min: number | undefined, max: number | undefined, scale = 0): z.ZodType {
  let schema = z.int();
  if (min !== undefined) schema = schema.min(min * 10 ** scale);
  if (max !== undefined) schema = schema.max(max * 10 ** scale);
  return schema;
}

function typeSchema(type: FieldType): z.ZodType {
  switch (type.kind) {
    case 'text':
      return z.string().max(type.max);
    case 'money':
    case 'percent':
      return z.int();
    case 'integer':
      return bounded(type.min, type.max);
    case 'decimal':
      return bounded(type.min, type.max, type.scale);
    case 'date':
      return type.partial === true ? partialDate : z.iso.date();
    case 'month':
      return monthText;
    case 'year':
      return z.int().min(1900).max(2100);
    case 'datetime':
      return moment;
    case 'boolean':
      return z.boolean();
    case 'code':
      return codeSchema(type.table);
    case 'codes':
      return z.array(codeSchema(type.table)).max(maximalItems);
    case 'ref':
      return rowId;
    case 'refs':
      return z.array(rowId).max(maximalItems);
    case 'texts':
      return z.array(z.string().max(500)).max(maximalItems);
    case 'list':
      return z.array(z.strictObject(Object.fromEntries(type.columns.map(({ id }) => [id, listCell.optional()])))).max(maximalItems);
    case 'secret':
      return z.string().max(64);
  }
}

const fieldSchemas = new WeakMap<FieldType, z.ZodType>();

/** Schema of one stored value that is present (null means absent and is judged elsewhere). */
export function fieldSchema(field: Field): z.ZodType {
  let schema = fieldSchemas.get(field.type);
  if (schema === undefined) {
    schema = typeSchema(field.type);
    fieldSchemas.set(field.type, schema);
  }
  return schema;
}

const recordSchemas = new Map<string, z.ZodType<Record<string, unknown>>>();

/**
 * Strict schema of a flat record: every declared field, and for each reference the name it may be given by instead.
 * All optional and nullable: what is required is a question of completeness, see `validateRecord`.
 */
export function recordSchema(library: Library): z.ZodType<Record<string, unknown>> {
  let schema = recordSchemas.get(library.id);
  if (schema === undefined) {
    const shape: Record<string, z.ZodType> = {};
    for (const field of library.fields) {
      shape[field.id] = fieldSchema(field).nullish();
      if (field.type.kind === 'ref') shape[refNameId(field)] = z.string().max(200).nullish();
    }
    schema = z.strictObject(shape);
    recordSchemas.set(library.id, schema);
  }
  return schema;
}
