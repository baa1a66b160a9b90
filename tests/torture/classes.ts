// The torture classes by name; each lies in a file of its own and is loaded only when it is asked for.

import type { TortureClass } from './torture-class.ts';

export const classes: Readonly<Record<string, () => Promise<TortureClass>>> = {
  policy: async () => (await import('./policy.ts')).policy,
};
