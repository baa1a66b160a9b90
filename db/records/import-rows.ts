// Writing recognised rows as one batch: match, create or update, count; run dry, it is rolled back and only counted.

import type { Library } from '#domain/dictionary/index.ts';
import { overridesIn, reasonWithOverrides } from '#domain/dictionary/overrides.ts';
import { validateRecord } from '#domain/dictionary/validate.ts';
import type { Access } from '#domain/identity/access.ts';
import { fieldRefusal } from '#domain/policy/explain.ts';
import { hiddenInList } from '#domain/policy/fields.ts';
import { AppError } from '#domain/result.ts';
import { sightOf } from '../policy/sight.ts';
import type { Writing } from '../spine/act.ts';
import { closeBatch, openBatch } from '../spine/batch.ts';
import { isStorable } from './encode.ts';
import { refuseOffLimits, refuseUnlessOpen } from './entitled.ts';
import { judged } from './judge.ts';
import { matchRow } from './match.ts';
import { sameNumberFindings } from './protect.ts';
import { similarProjects } from './similar.ts';
import { storageOf } from './storage.ts';
import { createRecord, standardised, updateRecord, type Values } from './write.ts';

export interface ImportRow {
  /** Place of the row in the caller's list; outcomes and problems refer to it. */
  readonly index: number;
  readonly values: Values;
}

export type Outcome = 'created' | 'changed' | 'unchanged' | 'rejected';

export interface RowProblem {
  readonly index: number;
  readonly field: string | null;
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
}

export interface ImportOutcome {
  readonly outcomes: readonly Outcome[];
  readonly problems: readonly RowProblem[];
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly batch: string | null;
}

export interface ImportRequest {
  readonly library: Library;
  readonly year: number | null;
  readonly label: string;
  readonly source: string;
  readonly rows: readonly ImportRow[];
  readonly today: string;
  /** Whose import it is: rows that are not his are neither found nor written. */
  readonly access: Access;
}

export interface Job {
  readonly progress: (done: number, total: number) => void;
  readonly cancelled: () => boolean;
}

/** Checking names against half a million others is dear; beyond this many new rows only equal names are found. */
const similarLimit = 2000;

/** Codes of findings that refuse a row; everything else is kept and reported, because published lists are dirty. */
const refusing = new Set(['classified_refused', 'title_missing']);

/** The outcome, and whether all of it is refused: a column holds what the person may not write. Whoever calls takes the act back then. */
export function importRows(writing: Writing, request: ImportRequest, job: Job): { readonly outcome: ImportOutcome; readonly isRefused: boolean } {
  const { library, year, rows, access } = request;
  const storage = storageOf(library);
  const sight = sightOf(access);
  const batch = openBatch(writing, 'import', request.label, library.id);
  const outcomes: Outcome[] = [];
  const problems: RowProblem[] = [];
  const counts = { created: 0, changed: 0, unchanged: 0, rejected: 0 };
  /** Columns with a value the person may not write, and the first row that has one. */
  const offLimits = new Map<string, number>();
  for (const [place, { index, values: given }] of rows.entries()) {
    if (place % 200 === 0) {
      if (job.cancelled()) throw new AppError('aborted', '已取消导入，没有写入任何数据。');
      job.progress(place, rows.length);
    }
    // Before matching, so that a code written otherwise finds its record.
    const values = standardised(library, given);
    const findings = validateRecord(library, values, { today: request.today, complete: false });
    problems.push(...findings.map(({ field, code, severity, message }) => ({ index, field, code, severity, message })));
    const refused = findings.some(({ code }) => refusing.has(code)) || isBlank(values[library.titleField]);
    const outcome = refused ? 'rejected' : tryRow(storable(library, values), index, reasonWithOverrides(null, overridesIn(findings, values)));
    counts[outcome] += 1;
    outcomes.push(outcome);
  }
  job.progress(rows.length, rows.length);
  if (offLimits.size > 0) return { outcome: refusedWhole(), isRefused: true };
  closeBatch(writing, batch, { created: counts.created, changed: counts.changed, removed: 0 });
  const wrote = counts.created + counts.changed > 0;
  if (!wrote) writing.db.run('DELETE FROM batch WHERE batch_id = ?', [batch]);
  return { outcome: { outcomes, problems, ...counts, batch: wrote ? batch : null }, isRefused: false };

  /** Writes a row and judges it; what the person may not write is taken back and reported, the other rows go on. */
  function tryRow(values: Values, index: number, reason: string | null): Outcome {
    const { db } = writing;
    db.run('SAVEPOINT import_row');
    try {
      const outcome = judged(writing, access, (watched) => writeRow(watched, values, index, reason));
      db.run('RELEASE import_row');
      return outcome;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'forbidden') throw error;
      db.run('ROLLBACK TO import_row');
      db.run('RELEASE import_row');
      const { fields, closed } = error.details ?? {};
      const columns: readonly unknown[] = Array.isArray(fields) && closed !== true ? fields : [];
      for (const field of columns) if (!offLimits.has(String(field))) offLimits.set(String(field), index);
      if (columns.length === 0) problems.push({ index, field: null, code: 'forbidden', severity: 'error', message: error.message });
      return 'rejected';
    }
  }

  /** One error per column, nothing written: a list is not to be taken over in part without anybody noticing. */
  function refusedWhole(): ImportOutcome {
    const columns = library.fields.filter(({ id }) => offLimits.has(id));
    const errors = columns.map((field): RowProblem => {
      return { index: offLimits.get(field.id) ?? 0, field: field.id, code: 'forbidden', severity: 'error', message: fieldRefusal([field], library.id) };
    });
    return {
      outcomes: outcomes.map(() => 'rejected'),
      problems: [...errors, ...problems],
      created: 0,
      changed: 0,
      unchanged: 0,
      rejected: rows.length,
      batch: null,
    };
  }

  function writeRow(watched: Writing, values: Values, index: number, reason: string | null): Outcome {
    const options = { batchId: batch, dataSource: request.source, reason };
    const { id: _id, ...fields } = values;
    const match = matchRow(watched.db, sight, library, values, yearOf(library, values, year));
    refuseOffLimits(library, withoutBlanks(fields), hiddenInList(access, library), fields);
    if (match.recordId !== null) {
      refuseUnlessOpen(watched.db, access, 'import', storage, match.recordId);
      return updateRecord(watched, storage, match.recordId, null, withoutBlanks(fields), options).changed ? 'changed' : 'unchanged';
    }
    if (library.kind === 'project' && match.projectId === null && counts.created < similarLimit) warnIfAlike(values, index);
    problems.push(...sameNumberFindings(writing.db, sight, library, values, null).map(({ other: _other, ...problem }) => ({ index, ...problem })));
    createRecord(watched, storage, withYear(library, fields, year), { ...options, projectId: match.projectId });
    return 'created';
  }

  function warnIfAlike(values: Values, index: number): void {
    const name = values['project_name'];
    const region = values['region_code'];
    if (typeof name !== 'string') return;
    const [first] = similarProjects(writing.db, sight, name, typeof region === 'string' ? region : null, null);
    if (first !== undefined) {
      problems.push({
        index,
        field: 'project_name',
        code: 'near_duplicate',
        severity: 'warning',
        message: `与已有项目“${first.title}”${first.reason}，请确认是否同一项目。`,
      });
    }
  }
}

/** An empty cell in a list means "not stated", never "delete what is known". */
const withoutBlanks = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, value]) => !isBlank(value)));

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** Without what no column can hold (words in a column of figures); the finding about it stays in the report. */
function storable(library: Library, values: Values): Values {
  const unfit = new Set(library.fields.filter((field) => !isStorable(field, values[field.id])).map(({ id }) => id));
  return unfit.size === 0 ? values : Object.fromEntries(Object.entries(values).filter(([id]) => !unfit.has(id)));
}

/** The list's year is that of rows that state none; a record found again keeps its own. */

function withYear(library: Library, values: Values, year: number | null): Values {
  return library.kind === 'project' && year !== null && isBlank(values['mgmt_year']) ? { ...values, mgmt_year: year } : values;
}

const yearOf = (library: Library, values: Values, year: number | null): number | null => {
  const stated = library.kind === 'project' ? values['mgmt_year'] : null;
  return typeof stated === 'number' ? stated : year;
};
