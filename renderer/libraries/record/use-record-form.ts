// One record being filled in: what was stored, what is changed, what the rules say, and saving it.

import { computed, onScopeDispose, reactive, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue';
import type { Problem, Row } from '#domain/contract/query.ts';
import type { Field } from '#domain/dictionary/field.ts';
import type { Library } from '#domain/dictionary/index.ts';
import type { AppErrorShape } from '#domain/result.ts';
import { rowId, rowVersion } from '../../ui/grid/grid-column.ts';
import { guardUnsaved } from '../../ui/unsaved.ts';
import type { CellValue } from '../../ui/format/cell-value.ts';
import { call, type Output } from '../../api/workstation.ts';
import { shownKey } from '../list/columns.ts';
import { problemsIn } from './problems-in.ts';

const checkDelayMs = 350;

export type SimilarRecord = Output<'record.check'>['similar'][number];
export type RecordRights = Output<'record.check'>['rights'];

export interface RecordForm {
  readonly library: Library;
  /** Null while the record is new. */
  readonly base: ShallowRef<Row | null>;
  /** ISO time from which the form shows the stored record. */
  readonly openedAt: Ref<string>;
  readonly values: Readonly<Row>;
  readonly changed: ComputedRef<ReadonlySet<string>>;
  /** Fields whose text cannot be read yet. */
  readonly unreadableCount: ComputedRef<number>;
  readonly problems: ComputedRef<readonly Problem[]>;
  readonly similar: ShallowRef<readonly SimilarRecord[]>;
  /** What the person may change; null until the host has said so. */
  readonly rights: ShallowRef<RecordRights | null>;
  readonly mayFill: (field: Field) => boolean;
  readonly error: ShallowRef<AppErrorShape | null>;
  readonly isSaving: Ref<boolean>;
  /** True after a refused save: the summary on top stays until the next one. */
  readonly wasRefused: Ref<boolean>;
  readonly set: (field: Field, value: CellValue) => void;
  /** Text that cannot be read as the field's kind; null when it can. */
  readonly setUnreadable: (field: Field, message: string | null) => void;
  readonly undo: (field: Field) => void;
  readonly save: (reason: string | null) => Promise<Row | null>;
  /** Takes a stored record as the new base; own changes stay when `keepsChanges`. */
  readonly rebase: (record: Row, keepsChanges: boolean) => void;
}

/** Makes the form of a record, or of a new one when `record` is null. */
export function useRecordForm(library: Library, record: Row | null): RecordForm {
  const base = shallowRef<Row | null>(record);
  const openedAt = ref(new Date().toISOString());
  const values = reactive<Row>({ ...record });
  const unreadable = reactive(new Map<string, string>());
  const judged = shallowRef<readonly Problem[]>([]);
  const similar = shallowRef<readonly SimilarRecord[]>([]);
  const rights = shallowRef<RecordRights | null>(null);
  const writable = computed(() => new Set(rights.value?.writable));
  const error = shallowRef<AppErrorShape | null>(null);
  const isSaving = ref(false);
  const wasRefused = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  const changed = computed(() => {
    const keys = library.fields.filter(({ derived }) => derived === undefined).map(shownKey);
    return new Set(keys.filter((key) => !isSame(values[key], base.value?.[key])));
  });

  const problems = computed<readonly Problem[]>(() => [
    ...[...unreadable].map(([field, message]): Problem => ({ field, code: 'unreadable', severity: 'error', message })),
    ...judged.value.filter(({ field }) => !unreadable.has(field)),
  ]);

  /** What the host is told: changed values, or everything filled in for a new record. */
  const changedValues = (): Row => Object.fromEntries([...changed.value].map((key) => [key, values[key] ?? null]));

  async function check(): Promise<void> {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const id = base.value === null ? null : rowId(base.value);
    const result = await call('record.check', { database: library.id, id, values: changedValues() }, { signal: controller.signal });
    if (!result.ok || running !== controller) return;
    judged.value = result.value.problems;
    similar.value = result.value.similar;
    rights.value = result.value.rights;
    Object.assign(values, result.value.derived);
  }

  function checkSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void check(), checkDelayMs);
  }

  async function save(reason: string | null): Promise<Row | null> {
    error.value = null;
    wasRefused.value = unreadable.size > 0;
    if (wasRefused.value) return null;
    isSaving.value = true;
    const result =
      base.value === null
        ? await call('record.create', { database: library.id, values: changedValues(), reason })
        : await call('record.update', { database: library.id, id: rowId(base.value), version: rowVersion(base.value), values: changedValues(), reason });
    isSaving.value = false;
    if (result.ok) {
      rebase(result.value.record, false);
      judged.value = result.value.problems;
      return result.value.record;
    }
    error.value = result.error;
    wasRefused.value = true;
    const found = problemsIn(result.error);
    if (found.length > 0) judged.value = found;
    return null;
  }

  function rebase(stored: Row, keepsChanges: boolean): void {
    const mine = keepsChanges ? changedValues() : {};
    base.value = stored;
    openedAt.value = new Date().toISOString();
    for (const key of Object.keys(values)) if (!(key in stored)) delete values[key];
    Object.assign(values, stored, mine);
    error.value = null;
    wasRefused.value = false;
    if (!keepsChanges) unreadable.clear();
  }

  watch(changed, checkSoon);
  void check();
  guardUnsaved(() => changed.value.size > 0 || unreadable.size > 0);
  onScopeDispose(() => {
    clearTimeout(timer);
    running?.abort();
  });

  return {
    library,
    base,
    openedAt,
    values,
    changed,
    unreadableCount: computed(() => unreadable.size),
    problems,
    similar,
    rights,
    mayFill: (field) => writable.value.has(field.id),
    error,
    isSaving,
    wasRefused,
    set(field, value) {
      values[shownKey(field)] = value;
      checkSoon();
    },
    setUnreadable(field, message) {
      if (message === null) unreadable.delete(field.id);
      else unreadable.set(field.id, message);
    },
    undo(field) {
      const key = shownKey(field);
      unreadable.delete(field.id);
      values[key] = base.value?.[key] ?? null;
    },
    save,
    rebase,
  };
}

/** Absent, null and empty are the same nothing. */
function isSame(a: CellValue | undefined, b: CellValue | undefined): boolean {
  const isNothing = (value: CellValue | undefined): boolean =>
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return isNothing(a) ? isNothing(b) : JSON.stringify(a) === JSON.stringify(b);
}
