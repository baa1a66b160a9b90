// Which moves between record states are offered in a library: what the person's roles and level allow.

import type { LibraryId } from '#domain/dictionary/libraries/library.ts';
import { policy, rightOf } from '#domain/policy/policy.ts';
import { transitionIds, transitions, type TransitionId } from '#domain/policy/record-state.ts';
import { mayIn } from '../../api/permission.ts';
import { session } from '../../api/session.ts';

export interface OfferedTransition {
  readonly id: TransitionId;
  readonly name: string;
}

/** In the order of the record's life; the host decides per record. */
export function offeredTransitions(library: LibraryId): readonly OfferedTransition[] {
  if (!mayIn('transition', library)) return [];
  const levels = session.value?.identity?.roles.flatMap((role) => {
    const found = rightOf(role, library);
    return found?.right.actions.includes('transition') === true ? [found.level] : [];
  });
  const reviews = levels?.some((level) => level <= policy.reviewLevel) ?? false;
  return transitionIds.filter((id) => reviews || !transitions[id].reviewers).map((id) => ({ id, name: transitions[id].name }));
}
