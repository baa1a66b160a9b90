// Where a record stands between those who report and those who review (domain.md §1.0.1), and the moves between these states.

export const recordStates = { open: '10', reported: '20', returned: '30', locked: '40', sealed: '50' } as const;
export type RecordState = (typeof recordStates)[keyof typeof recordStates];

/** Every level, 1 国家 to 9; what a lock may name. */
export const lockLevels = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

export const transitionIds = ['report', 'return', 'lock', 'unlock'] as const;
export type TransitionId = (typeof transitionIds)[number];

export interface Transition {
  readonly name: string;
  readonly from: readonly RecordState[];
  readonly to: RecordState;
  /** Only those who review: the level reported to, or above. */
  readonly reviewers: boolean;
}

const { open, reported, returned, locked } = recordStates;

/** G3: 解锁后允许下级报送部门修改, so an unlocked record is open again. W21: 只有主管单位退回后才能调整. */
export const transitions: Readonly<Record<TransitionId, Transition>> = {
  report: { name: '上报', from: [open, returned], to: reported, reviewers: false },
  return: { name: '退回', from: [reported], to: returned, reviewers: true },
  lock: { name: '锁定', from: [open, reported, returned], to: locked, reviewers: true },
  unlock: { name: '解锁', from: [locked], to: open, reviewers: true },
};
