// The cost of a password: never below the floor, about a second where the machine can, and Argon2id as published.

import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '#crypto/bytes.ts';
import { rejectionOf } from '../../tests/builders/failures.ts';
import { argon2KnownAnswers, calibrate, costFor, stretch, stretchingFloor, stretchingSelfTest } from './stretching.ts';

const cost = (floorMs: number): [memoryKib: number, passes: number] => {
  const { memoryKib, passes } = costFor(floorMs);
  return [memoryKib, passes];
};

describe('the cost of a password', () => {
  it('grows with the machine: memory first, then passes', () => {
    expect([1000, 600, 500, 250, 184, 100, 50].map((floorMs) => cost(floorMs))).toEqual([
      [65_536, 3],
      [65_536, 5],
      [131_072, 3],
      [262_144, 3],
      [262_144, 4],
      [262_144, 7],
      [262_144, 15],
    ]);
  });

  it('never falls below the floor, however slow the machine, nor rises without end', () => {
    expect([cost(30_000), cost(1_000_000)]).toEqual([
      [65_536, 3],
      [65_536, 3],
    ]);
    expect(cost(0.001)).toEqual([262_144, 64]);
  });

  it('measured here is at least the floor', async () => {
    const measured = await calibrate();
    expect([measured.memoryKib >= stretchingFloor.memoryKib, measured.passes >= stretchingFloor.passes, measured.lanes]).toEqual([true, true, 4]);
  });
});

describe('stretching', () => {
  it('answers as the reference implementation does', async () => {
    await expect(stretchingSelfTest()).resolves.toBeUndefined();
  });

  it.each(argon2KnownAnswers)('stops the program when the answer for $lanes lanes is another', async ({ lanes, output }) => {
    const failure = await rejectionOf(stretchingSelfTest([{ lanes, output: `${output.slice(0, -1)}0` }]));
    expect([failure.code, failure.details]).toEqual(['crypto_self_test', { wrong: ['Argon2id'] }]);
  });

  it('depends on every parameter', async () => {
    const small = { algorithm: 'argon2id', memoryKib: 256, passes: 2, lanes: 1 } as const;
    const all = await Promise.all([
      stretch('密码', utf8('somesalt'), small),
      stretch('密码2', utf8('somesalt'), small),
      stretch('密码', utf8('somesal2'), small),
      stretch('密码', utf8('somesalt'), { ...small, memoryKib: 512 }),
      stretch('密码', utf8('somesalt'), { ...small, passes: 3 }),
      stretch('密码', utf8('somesalt'), { ...small, lanes: 2 }),
    ]);
    expect(new Set(all.map(toHex)).size).toBe(6);
  });
});
