// How a new membership stands: being filled in, not locked. Written with the row, not logged: nobody chose it.

import { recordStates } from '#domain/policy/record-state.ts';

export const freshState = { record_state: recordStates.open, lock_level: 0 } as const;
