// The short run of torture class `powercut`.

import { expect, it } from 'vitest';
import { powercut } from './powercut.ts';
import { compiler } from './power/write-log.ts';

it.skipIf(compiler() === null)(
  '200 power cuts lose no confirmed act, and a file that does not wait for the disk does (needs a C compiler)',
  { timeout: 180_000 },
  async () => {
    const outcome = await powercut.run({ trials: 200, seed: 1, progress: () => undefined });
    expect(outcome.details).toEqual([]);
    expect(outcome.failures).toBe(0);
    expect(outcome.control.failures).toBeGreaterThan(0);
  },
);
