// The short run of torture class `kill`.

import { expect, it } from 'vitest';
import { kill } from './kill.ts';

it('of 30 killings none loses a confirmed act or leaves half of one, and confirming too early is caught', { timeout: 180_000 }, async () => {
  const outcome = await kill.run({ trials: 30, seed: 1, progress: () => undefined });
  expect(outcome.details).toEqual([]);
  expect(outcome.failures).toBe(0);
  expect(outcome.control.failures).toBeGreaterThan(0);
});
