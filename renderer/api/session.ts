// The state of the session as the host tells it: new, locked or unlocked; who, which unit, which zone.

import { readonly, shallowRef } from 'vue';
import type { SessionState } from '#domain/contract/session.ts';
import { call, onEvent, type Result } from './workstation.ts';

const state = shallowRef<SessionState>();

/** Undefined until the host has answered once. */
export const session = readonly(state);

/** Asks for the state and follows it from then on. */
export async function followSession(): Promise<Result<SessionState>> {
  onEvent('session.changed', (changed) => (state.value = changed));
  return keep(await call('session.state', {}));
}

/** Opens the replica with its password. */
export const unlock = async (password: string): Promise<Result<SessionState>> => keep(await call('session.unlock', { password }));

/** Makes the replica of this machine. */
export const createReplica = async (person: { user: string; unit: string; password: string }): Promise<Result<SessionState>> => {
  const made = await call('session.create', person);
  return keep(made.ok ? { ok: true, value: made.value.state } : made);
};

/** Closes the replica; its keys leave memory. */
export const lock = async (): Promise<Result<SessionState>> => keep(await call('session.lock', {}));

/** Asks for the state again, after work that may have moved the data date. */
export const refreshSession = async (): Promise<Result<SessionState>> => keep(await call('session.state', {}));

function keep(result: Result<SessionState>): Result<SessionState> {
  if (result.ok) state.value = result.value;
  return result;
}
