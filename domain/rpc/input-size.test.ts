// How large an input counts.
import { expect, it } from 'vitest';
import { measureInput } from './input-size.ts';

const size = (value: unknown): number => measureInput(value, Number.MAX_SAFE_INTEGER);

it.each(['', 'abc', '青岛', '\u00e9', '\ud83d\ude00'])('counts text %j as JSON in UTF-8', (text) => {
  expect(size(text)).toBe(new TextEncoder().encode(JSON.stringify(text)).byteLength);
});

it('counts binary content once, and keys too', () => {
  expect(size({ content: new Uint8Array(1000) })).toBe(2 + 4 + 7 + 1000);
  expect(size([1, 22, null])).toBe(2 + 3 + 1 + 2 + 4);
});

it('stops counting soon after the limit', () => {
  const wide = Array.from({ length: 1_000_000 }, () => 'x');
  expect(measureInput(wide, 100)).toBe(1_000_002);
  let deep: unknown = 0;
  for (let depth = 0; depth < 200_000; depth += 1) deep = [deep];
  expect(measureInput(deep, 1000)).toBeGreaterThan(1000);
});
