// Compiles the policy for one person, library and action into a predicate over row facts.

import type { Access } from '../identity/access.ts';
import type { LibraryId } from '../dictionary/libraries/library.ts';
import { changesRows, type Action } from './facts.ts';
import { rightsIn } from './decide.ts';
import { defaultLabel, labelCodes, labelsUpTo } from './labels.ts';
import { policy, type RowScope } from './policy.ts';
import { all, always, any, never, type Predicate } from './predicate.ts';
import { lockLevels, recordStates } from './record-state.ts';
import { coveredBy } from './scope.ts';

/** Rows of the library the person may do this with. `always` for whoever meets every row: no filter, no cost. */
export function rowFilter(access: Access, library: LibraryId, action: Action): Predicate {
  if (changesRows(action) && access.readOnly !== null) return never;
  const byRole = rightsIn(access, library)
    .filter(({ right }) => right.actions.includes(action))
    .map(({ level, right }) => all([scopeFilter(right.scope, access), changesRows(action) ? openTo(level) : always]));
  const labels = labelsUpTo(access.clearance);
  const belowClearance: Predicate =
    labels.length === labelCodes.length ? always : { kind: 'one-of', fact: 'label', values: labels, orMissing: labels.includes(defaultLabel) };
  return all([any(byRole), belowClearance]);
}

function scopeFilter(scope: RowScope, access: Access): Predicate {
  switch (scope) {
    case 'all':
      return always;
    case 'region': {
      if (access.regions === 'all') return always;
      const values = [...coveredBy(access.regions)];
      if (values.length === 0) return never;
      return any([
        { kind: 'one-of', fact: 'region_code', values, orMissing: false },
        { kind: 'one-of', fact: 'zone_code', values, orMissing: false },
      ]);
    }
    case 'department':
      if (access.departments === 'all') return always;
      return access.departments.length === 0 ? never : { kind: 'one-of', fact: 'competent_dept_id', values: access.departments, orMissing: false };
  }
}

/** Records whose state and lock let this level change them. */
function openTo(level: number): Predicate {
  const states = Object.entries(policy.states).flatMap(([state, who]) =>
    who === 'anyone' || (who === 'reviewers' && level <= policy.reviewLevel) ? [state] : [],
  );
  return all([
    { kind: 'one-of', fact: 'record_state', values: states, orMissing: states.includes(recordStates.open) },
    { kind: 'one-of', fact: 'lock_level', values: [0, ...lockLevels.filter((lock) => level <= lock)], orMissing: true },
  ]);
}
