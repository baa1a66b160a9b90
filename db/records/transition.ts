// Reporting, returning, locking and unlocking records: the only writer of their state.

import type { Library } from '#domain/dictionary/index.ts';
import type { Access } from '#domain/identity/access.ts';
import { transitions, type TransitionId } from '#domain/policy/record-state.ts';
import { transitionOutcome, transitionRefusal } from '#domain/policy/transition.ts';
import { AppError } from '#domain/result.ts';
import type { Delta, Writing } from '../spine/act.ts';
import { forbidden } from './judge.ts';
import { readSeen } from './seen.ts';
import { storageOf } from './storage.ts';
import { touch, updateRow } from './write.ts';

export interface TransitionRequest {
  readonly library: Library;
  readonly ids: readonly string[];
  readonly action: TransitionId;
  /** The level that locks; the person's own where null. */
  readonly level: number | null;
  readonly reason: string;
}

/**
 * Moves all records or none; answers with how many moved. Errors: `bad_input` for a library without reporting, `not_found`,
 * `forbidden` with the sentence that says why for the first record refused.
 */
export function moveRecords(writing: Writing, access: Access, { library, ids, action, level, reason }: TransitionRequest): number {
  const storage = storageOf(library);
  const membership = storage.parts.find(({ entity, table }) => entity === table && entity === 'project_membership');
  if (membership === undefined) {
    throw new AppError('bad_input', `“${library.label}”不需要${transitions[action].name}，没有改动任何数据。`, { database: library.id });
  }
  for (const id of ids) {
    const { raw, facts } = readSeen(writing.db, access, storage, id);
    const refusal = transitionRefusal(access, action, facts, level);
    if (refusal !== null) throw forbidden(ids.length === 1 ? refusal : `“${String(raw[library.titleField])}”：${refusal}`, id, [], true);
    const no = Number(raw['record_no']);
    const { version } = writing.db.get<{ version: number }>('SELECT row_version AS version FROM project_membership WHERE membership_no = ?', [no]) ?? {
      version: 0,
    };
    const deltas = Object.entries(transitionOutcome(access, action, facts, level)).flatMap(([field, after]): Delta[] => {
      const before = raw[field] ?? null;
      return before === after ? [] : [[field, before, after]];
    });
    updateRow(writing, membership, id, no, deltas);
    touch(writing, { table: 'project_membership', key: 'membership_no', no });
    writing.log({ kind: 'update', entity: 'project_membership', entityId: id, entityNo: no, library: library.id, baseVersion: version, deltas, reason });
  }
  return ids.length;
}
