// What the policy looks at on a row: nothing else of a record decides who may do what with it.

import type { LibraryId } from '../dictionary/libraries/library.ts';

export const factIds = ['region_code', 'zone_code', 'competent_dept_id', 'label', 'record_state', 'lock_level'] as const;
export type FactId = (typeof factIds)[number];

export interface Facts {
  readonly library: LibraryId;
  /** District of the project; null in support libraries and where it is not stated. */
  readonly region_code: string | null;
  /** Functional zone of the project. */
  readonly zone_code: string | null;
  readonly competent_dept_id: string | null;
  /** Code of 密级; null counts as 内部. */
  readonly label: string | null;
  /** Code of 填报状态; null counts as 填报. */
  readonly record_state: string | null;
  /** 0 or null: not locked; n: locked by level n, lower levels (greater numbers) may not modify. */
  readonly lock_level: number | null;
}

/** Actions on rows that the policy decides. */
export const actionIds = ['read', 'export', 'reveal', 'create', 'update', 'remove', 'import', 'undo', 'transition'] as const;
export type Action = (typeof actionIds)[number];

export const actionNames: Readonly<Record<Action, string>> = {
  read: '查看',
  export: '导出',
  reveal: '查看个人信息原文',
  create: '新增',
  update: '修改',
  remove: '删除',
  import: '导入',
  undo: '撤销',
  transition: '办理',
};

const reading: ReadonlySet<Action> = new Set(['read', 'export', 'reveal']);

/** Whether the action changes rows: then record state, locks and a read-only session stand in its way. */
export const changesRows = (action: Action): boolean => !reading.has(action);

/** The field of a record each fact is taken from. */
export const factFields: Readonly<Record<FactId, string>> = {
  region_code: 'region_code',
  zone_code: 'zone_code',
  competent_dept_id: 'competent_dept_id',
  label: 'secret_level',
  record_state: 'record_state',
  lock_level: 'lock_level',
};

/** Facts of a record from its stored values; a field the library does not have is missing. */
export function factsOf(library: LibraryId, values: Readonly<Record<string, unknown>>): Facts {
  const text = (fact: FactId): string | null => {
    const value = values[factFields[fact]];
    return typeof value === 'string' ? value : null;
  };
  const lock = values[factFields.lock_level];
  return {
    library,
    region_code: text('region_code'),
    zone_code: text('zone_code'),
    competent_dept_id: text('competent_dept_id'),
    label: text('label'),
    record_state: text('record_state'),
    lock_level: typeof lock === 'number' ? lock : null,
  };
}
