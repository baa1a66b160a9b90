// The short run of the torture class `audit`.

import { expect, it } from 'vitest';
import { audit } from './audit.ts';

it('finds a thousand of a thousand tamperings, where plain hashes miss some', async () => {
  const { failures, control, details } = await audit.run({ trials: 1000, seed: 1, progress: () => undefined });
  expect(details).toEqual([]);
  expect(failures).toBe(0);
  expect(control.failures).toBeGreaterThan(20);
}, 120_000);
