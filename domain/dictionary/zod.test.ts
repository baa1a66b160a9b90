// The border's schema and the validation are one: what the one accepts the other accepts.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeTable } from './code-tables/index.ts';
import type { Field } from './field.ts';
import { libraries, library } from './index.ts';
import { refNameId } from './ref-name.ts';
import { validateRecord } from './validate.ts';
import { recordSchema } from './zod.ts';

const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }).map((date) => date.toISOString());
const text = fc.string({ maxLength: 40 });

/** Values a field should take. */
function fitting({ type }: Field): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'text':
      return fc.string({ maxLength: Math.min(type.max, 60) });
    case 'money':
    case 'percent':
      return fc.maxSafeInteger();
    case 'integer':
      return fc.integer({ min: type.min ?? -1000, max: type.max ?? 1_000_000 });
    case 'decimal':
      return fc.integer({ min: (type.min ?? -1000) * 10 ** type.scale, max: (type.max ?? 1000) * 10 ** type.scale });
    case 'date':
      return day.map((iso) => iso.slice(0, 10));
    case 'month':
      return day.map((iso) => iso.slice(0, 7));
    case 'year':
      return fc.integer({ min: 1900, max: 2100 });
    case 'datetime':
      return day;
    case 'boolean':
      return fc.boolean();
    case 'code':
      return fc.constantFrom(...codeTable(type.table).items.map(({ code }) => code));
    case 'codes':
      return fc.array(fc.constantFrom(...codeTable(type.table).items.map(({ code }) => code)), { maxLength: 4 });
    case 'ref':
      return fc.uuid();
    case 'refs':
      return fc.array(fc.uuid(), { maxLength: 3 });
    case 'texts':
      return fc.array(text, { maxLength: 3 });
    case 'list':
      return fc.array(
        fc.record(Object.fromEntries(type.columns.map(({ id }) => [id, fc.oneof(text, fc.integer(), fc.constant(null))])), { requiredKeys: [] }),
        {
          maxLength: 3,
        },
      );
    case 'secret':
      return fc.string({ maxLength: 64 });
  }
}

const stray = fc.oneof(text, fc.double(), fc.boolean(), fc.constant([]), fc.constant({}), fc.constant('2024-02-30'), fc.constant(1.5));

describe.each(libraries.map((each) => [each.id, each] as const))('recordSchema of %s', (_, each) => {
  const schema = recordSchema(each);
  const record = (value: (field: Field) => fc.Arbitrary<unknown>) =>
    fc.record(Object.fromEntries(each.fields.map((field) => [field.id, fc.option(value(field))])), { requiredKeys: [] });

  it('accepts every record of fitting values', () => {
    fc.assert(
      fc.property(record(fitting), (values) => {
        expect(schema.safeParse(values).error).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  it('accepts what validation accepts, and refuses what it refuses for its type', () => {
    fc.assert(
      fc.property(
        record((field) => fc.oneof({ weight: 30, arbitrary: fitting(field) }, { weight: 1, arbitrary: stray })),
        (values) => {
          const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';
          const given = Object.fromEntries(Object.entries(values).filter(([, value]) => !isBlank(value)));
          const findings = validateRecord(each, given, { today: '2024-09-30', complete: false });
          const refusedType = findings.some(({ code }) => code === 'bad_value' || code === 'unknown_code');
          expect(schema.safeParse(given).success).toBe(!refusedType);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is strict, and takes references by name', () => {
    expect(schema.safeParse({ no_such_field: 1 }).success).toBe(false);
    for (const field of each.fields) {
      if (field.type.kind === 'ref') expect(schema.safeParse({ [refNameId(field)]: '青岛国信集团' }).success).toBe(true);
    }
  });
});

describe('recordSchema', () => {
  it('is made once', () => {
    expect(recordSchema(library('key'))).toBe(recordSchema(library('key')));
  });
});
