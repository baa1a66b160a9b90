// Handlers of the session procedures.

import type { HandlersOf, Workstation } from './context.ts';

export const sessionHandlers: HandlersOf<'session.state' | 'session.create' | 'session.unlock' | 'session.lock'> = {
  'session.state': (_input, { context }) => context.session.state(),

  'session.create': async ({ user, unit, password, demo }, { context }) => {
    await context.session.create({ user, unit, password, zone: demo ? 'demo' : 'office' });
    return { state: await context.session.state(), activation: [], recovery: [] };
  },

  'session.unlock': async ({ password }, { context }) => {
    await context.session.unlock(password);
    return context.session.state();
  },

  'session.lock': async (_input, { context }) => {
    await lock(context);
    return context.session.state();
  },
};

/** Locks the replica and forgets the files held for import. */
export async function lock(workstation: Workstation): Promise<void> {
  workstation.files.clear();
  await workstation.session.lock();
}
