// The seeded randomness: repeatable, without repeats where it says so, shares without loss.

import { expect, test } from 'vitest';
import { codeItem } from '#domain/dictionary/code-tables/index.ts';
import { investment, share, split, wan } from './money.ts';
import { kindCodes, kindOf, projectKinds, tradeGroups } from './project-kinds.ts';
import { Random, combination, demoId } from './random.ts';

test('a place in a stream always gives the same numbers, another place others', () => {
  const draw = (index: number): number[] => {
    const random = new Random(42, 3, index);
    return [random.next(), random.next(), random.int(1, 6)];
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(8)).not.toEqual(draw(7));
});

test('draws are spread evenly', () => {
  const random = new Random(1, 1, 1);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let round = 0; round < 20_000; round += 1) {
    const place = random.int(0, 9);
    tenths[place] = (tenths[place] ?? 0) + 1;
  }
  expect(Math.min(...tenths)).toBeGreaterThan(1_800);
  expect(Math.max(...tenths)).toBeLessThan(2_200);
});

test('combinations are all used once before any comes again', () => {
  const all = Array.from({ length: 60 }, (_, index) => combination(9, index, [3, 4, 5]).join());
  expect(new Set(all).size).toBe(60);
  expect(combination(9, 60, [3, 4, 5])).toEqual([...combination(9, 0, [3, 4, 5]).slice(0, 3), 1]);
});

test('identifiers are UUIDv7 in shape, in order and never alike', () => {
  const made = [0, 1, 2].flatMap((ordinal) => [demoId(7, 5, ordinal), demoId(7, 6, ordinal)]);
  for (const id of made) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(made).size).toBe(made.length);
  expect(demoId(7, 5, 1) > demoId(7, 5, 0)).toBe(true);
});

test('parts add up to the whole and shares never exceed it', () => {
  expect(split(100 * wan, [1, 1, 1])).toEqual([34 * wan, 33 * wan, 33 * wan]);
  expect(split(7 * wan, [0.5, 0, 0.5])).toEqual([4 * wan, 0, 3 * wan]);
  expect(share(99 * wan, 0.5)).toBe(49 * wan);
  expect(share(99 * wan, 3)).toBe(99 * wan);
  const random = new Random(3, 1, 1);
  for (let round = 0; round < 500; round += 1) {
    const amount = investment(random, 600, 90_000);
    expect(amount % wan).toBe(0);
    expect(amount >= 600 * wan && amount <= 90_000 * wan).toBe(true);
  }
});

test('kinds quote codes that exist, have whole compositions and trades of their own', () => {
  for (const kind of projectKinds) {
    for (const [field, table] of kindCodes) {
      const code = kind[field];
      if (typeof code === 'string') expect(codeItem(table, code), `${field} ${code}`).toBeDefined();
    }
    expect(kind.composition.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 6);
  }
  expect(new Set(tradeGroups.flat()).size).toBe(tradeGroups.flat().length);
});

test('kinds come as often as they weigh, and number their projects without a gap', () => {
  const round = projectKinds.reduce((sum, { weight }) => sum + weight, 0);
  const seen = Map.groupBy(
    Array.from({ length: round * 2 }, (_, index) => kindOf(index)),
    ({ kind }) => kind,
  );
  for (const kind of projectKinds) expect(seen.get(kind)?.map(({ ordinal }) => ordinal)).toEqual(Array.from({ length: kind.weight * 2 }, (_, place) => place));
});
