// The short run of torture class `canary`; it needs the built pages and a browser, so it is a screen test.

import { expect, test } from '@playwright/test';
import { canary } from '../torture/canary.ts';

test('after a day at work and locking, no file of the station holds a word of it in clear', async () => {
  test.setTimeout(180_000);
  const outcome = await canary.run({ trials: 60, seed: 1, progress: () => undefined });
  expect(outcome.details).toEqual([]);
  expect(outcome.failures).toBe(0);
  expect(outcome.control.failures).toBe(outcome.control.trials);
});
