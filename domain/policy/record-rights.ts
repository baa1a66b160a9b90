// What a form needs to know about one record: what may be done with it, which fields, and why not.

import type { Access } from '../identity/access.ts';
import type { Library } from '../dictionary/index.ts';
import { mayDo, mayIn, rightsIn } from './decide.ts';
import { explainRefusal, roleRefusal } from './explain.ts';
import type { Facts } from './facts.ts';
import { mayWrite, writableFields } from './fields.ts';
import type { TransitionId } from './record-state.ts';
import { possibleTransitions } from './transition.ts';

export interface RecordRights {
  readonly update: boolean;
  readonly remove: boolean;
  /** Moves between reporting and reviewing possible now. */
  readonly transitions: readonly TransitionId[];
  /** Fields that may be changed, or filled in when the record is new. */
  readonly writable: readonly string[];
  /** Why nothing may be changed, in one sentence; null when something may. */
  readonly why: string | null;
}

export const rightsOnRecord = (access: Access, library: Library, facts: Facts): RecordRights => ({
  update: mayDo(access, 'update', facts),
  remove: mayDo(access, 'remove', facts),
  transitions: library.kind === 'project' ? possibleTransitions(access, facts) : [],
  writable: writableFields(access, library, facts),
  why: explainRefusal(access, 'update', facts),
});

/** Of a record not yet made: it has no row to be judged by. */
export function rightsOnNew(access: Access, library: Library): RecordRights {
  const may = mayIn(access, 'create', library.id);
  const rights = may ? rightsIn(access, library.id).filter(({ right }) => right.actions.includes('create') || right.actions.includes('update')) : [];
  return {
    update: may,
    remove: false,
    transitions: [],
    writable: library.fields.filter((field) => mayWrite(rights, field)).map(({ id }) => id),
    why: may ? null : roleRefusal(access, 'create', library.id),
  };
}
