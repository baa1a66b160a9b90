// Password to key: Argon2id, made so expensive that guessing on a stolen disk takes about a second per guess and machine.

import { hashRaw } from '@node-rs/argon2';
import { toHex, utf8 } from '#crypto/bytes.ts';
import { AppError } from '#domain/result.ts';

export interface Stretching {
  readonly algorithm: 'argon2id';
  readonly memoryKib: number;
  readonly passes: number;
  readonly lanes: number;
}

/** Second recommendation of RFC 9106; nothing below is accepted. */
export const stretchingFloor: Stretching = { algorithm: 'argon2id', memoryKib: 65_536, passes: 3, lanes: 4 };

/** What keeps a changed file from asking for more memory or time than there is. */
export const stretchingCeiling: Omit<Stretching, 'algorithm'> = { memoryKib: 1_048_576, passes: 64, lanes: 64 };

/** A person at a desk waits about this long, once, when signing in. */
const targetMs = 1000;

/** Office machines have 8 GB: more memory than this per sign-in is noticed. */
const calibratedMemoryKib = 262_144;

/** 32 bytes of a password. Composed and decomposed accents, full and half width give the same: input methods differ in them. */
export async function stretch(password: string, salt: Uint8Array, { memoryKib, passes, lanes }: Stretching): Promise<Uint8Array> {
  const options = { memoryCost: memoryKib, timeCost: passes, parallelism: lanes, outputLen: 32, salt };
  return new Uint8Array(await hashRaw(password.normalize('NFKC'), options));
}

/** The cost that takes about a second when the floor takes `floorMs`: memory first, which is what guessing hardware lacks, then passes. */
export function costFor(floorMs: number): Stretching {
  const { memoryKib, passes, lanes } = stretchingFloor;
  const factor = Math.max(1, targetMs / floorMs);
  const memoryFactor = [4, 2, 1].find((each) => each <= factor && memoryKib * each <= calibratedMemoryKib) ?? 1;
  const calibrated = Math.floor((passes * factor) / memoryFactor);
  return { algorithm: 'argon2id', memoryKib: memoryKib * memoryFactor, passes: Math.min(Math.max(passes, calibrated), stretchingCeiling.passes), lanes };
}

/** Measures this machine. The first run warms up and does not count. */
export async function calibrate(): Promise<Stretching> {
  const run = async (): Promise<number> => {
    const started = performance.now();
    await stretch('calibration', utf8('sixteen bytes ok'), stretchingFloor);
    return performance.now() - started;
  };
  await run();
  return costFor(await run());
}

/** Test vectors of the reference implementation (phc-winner-argon2, test.c): 256 KiB, 2 passes. */
export const argon2KnownAnswers = [
  { lanes: 1, output: '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe' },
  { lanes: 2, output: '6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037' },
] as const;

/** To be called with the self-test of the other algorithms. Error `crypto_self_test`. */
export async function stretchingSelfTest(known: readonly { lanes: number; output: string }[] = argon2KnownAnswers): Promise<void> {
  for (const { lanes, output } of known) {
    const answer = await stretch('password', utf8('somesalt'), { algorithm: 'argon2id', memoryKib: 256, passes: 2, lanes });
    if (toHex(answer) !== output) {
      throw new AppError('crypto_self_test', '密码算法自检没有通过，程序没有启动，数据没有打开也没有改动。请重新安装程序；仍然出现时请联系信息管理员。', {
        wrong: ['Argon2id'],
      });
    }
  }
}
