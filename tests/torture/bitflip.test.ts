// The short run of torture class `bitflip`.

import { expect, it } from 'vitest';
import { bitflip } from './bitflip.ts';

it('of 300 flipped bits none shows anything else, and an ordinary file is caught showing wrong rows', { timeout: 120_000 }, async () => {
  const outcome = await bitflip.run({ trials: 300, seed: 1, progress: () => undefined });
  expect(outcome.details).toEqual([]);
  expect(outcome.failures).toBe(0);
  expect(outcome.control.failures).toBeGreaterThan(0);
});
