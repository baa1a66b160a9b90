// The state of the session as the host tells it: new, locked or unlocked; who, which unit, which zone.

import { readonly, ref, shallowReadonly, shallowRef } from 'vue';
import type { SessionState } from '#domain/contract/session.ts';
import { call, onEvent, type Input, type Output, type Result } from './workstation.ts';

type SetUp = Output<'session.create'>;
export type IssuedCode = SetUp['activation'][number];
/** What is shown once after first set-up and never stored. */
export type Handover = Pick<SetUp, 'activation' | 'recovery'>;

const state = shallowRef<SessionState>();
const issued = shallowRef<Handover | null>(null);
const isSettingUp = ref(false);

/** Undefined until the host has answered once. */
export const session = shallowReadonly(state);

/** Codes of the first set-up that have not been handed over yet; null afterwards. */
export const handover = shallowReadonly(issued);

/** True while a replica is being made: its state changes before its codes are here. */
export const settingUp = readonly(isSettingUp);

/** Asks for the state and follows it from then on. */
export async function followSession(): Promise<Result<SessionState>> {
  onEvent('session.changed', (changed) => (state.value = changed));
  return keep(await call('session.state', {}));
}

/** Opens the replica for a person. */
export const unlock = async (input: Input<'session.unlock'>): Promise<Result<SessionState>> => keep(await call('session.unlock', input));

/** Opens the station with the answers of two administrators, under a new password. */
export const completeRecovery = async (input: Input<'recovery.complete'>): Promise<Result<SessionState>> => keep(await call('recovery.complete', input));

/** Makes the replica of this machine. */
export const createReplica = (input: Input<'session.create'>): Promise<Result<SetUp>> => setUp(() => call('session.create', input));

/** Makes the replica of this machine from the data centre's start package. */
export const createFromPackage = (input: Input<'session.createFromPackage'>): Promise<Result<SetUp>> => setUp(() => call('session.createFromPackage', input));

async function setUp(make: () => Promise<Result<SetUp>>): Promise<Result<SetUp>> {
  isSettingUp.value = true;
  const made = await make();
  if (made.ok) {
    const { activation, recovery } = made.value;
    issued.value = activation.length + recovery.length > 0 ? { activation, recovery } : null;
    state.value = made.value.state;
  }
  isSettingUp.value = false;
  return made;
}

/** What the first person of a demonstration is called; the password of all of them is published. */
const demoPerson = { user: '演示用户', unit: '青岛市发展和改革委员会', password: 'demo', demo: true };

/** Makes a demonstration with generated data and locks it, so that the person to be is chosen. */
export async function createDemo(
  size: Input<'demo.load'>['size'],
  onProgress: (progress: { stage: string; done: number; total: number }) => void,
): Promise<Result<SessionState>> {
  isSettingUp.value = true;
  const made = await call('session.create', demoPerson);
  const loaded = made.ok ? await call('demo.load', { size }, { onProgress }) : made;
  const result = loaded.ok ? await lock() : loaded;
  isSettingUp.value = false;
  return result;
}

/** The codes have been handed over or sealed: they leave memory. */
export const endHandover = (): void => void (issued.value = null);

/** Closes the replica; its keys leave memory. */
export const lock = async (): Promise<Result<SessionState>> => keep(await call('session.lock', {}));

/** Asks for the state again, after work that may have moved the data date. */
export const refreshSession = async (): Promise<Result<SessionState>> => keep(await call('session.state', {}));

function keep(result: Result<SessionState>): Result<SessionState> {
  if (result.ok) state.value = result.value;
  return result;
}
