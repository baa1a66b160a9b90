// Moves of a record between reporting and reviewing: who may make which, and what they write.

import type { Access } from '../identity/access.ts';
import { rightsFor, type ReachingRight } from './decide.ts';
import { explainRefusal } from './explain.ts';
import type { Facts } from './facts.ts';
import { policy } from './policy.ts';
import { recordStates, transitionIds, transitions, type RecordState, type TransitionId } from './record-state.ts';

const stateOf = (facts: Facts): string => facts.record_state ?? recordStates.open;
const startsAt = (id: TransitionId, facts: Facts): boolean => transitions[id].from.some((state) => state === stateOf(facts));
const reviews = ({ level }: ReachingRight): boolean => level <= policy.reviewLevel;

const rightsToMove = (access: Access, id: TransitionId, facts: Facts): ReachingRight[] =>
  rightsFor(access, 'transition', facts).filter((right) => !transitions[id].reviewers || reviews(right));

/** Moves the person may make with this record now. */
export const possibleTransitions = (access: Access, facts: Facts): TransitionId[] =>
  transitionIds.filter((id) => startsAt(id, facts) && rightsToMove(access, id, facts).length > 0);

/** Why the move is refused, in one sentence; null when it may be made. `level`: the lock asked for, null for the own level. */
export function transitionRefusal(access: Access, id: TransitionId, facts: Facts, level: number | null): string | null {
  const { name, from } = transitions[id];
  const barred = explainRefusal(access, 'transition', facts);
  if (barred !== null) return barred;
  if (rightsToMove(access, id, facts).length === 0) return `${name}由市发改委相关处室办理，没有改动任何数据。请联系受理处室。`;
  if (!startsAt(id, facts)) return `只有${from.map((state) => `“${stateNames[state]}”`).join('、')}的记录可以${name}，没有改动任何数据。请刷新后核对填报状态。`;
  if (id === 'lock' && level !== null && rightsToMove(access, id, facts).every((right) => level < right.level))
    return `锁定等级不能高于本级，没有改动任何数据。请选择 ${ownLevel(access, id, facts)} 或更大的等级。`;
  return null;
}

/** What a permitted move writes. */
export function transitionOutcome(
  access: Access,
  id: TransitionId,
  facts: Facts,
  level: number | null,
): { record_state: RecordState; lock_level: number; locked_by: string | null } {
  const lock = id === 'lock';
  return { record_state: transitions[id].to, lock_level: lock ? (level ?? ownLevel(access, id, facts)) : 0, locked_by: lock ? access.user.name : null };
}

const ownLevel = (access: Access, id: TransitionId, facts: Facts): number => Math.min(...rightsToMove(access, id, facts).map((right) => right.level));

const stateNames: Readonly<Record<RecordState, string>> = {
  [recordStates.open]: '填报',
  [recordStates.reported]: '已上报',
  [recordStates.returned]: '已退回',
  [recordStates.locked]: '已锁定',
  [recordStates.sealed]: '已封账',
};
