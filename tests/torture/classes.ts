// The torture classes by name; each lies in a file of its own and is loaded only when it is asked for.

import type { TortureClass } from './torture-class.ts';

export const classes: Readonly<Record<string, () => Promise<TortureClass>>> = {
  audit: async () => (await import('./audit.ts')).audit,
  bitflip: async () => (await import('./bitflip.ts')).bitflip,
  canary: async () => (await import('./canary.ts')).canary,
  kill: async () => (await import('./kill.ts')).kill,
  lockout: async () => (await import('./lockout.ts')).lockout,
  powercut: async () => (await import('./powercut.ts')).powercut,
  policy: async () => (await import('./policy.ts')).policy,
};
