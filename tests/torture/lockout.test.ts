// The lock-out under torture, shortly: no promise broken, and the weak counter is found out.

import { expect, it } from 'vitest';
import { lockout } from './lockout.ts';

it('holds through kills, old folders and clocks, and the counter that goes back with the folder does not', async () => {
  const { failures, control, details = [] } = await lockout.run({ trials: 150, seed: 1, progress: () => undefined });
  expect(details).toEqual([]);
  expect(failures).toBe(0);
  expect(control.failures).toBeGreaterThan(100);
}, 60_000);
