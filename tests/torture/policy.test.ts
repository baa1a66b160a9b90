// The short run of torture class `policy`.

import { expect, it } from 'vitest';
import { policy } from './policy.ts';

it('all engines of the policy agree on 200,000 pairs, and a filter that forgets labels is caught', async () => {
  const outcome = await policy.run({ trials: 200_000, seed: 1, progress: () => undefined });
  expect(outcome.details).toEqual([]);
  expect(outcome.failures).toBe(0);
  expect(outcome.control.failures).toBeGreaterThan(0);
});
