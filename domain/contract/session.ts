// Procedures of the session: what state the replica is in, first set-up, unlock, lock.

import { procedure } from '../rpc/define.ts';
import { z } from '../rpc/zod.ts';

export const sessionState = z.strictObject({
  /** `new`: no replica yet; `locked`: a password is needed; `unlocked`: ready. */
  phase: z.enum(['new', 'locked', 'unlocked']),
  /** The zone shown in the title bar. */
  zone: z.enum(['office', 'isolated', 'demo']),
  user: z.string().nullable(),
  unit: z.string().nullable(),
  /** ISO date-time of the newest accepted change; null while locked or empty. */
  dataDate: z.string().nullable(),
  programVersion: z.string(),
  /** Demonstration replicas are opened with this published password, so that the sign-in page can fill it in. */
  demoPassword: z.string().nullable(),
});
export type SessionState = z.output<typeof sessionState>;

const password = z.string().min(1).max(256);

export const sessionProcedures = {
  'session.state': procedure({ input: z.strictObject({}), output: sessionState, permission: 'session.view', audit: null, access: 'open' }),
  'session.create': procedure({
    input: z.strictObject({ user: z.string().trim().min(2).max(40), unit: z.string().trim().max(60).default(''), password, demo: z.boolean().default(false) }),
    output: sessionState,
    permission: 'session.open',
    audit: 'session.created',
    access: 'open',
  }),
  'session.unlock': procedure({
    input: z.strictObject({ password }),
    output: sessionState,
    permission: 'session.open',
    audit: 'session.unlocked',
    access: 'open',
  }),
  'session.lock': procedure({ input: z.strictObject({}), output: sessionState, permission: 'session.view', audit: 'session.locked', access: 'open' }),
};
