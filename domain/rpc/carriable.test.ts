// Which schemas a contract may use.
import { describe, expect, it } from 'vitest';
import { checkContract, checkSchema } from './carriable.ts';
import { bytes, defineContract, procedure } from './define.ts';
import { testContract } from '../../tests/rpc/test-contract.ts';
import { z } from './zod.ts';

interface Tree {
  name: string;
  children: Tree[];
}
const tree: z.ZodType<Tree> = z.object({ name: z.string(), children: z.array(z.lazy(() => tree)) });

describe('schemas that may stand in a contract', () => {
  it('allows the test contract', () => {
    expect(checkContract(testContract)).toEqual([]);
  });

  it.each<[string, z.ZodType]>([
    ['strings with rules', z.string().trim().min(1).regex(/a/)],
    ['formats', z.uuid()],
    ['bytes, optional bytes', z.object({ a: bytes, b: bytes.optional(), c: z.array(bytes) })],
    ['choices', z.discriminatedUnion('k', [z.object({ k: z.literal('a') }), z.object({ k: z.literal(1) })])],
    ['records', z.record(z.string(), z.number().nullable())],
    ['tuples', z.tuple([z.int(), z.enum(['a', 'b'])])],
    ['refined objects', z.object({ from: z.iso.date() }).refine(() => true)],
    ['recursive trees', tree],
    ['defaults', z.object({ page: z.int().default(1) }).readonly()],
  ])('allows %s', (_what, schema) => {
    expect(checkSchema(schema, 'x')).toEqual([]);
  });

  it.each<[string, z.ZodType, string]>([
    ['date', z.object({ on: z.date() }), 'x.on: date'],
    ['map', z.map(z.string(), z.string()), 'x: map'],
    ['set', z.array(z.set(z.string())), 'x[]: set'],
    ['bigint', z.tuple([z.bigint()]), 'x[0]: bigint'],
    ['undefined', z.union([z.string(), z.undefined()]), 'x|1: undefined'],
    ['unknown', z.record(z.string(), z.unknown()), 'x{}: unknown'],
    ['any', z.any().optional(), 'x: any'],
    ['loose objects', z.looseObject({}), 'x.*: unknown'],
    ['transforms', z.string().transform((text) => text.length), 'x: pipe'],
    ['other custom types', z.custom<URL>(), 'x: custom'],
    ['NaN', z.nan(), 'x: nan'],
    ['big literals', z.literal(1n), 'x: literal 1'],
    ['reserved keys', z.object({ $bin: z.int() }), 'x.$bin: reserved key'],
    ['functions', z.lazy(() => z.object({ f: z.symbol() })), 'x.f: symbol'],
  ])('refuses %s and says where', (_what, schema, fault) => {
    expect(checkSchema(schema, 'x')).toEqual([fault]);
  });

  it('looks at inputs, outputs, progress and events', () => {
    const date = z.date();
    const contract = defineContract({
      procedures: {
        a: procedure({ input: date, output: date, progress: date, permission: 'p', audit: null, access: 'open' }),
      },
      events: { e: date },
    });
    expect(checkContract(contract)).toEqual(['a input: date', 'a output: date', 'a progress: date', 'e event: date']);
  });
});
