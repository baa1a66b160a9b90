// The count of attempts across places: what counts, what is taken back, and what happens when nothing can be written.

import { describe, expect, it } from 'vitest';
import { OutsideState, type StatePlace } from './outside-state.ts';
import { beginAttempt } from './sign-in-attempts.ts';

const now = (): string => '2026-03-05T08:00:00.000Z';

function aPlace(isBroken = false): StatePlace & { readonly files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    get: (name) => Promise.resolve(files.get(name)),
    put: (name, value) => {
      if (isBroken) return Promise.reject(new Error('read-only'));
      files.set(name, value);
      return Promise.resolve();
    },
  };
}

describe('an attempt', () => {
  it('with the wrong computer is taken back, and earlier ones still count', async () => {
    const outside = new OutsideState({ dataFolder: aPlace(), outside: [aPlace()] });
    for (let count = 1; count <= 4; count += 1) expect((await beginAttempt(outside, 'zhang', true, now)).count).toBe(count);
    for (let count = 0; count < 3; count += 1) await (await beginAttempt(outside, 'zhang', true, now)).takeBack();
    expect((await beginAttempt(outside, 'zhang', true, now)).count).toBe(5);
    await expect(beginAttempt(outside, 'zhang', true, now)).rejects.toMatchObject({ code: 'account_locked', details: { minutes: 15 } });
    // Another person of this computer is not locked.
    expect((await beginAttempt(outside, 'wang', true, now)).count).toBe(1);
  });

  it('is refused where it can be counted nowhere but in the data folder', async () => {
    const outside = new OutsideState({ dataFolder: aPlace(), outside: [aPlace(true), aPlace(true)] });
    await expect(beginAttempt(outside, 'zhang', true, now)).rejects.toMatchObject({ code: 'audit_unavailable' });
    const oneLeft = new OutsideState({ dataFolder: aPlace(), outside: [aPlace(true), aPlace()] });
    expect((await beginAttempt(oneLeft, 'zhang', true, now)).count).toBe(1);
  });

  it('counts on where the data folder went back, and says so', async () => {
    const [dataFolder, profile] = [aPlace(), aPlace()];
    await beginAttempt(new OutsideState({ dataFolder, outside: [profile] }), 'zhang', true, now);
    const yesterday = new Map(dataFolder.files);
    await beginAttempt(new OutsideState({ dataFolder, outside: [profile] }), 'zhang', true, now);
    for (const [name, value] of yesterday) dataFolder.files.set(name, value);
    const outside = new OutsideState({ dataFolder, outside: [profile] });
    expect((await beginAttempt(outside, 'zhang', true, now)).count).toBe(3);
    expect(outside.rolledBack).toHaveLength(1);
  });
});
