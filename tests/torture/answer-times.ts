// How long a wrong password takes to be refused, for a login that exists and for one that does not, turn by turn.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preferredCipher } from '#db/kernel/cipher.ts';
import { createKeys } from '#main/keys/create-keys.ts';
import { fileStore } from '#main/keys/device-store.ts';
import { openSlot } from '#main/keys/open-slot.ts';
import { OutsideState } from '#main/session/outside-state.ts';
import { beginAttempt } from '#main/session/sign-in-attempts.ts';

export interface AnswerTimes {
  /** Medians, in milliseconds. */
  readonly known: number;
  readonly unknown: number;
  /** Of the medians, as a part of the known one. */
  readonly difference: number;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Signs in wrongly `count` times with each kind of login: counting, the device's secret and the stretching included, as a person at the page waits for it. */
export async function answerTimes(count: number, progress: (done: number, total: number, what?: string) => void): Promise<AnswerTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'answer-times-'));
  try {
    const store = fileStore(join(folder, 'profile'));
    const { rings } = await createKeys(folder, {
      replicaId: randomUUID(),
      deviceId: randomUUID(),
      zone: 'office',
      profile: 'mlps3',
      cipher: preferredCipher(),
      store,
      calibration: 'floor',
      people: [
        { userId: 'a', login: 'zhangsan', secret: { kind: 'password', password: '正确De-mi-ma-1' } },
        { userId: 'b', login: 'xinren', secret: { kind: 'activation' } },
      ],
    });
    for (const ring of rings.values()) ring.destroy();
    const outside = new OutsideState({ dataFolder: fileStore(join(folder, 'state')), outside: [fileStore(join(folder, 'outside'))] });
    const refusal = async (login: string, isKnown: boolean): Promise<number> => {
      const started = performance.now();
      const attempt = await beginAttempt(outside, login, isKnown, () => new Date().toISOString());
      const refused = await openSlot(folder, { login, password: '错误的密码', store }).then(
        () => false,
        (error: unknown) => error instanceof Error && 'code' in error && error.code === 'wrong_password',
      );
      const took = performance.now() - started;
      if (!refused) throw new Error('a wrong password was not refused');
      // The next attempt finds a counter that lets it in: the wait is not what is measured.
      await attempt.succeeded();
      return took;
    };
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let index = 0; index < count; index += 1) {
      // Turn by turn, and each first every second time: what else the machine does falls on both.
      const turn = [
        () => refusal('zhangsan', true).then((ms) => times.known.push(ms)),
        () => refusal('nobody-here', false).then((ms) => times.unknown.push(ms)),
      ];
      for (const ask of index % 2 === 0 ? turn : turn.toReversed()) await ask();
      progress(index, count, 'answer times');
    }
    const [known, unknown] = [median(times.known), median(times.unknown)];
    return { known, unknown, difference: Math.abs(unknown - known) / known };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
