// Back in with the help of two administrators: their answers open the station once, and the person sets a new password.

import { slotOf } from '../keys/key-file.ts';
import { completeRecovery } from '../keys/recovery.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { askerOf } from './asker.ts';
import { requireGoodPassword, remember } from './passwords.ts';
import { latest, SessionClock } from './session-clock.ts';
import { admitTo, type SignedIn } from './sign-in.ts';
import { forgiveAttempts } from './sign-in-attempts.ts';
import type { Station } from './station.ts';

export interface RecoveryAnswers {
  readonly login: string;
  readonly security: string;
  readonly system: string;
  readonly newPassword: string;
}

/** Errors `bad_input` (a mistyped group), `recovery_refused`, `weak_password`, `lease_expired`. The database is not touched before the answers proved right. */
export async function recover(station: Station, answers: RecoveryAnswers): Promise<SignedIn> {
  const keys = station.requireKeyFile();
  // A login nobody has is refused like wrong answers: nobody learns here who has an account.
  const userId = slotOf(keys, answers.login)?.userId ?? 'nobody';
  await requireGoodPassword(keys.profile, answers.newPassword, { login: answers.login });
  const lock = station.lock();
  let ring: KeyRing | undefined;
  try {
    const store = await station.store(keys.zone);
    ring = await completeRecovery(station.dataDir, {
      responses: [answers.security, answers.system],
      userId,
      password: answers.newPassword,
      store,
    });
    const renewed = station.requireKeyFile();
    const memory = await station.memory(renewed);
    const wall = station.options.clocks.wall().toISOString();
    await forgiveAttempts(memory.outside, answers.login, wall);
    const replica = await station.openDatabase(ring, renewed, { create: false, now: wall });
    try {
      const { account, lastAuditAt } = await replica.entry.standing({ userId });
      const asker = askerOf(renewed, account, [], new SessionClock(station.options.clocks, latest([lastAuditAt])));
      const password = await remember(answers.newPassword, (await replica.entry.remembered({ userId: account.id, count: 1 }))[0]?.salt);
      await replica.entry.passwordSet({ ...asker, userId: account.id, password, event: 'session.password_changed', resigned: [] });
      return await admitTo(station, { keys: renewed, ring, memory, lock, replica, event: 'recovery.completed' });
    } catch (error) {
      await replica.close();
      throw error;
    }
  } catch (error) {
    ring?.destroy();
    lock.release();
    throw error;
  }
}
