// Everything the writer can be asked: each entry is one act, one transaction, one audit record.

import type Database from 'better-sqlite3';
import { library, type Library } from '#domain/dictionary/index.ts';
import { projectTable } from '#domain/dictionary/tables/project.ts';
import { overridesIn, reasonWithOverrides, type Override } from '#domain/dictionary/overrides.ts';
import { validateRecord, type RecordFinding } from '#domain/dictionary/validate.ts';
import type { Access } from '#domain/identity/access.ts';
import { hiddenInList, hiddenOn } from '#domain/policy/fields.ts';
import { AppError } from '#domain/result.ts';
import { seesProject, sightOf, type Sight } from '../policy/sight.ts';
import { entitledIn, entitledTo, entitledToUndo, refuseOffLimits } from '../records/entitled.ts';
import { importRows, type ImportOutcome, type ImportRow, type Job } from '../records/import-rows.ts';
import { judged } from '../records/judge.ts';
import { refuseTakenCode } from '../records/match.ts';
import { refuseHiddenNumbers, refuseMarkedText, sameNumberFindings } from '../records/protect.ts';
import { decodeFields, decodeRow, notFound, readProject, readRecord, type Row } from '../records/read.ts';
import { readSeen } from '../records/seen.ts';
import { shown, withoutHidden } from '../records/shown.ts';
import { storageOf } from '../records/storage.ts';
import { moveRecords, type TransitionRequest } from '../records/transition.ts';
import { undoBatch } from '../records/undo.ts';
import { unseenAmong, type Unseen } from '../records/unseen.ts';
import { createRecord, removeRecord, staleVersion, standardised, updateRecord, type Values, type Written } from '../records/write.ts';
import { perform, type Writing } from '../spine/act.ts';
import type { Asker } from '../spine/asker.ts';
import { auditUnavailable } from '../spine/audit-chain.ts';
import { closeBatch, openBatch } from '../spine/batch.ts';
import { transact } from '../spine/journal.ts';
import { wrap } from '../kernel/database.ts';
import { authorsOf, noSuchView, settingKey } from './own-things.ts';

export type { Asker } from '../spine/asker.ts';

export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

interface Saved {
  readonly record: Row;
  readonly problems: readonly FieldProblem[];
  readonly changed: boolean;
}

/** The write functions over one connection, for one person: what an act wrote is held against his rights before it is kept. */
export function writesOf(connection: Database.Database, access: Access) {
  const sight = sightOf(access);
  const act = <T>(
    asker: Asker,
    event: string,
    work: (writing: Writing) => T,
    describe: (outcome: T) => Readonly<Record<string, unknown>>,
    undoing = false,
  ): T => perform(connection, asker, event, (writing) => judged(writing, access, work, undoing), describe);
  /** An act on one record, answered with the record as the person then reads it. */
  const save = (
    asker: Asker,
    event: string,
    target: Library,
    work: (writing: Writing) => Written & { readonly problems: readonly FieldProblem[] },
    describe: (saved: Saved) => Readonly<Record<string, unknown>>,
  ): Saved =>
    perform(
      connection,
      asker,
      event,
      (writing) => {
        const { id, problems, changed } = judged(writing, access, work);
        const { raw, facts } = readSeen(writing.db, access, storageOf(target), id);
        const hidden = hiddenOn(access, target, facts);
        return { record: shown(decodeRow(writing.db, storageOf(target), raw), hidden), problems: withoutHidden(problems, hidden), changed };
      },
      describe,
    );

  return {
    createRecord(input: Asker & { database: string; values: Values; reason: string | null; projectId: string | null }): Saved {
      const target = library(input.database);
      const storage = storageOf(target);
      return save(
        input,
        'record.created',
        target,
        (writing) => {
          entitledIn(access, 'create', target);
          refuseOffLimits(target, input.values, hiddenInList(access, target), {});
          if (input.projectId !== null && !seesProject(writing.db, sight, input.projectId)) throw notFound(input.projectId);
          const joined =
            input.projectId === null
              ? {}
              : decodeFields(writing.db, { table: projectTable.name, row: input.projectId }, projectTable.fields, readProject(writing.db, input.projectId));
          const values = standardised(target, input.values);
          refuseMarkedText('修改说明', input.reason);
          refuseHiddenNumbers(target, values, {});
          const problems = [...refuseErrors(target, { ...joined, ...values }, input.today), ...samePersonalNumber(writing, sight, target, values, null)];
          guardCode(writing, sight, values, input.projectId);
          const reason = reasonWithOverrides(input.reason, overridesIn(problems, values));
          return { ...createRecord(writing, storage, values, { reason, projectId: input.projectId }), problems };
        },
        ({ record, problems }) => ({ database: target.id, id: record['id'], ...overrideDetail(problems, input.values) }),
      );
    },

    updateRecord(input: Asker & { database: string; id: string; version: number; values: Values; reason: string | null }): Saved {
      const target = library(input.database);
      const storage = storageOf(target);
      return save(
        input,
        'record.updated',
        target,
        (writing) => {
          const { record: before, hidden } = entitledTo(writing.db, access, 'update', storage, input.id);
          refuseOffLimits(target, input.values, hidden, before);
          const values = standardised(target, input.values);
          refuseMarkedText('修改说明', input.reason);
          refuseHiddenNumbers(target, values, before);
          const problems = [...refuseErrors(target, { ...before, ...values }, input.today), ...samePersonalNumber(writing, sight, target, values, input.id)];
          guardCode(writing, sight, values, projectOf(before));
          const reason = reasonWithOverrides(input.reason, overridesIn(problems, values));
          return { ...updateRecord(writing, storage, input.id, input.version, values, { reason }), problems };
        },
        ({ changed, problems }) => ({
          database: target.id,
          id: input.id,
          fields: Object.keys(input.values),
          ...overrideDetail(problems, input.values),
          changed,
        }),
      );
    },

    /** All changes or, when any brings an error the record did not have, none: the answer then lists the errors and `batch` is null. */
    updateMany(input: Asker & { database: string; label: string; changes: readonly { id: string; version: number; values: Values }[] }) {
      const target = library(input.database);
      const storage = storageOf(target);
      const reader = wrap(connection);
      const changes = input.changes.map((change) => ({ ...change, values: standardised(target, change.values) }));
      const problems = changes.flatMap(({ id, values }) => {
        const { record: before, hidden } = entitledTo(reader, access, 'update', storage, id);
        refuseOffLimits(target, values, hidden, before);
        return newErrors(target, before, values, input.today).map((problem) => ({ id, ...problem }));
      });
      if (problems.length > 0) return { changed: 0, unchanged: 0, batch: null, problems };
      return act(
        input,
        'record.bulk_updated',
        (writing) => {
          // Judged before anything is written: two records of one project share its master, and changing one moves both versions.
          for (const { id, version } of changes) {
            const current = readRecord(writing.db, storage, id)['version'];
            if (current !== version) throw staleVersion(id, current);
          }
          refuseMarkedText('批次名称', input.label);
          const batch = openBatch(writing, 'paste', input.label, target.id);
          const results = changes.map(({ id, values }) => {
            const before = readRecord(writing.db, storage, id);
            refuseHiddenNumbers(target, values, before);
            guardCode(writing, sight, values, projectOf(before));
            return updateRecord(writing, storage, id, null, values, { batchId: batch });
          });
          const changed = results.filter((result) => result.changed).length;
          closeBatch(writing, batch, { created: 0, changed, removed: 0 });
          if (changed === 0) writing.db.run('DELETE FROM batch WHERE batch_id = ?', [batch]);
          return { changed, unchanged: results.length - changed, batch: changed === 0 ? null : batch, problems: [] };
        },
        ({ changed, batch }) => ({ database: target.id, changed, batch }),
      );
    },

    removeRecords(input: Asker & { database: string; ids: readonly string[]; reason: string }): { removed: number; batch: string } {
      const target = library(input.database);
      const storage = storageOf(target);
      return act(
        input,
        'record.removed',
        (writing) => {
          refuseMarkedText('删除原因', input.reason);
          const batch = openBatch(writing, 'remove', `删除 ${input.ids.length} 条：${input.reason}`, target.id);
          for (const id of input.ids) entitledTo(writing.db, access, 'remove', storage, id);
          for (const id of input.ids) removeRecord(writing, storage, id, { batchId: batch, reason: input.reason });
          closeBatch(writing, batch, { created: 0, changed: 0, removed: input.ids.length });
          return { removed: input.ids.length, batch };
        },
        ({ batch }) => ({ database: target.id, ids: input.ids.slice(0, 100), count: input.ids.length, batch }),
      );
    },

    /** Reports, returns, locks or unlocks. */
    moveRecords(input: Asker & Omit<TransitionRequest, 'library'> & { database: string }): number {
      const target = library(input.database);
      return act(
        input,
        'record.transitioned',
        (writing) => {
          refuseMarkedText('办理说明', input.reason);
          return moveRecords(writing, access, { ...input, library: target });
        },
        (count) => ({ database: target.id, action: input.action, level: input.level, ids: input.ids.slice(0, 100), count, reason: input.reason }),
      );
    },

    /** Writes rows as one batch; with `commit` false the same work is done and rolled back, so the preview is the truth. */
    importRows(
      input: Asker & { database: string; year: number | null; label: string; source: string; rows: readonly ImportRow[]; commit: boolean },
      job: Job,
    ): ImportOutcome {
      const request = { ...input, library: library(input.database), access };
      entitledIn(access, 'import', request.library);
      try {
        // Each row is judged by itself, so that one that is refused does not take the others with it.
        return perform(
          connection,
          input,
          'import.committed',
          (writing) => {
            const { outcome, isRefused } = importRows(writing, request, job);
            if (!input.commit || isRefused) throw new RolledBack({ ...outcome, batch: null });
            return outcome;
          },
          ({ created, changed, unchanged, rejected, batch }) => ({
            database: input.database,
            source: input.source,
            created,
            changed,
            unchanged,
            rejected,
            batch,
          }),
        );
      } catch (error) {
        if (error instanceof RolledBack) return error.outcome;
        throw error;
      }
    },

    undoBatch(input: Asker & { batch: string }): { restored: number; removed: number; batch: string } {
      return act(
        input,
        'batch.undone',
        (writing) => {
          entitledToUndo(writing.db, access, input.batch);
          return undoBatch(writing, sight, input.batch);
        },
        (outcome) => ({ undone: input.batch, ...outcome }),
        true,
      );
    },

    saveView(input: Asker & { id: string; database: string; name: string; definition: string }): void {
      act(
        input,
        'view.saved',
        ({ db, act: { at } }) => {
          refuseMarkedText('视图名称', input.name);
          const { changes } = db.run(
            `INSERT INTO saved_view (view_id, library, name, definition, author, updated_at) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (view_id) DO UPDATE SET name = excluded.name, definition = excluded.definition, updated_at = excluded.updated_at
             WHERE author IN (?, ?)`,
            [input.id, input.database, input.name, input.definition, access.user.id, at, ...authorsOf(access)],
          );
          if (changes === 0) throw noSuchView(input.id);
        },
        () => ({ view: input.id, name: input.name }),
      );
    },

    removeView(input: Asker & { id: string }): void {
      act(
        input,
        'view.removed',
        ({ db }) => {
          const { changes } = db.run('DELETE FROM saved_view WHERE view_id = ? AND author IN (?, ?)', [input.id, ...authorsOf(access)]);
          if (changes === 0) throw noSuchView(input.id);
        },
        () => ({ view: input.id }),
      );
    },

    /** For the audit of refusals: asked of the writer, because the answer must not reach a page. */
    unseenAmong: (input: { ids: readonly string[] }): Unseen | null => unseenAmong(wrap(connection), access, input.ids),

    /** Remembered screen settings are not business data and leave no audit record. */
    setSetting(input: { key: string; value: string }): void {
      transact(connection, () =>
        wrap(connection).run('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value', [
          settingKey(access, input.key),
          input.value,
        ]),
      );
    },

    /** Records an event that changed no business row. To be called before what it records is shown or handed out. Error `audit_unavailable`. */
    audit(input: Asker & { event: string; detail: Readonly<Record<string, unknown>> }): void {
      try {
        act(
          input,
          input.event,
          () => undefined,
          () => input.detail,
        );
      } catch (error) {
        throw auditUnavailable(error);
      }
    },
  };
}

/** What the audit says of overruled findings; nothing when there are none. */
function overrideDetail(problems: readonly FieldProblem[], given: Values): { overrides?: readonly Override[] } {
  const overrides = overridesIn(problems, given);
  return overrides.length === 0 ? {} : { overrides };
}

/** Carries a dry run's counts out of the transaction it undoes. */
class RolledBack extends Error {
  readonly outcome: ImportOutcome;
  constructor(outcome: ImportOutcome) {
    super('dry run');
    this.outcome = outcome;
  }
}

/** Findings of a record about to be saved. Error `validation_failed` carries them when any is an error. */
function refuseErrors(target: Library, values: Values, today: string): FieldProblem[] {
  const problems = validateRecord(target, values, { today, complete: true });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new AppError('validation_failed', `有 ${errors.length} 处填写有误，记录没有保存：${errors[0]?.message ?? ''}`, { problems });
  }
  return problems;
}

/** Errors a record would have with the new values and does not have now: a paste cannot be blamed for what was wrong before. */
function newErrors(target: Library, before: Row, values: Values, today: string): RecordFinding[] {
  const errorsOf = (record: Values): RecordFinding[] =>
    validateRecord(target, record, { today, complete: false }).filter(({ severity }) => severity === 'error');
  const known = new Set(errorsOf(before).map(({ field, code }) => `${field} ${code}`));
  return errorsOf({ ...before, ...values }).filter(({ field, code }) => field in values || !known.has(`${field} ${code}`));
}

const samePersonalNumber = ({ db }: Writing, sight: Sight, target: Library, values: Values, id: string | null): FieldProblem[] =>
  sameNumberFindings(db, sight, target, values, id).map(({ other: _other, ...problem }) => problem);

function guardCode(writing: Writing, sight: Sight, values: Values, projectId: string | null): void {
  const code = values['national_code'];
  if (typeof code === 'string' && code !== '') refuseTakenCode(writing.db, sight, code, projectId);
}

const projectOf = ({ project_id: project }: Row): string | null => (typeof project === 'string' ? project : null);

export type Writes = ReturnType<typeof writesOf>;
