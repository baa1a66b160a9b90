// Alarms of the hosts: recorded at once while somebody is signed in, kept until the next sign-in otherwise.

import type { HostAlarm } from '../hosts/host-parts.ts';
import { shortDevice } from '../session/asker.ts';
import type { Session } from '../session/session.ts';

/** Errors of writing the audit or the journal of the locked station. Does nothing where there is no station yet. */
export async function recordHostAlarm(session: Session, alarm: HostAlarm): Promise<void> {
  if (session.isOpen) {
    await session.replica.write.raiseAlarm({ ...session.asker(), ...alarm });
    return;
  }
  const { station } = session;
  const keys = station.keyFile();
  if (keys === undefined) return;
  const { journal } = await station.memory(keys);
  journal.append({
    event: 'alarm.raised',
    at: station.options.clocks.wall().toISOString(),
    actor: { name: '', device: shortDevice(keys) },
    detail: { kind: alarm.kind, text: alarm.text, ...alarm.facts },
  });
}
