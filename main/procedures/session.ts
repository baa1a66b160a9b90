// Handlers of the session procedures: set-up, sign-in, lock, own password, recovery.

import type { sessionProcedures } from '#domain/contract/session.ts';
import { fromStartPackage } from '../identity/start-package.ts';
import { recoveryChallenge, respond } from '../keys/recovery.ts';
import { shortDevice } from '../session/asker.ts';
import { faultsOf } from '../session/passwords.ts';
import type { HandlersOf, Workstation } from './context.ts';

export const sessionHandlers: HandlersOf<keyof typeof sessionProcedures> = {
  'session.state': (_input, { context }) => context.session.state(),

  'session.create': async ({ demo, isolated, ...setUp }, { context }) => {
    const issued = await context.session.create({ ...setUp, zone: demo ? 'demo' : isolated ? 'isolated' : 'office' });
    return { state: await context.session.state(), ...issued };
  },

  'session.createFromPackage': async (input, { context: { session } }) => {
    const issued = await session.found(() => fromStartPackage(session.station, input));
    return { state: await session.state(), ...issued };
  },

  'session.unlock': async (credentials, { context }) => {
    await context.session.unlock(credentials);
    return context.session.state();
  },

  'session.lock': async (_input, { context }) => {
    await lock(context);
    return context.session.state();
  },

  'session.touch': (_input, { context }) => {
    context.session.touch();
    return {};
  },

  'session.changePassword': async ({ password, newPassword }, { context }) => {
    await context.session.changePassword(password, newPassword);
    return {};
  },

  'session.checkPassword': async ({ login, newPassword, passwordProfile }, { context }) => {
    const { passwordProfile: own } = await context.session.state();
    return { faults: await faultsOf(passwordProfile ?? own, newPassword, { login }) };
  },

  'recovery.challenge': (_input, { context: { session } }) => {
    const keys = session.station.requireKeyFile();
    return { challenge: recoveryChallenge(session.station.dataDir), device: shortDevice(keys) };
  },

  'recovery.respond': ({ sheet, challenge, login }) => ({ response: respond(sheet, challenge, login) }),

  'recovery.complete': async (answers, { context }) => {
    await context.session.recover(answers);
    return context.session.state();
  },
};

/** Locks the replica and forgets the files held for import. */
export async function lock(workstation: Workstation): Promise<void> {
  workstation.files.clear();
  await workstation.session.lock();
}
