// The newest authorisation of each person, remembered outside the replica: an old copy put in place gives nobody back what was taken away.

import type { OutsideState } from './outside-state.ts';

/** Name under which it is remembered. */
export const serialName = (userId: string): string => `grant-${userId}`;

/** Serial of the newest authorisation this computer ever saw take effect; 0 for none. */
export async function knownSerial(outside: OutsideState, userId: string): Promise<number> {
  const kept = await outside.get(serialName(userId));
  return typeof kept === 'number' ? kept : 0;
}

/** To be called when the replica has it. Never goes back. */
export async function rememberSerial(outside: OutsideState, userId: string, serial: number): Promise<void> {
  if (serial > (await knownSerial(outside, userId))) await outside.put(serialName(userId), serial);
}
