// The policy as a pure function of person, action and row. The compiled filters must say the same; tests compare them.

import type { Access } from '../identity/access.ts';
import type { LibraryId } from '../dictionary/libraries/library.ts';
import { changesRows, type Action, type Facts } from './facts.ts';
import { labelRank } from './labels.ts';
import { policy, rightOf, type LibraryRight, type RowScope } from './policy.ts';
import { recordStates, type RecordState } from './record-state.ts';
import { coveredBy } from './scope.ts';

/** A right of one of the person's roles that reaches this row. Rights of one role never count on rows only another sees. */
export interface ReachingRight {
  readonly level: number;
  readonly right: LibraryRight;
}

/** Rights of the person's roles on this library, whatever the row. */
export const rightsIn = (access: Access, library: LibraryId): ReachingRight[] => access.roles.flatMap((role) => rightOf(role, library) ?? []);

/** Rights whose rows include this one; none when its label is above the clearance. */
export function rightsOn(access: Access, facts: Facts): ReachingRight[] {
  if (labelRank(facts.label) > labelRank(access.clearance)) return [];
  return rightsIn(access, facts.library).filter(({ right }) => liesIn(right.scope, access, facts));
}

function liesIn(scope: RowScope, access: Access, facts: Facts): boolean {
  switch (scope) {
    case 'all':
      return true;
    case 'region': {
      if (access.regions === 'all') return true;
      const covered = coveredBy(access.regions);
      return (facts.region_code !== null && covered.has(facts.region_code)) || (facts.zone_code !== null && covered.has(facts.zone_code));
    }
    case 'department':
      return access.departments === 'all' || (facts.competent_dept_id !== null && access.departments.includes(facts.competent_dept_id));
  }
}

/** Whether record state and lock let somebody of this level change the record. A state this program does not know lets nobody. */
export function isOpenTo(level: number, { record_state: state, lock_level: lock }: Pick<Facts, 'record_state' | 'lock_level'>): boolean {
  const who = policy.states[(state ?? recordStates.open) as RecordState];
  if (who === undefined || who === 'nobody') return false;
  if (who === 'reviewers' && level > policy.reviewLevel) return false;
  return lock === null || lock === 0 || (level <= lock && lock <= 9);
}

/** Whether the person may see the row at all. */
export const mayReadRow = (access: Access, facts: Facts): boolean => rightsOn(access, facts).some(({ right }) => right.actions.includes('read'));

/** Rights that allow the action on this row, in its state. */
export function rightsFor(access: Access, action: Action, facts: Facts): ReachingRight[] {
  if (changesRows(action) && access.readOnly !== null) return [];
  return rightsOn(access, facts).filter(({ level, right }) => right.actions.includes(action) && (!changesRows(action) || isOpenTo(level, facts)));
}

/** Whether the person may do this with the row. */
export const mayDo = (access: Access, action: Action, facts: Facts): boolean => rightsFor(access, action, facts).length > 0;

/** Whether the person may do this with some row of the library: whether to offer it at all. */
export const mayIn = (access: Access, action: Action, library: LibraryId): boolean =>
  (!changesRows(action) || access.readOnly === null) && rightsIn(access, library).some(({ right }) => right.actions.includes(action));
