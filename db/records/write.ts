// Writing one record of any library: create, update, remove, restore; each with its change-log entries.

import type { Field, StoredValue } from '#domain/dictionary/field.ts';
import { deriveRecord } from '#domain/dictionary/derive.ts';
import { normaliseChecked } from '#domain/dictionary/field-checks.ts';
import { library, type Library } from '#domain/dictionary/index.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import { AppError } from '#domain/result.ts';
import { isMasked } from '#domain/secrecy/mask.ts';
import { rowKeyOf } from '../kernel/row-key.ts';
import { newId } from '../kernel/uuid.ts';
import type { Delta, OperationKind, Writing } from '../spine/act.ts';
import { nameKey } from '../spine/grams.ts';
import { encode, isStorable } from './encode.ts';
import { freshState } from './fresh-state.ts';
import { indexRecord } from './index-record.ts';
import { blindIndexes, sealPersonal } from './personal.ts';
import { decodeFields, decodeRow, notFound, readProject, readRaw, rowIdIn, type RawRow } from './read.ts';
import { resolveReference } from './reference.ts';
import { recordKey, storageOf, type Part, type Storage } from './storage.ts';

export type Values = Readonly<Record<string, StoredValue>>;
type Column = string | number | null;

export interface WriteOptions {
  readonly batchId?: string | null;
  readonly reason?: string | null;
  readonly dataSource?: string | null;
}

export interface Written {
  readonly id: string;
  /** False when every value already was as asked; nothing is logged then. */
  readonly changed: boolean;
}

/** Registers a record; in a project library also the project, unless `projectId` names one it joins. */
export function createRecord(writing: Writing, storage: Storage, values: Values, options: WriteOptions & { projectId?: string | null } = {}): Written {
  const id = newId();
  if (storage.library.kind === 'support') {
    const [part] = storage.parts;
    if (part === undefined) throw new Error(`library ${storage.library.id} has no table`);
    const columns = sealPersonal(writing.db, part, id, columnsOf(writing, storage, {}, values));
    const no = insertRow(writing, part, id, { [recordKey(storage.library)]: id, ...metadata(writing, options) }, columns);
    logChange(writing, 'create', part.entity, id, no, storage, 0, created(part.fields, columns), options);
    indexRecord(writing.db, storage, no);
    return { id, changed: true };
  }
  const [master, membership, extension] = storage.parts;
  if (master === undefined || membership === undefined || extension === undefined) throw new Error('a project library has three parts');
  const joined = typeof options.projectId === 'string' ? joinedProject(writing, storage, master, options.projectId, values) : undefined;
  const given = columnsOf(writing, storage, joined?.known ?? {}, values);
  const projectNo =
    joined === undefined ? createProject(writing, storage, master, given, options) : joinProject(writing, storage, master, joined, given, options);
  const columns = sealPersonal(writing.db, extension, id, sealPersonal(writing.db, membership, id, given));
  const keys = { membership_id: id, project_no: projectNo, library: storage.library.id, ...metadata(writing, options) };
  const no = insertRow(writing, membership, id, keys, { ...freshState, ...columns });
  insertRow(writing, extension, id, { membership_no: no }, columns);
  logChange(writing, 'create', membership.entity, id, no, storage, 0, created([...membership.fields, ...extension.fields], columns), options);
  indexRecord(writing.db, storage, no);
  return { id, changed: true };
}

/**
 * Changes fields of a record. `version` is what the writer has seen; null skips the check (import, undo).
 * Errors: `not_found`, `stale_version` with the current version.
 */
export function updateRecord(writing: Writing, storage: Storage, id: string, version: number | null, patch: Values, options: WriteOptions = {}): Written {
  const before = readRaw(writing.db, storage, id);
  if (before === undefined) throw notFound(id);
  if (version !== null && before['version'] !== version) throw staleVersion(id, before['version']);
  const changed = writeColumns(writing, storage, before, columnsOf(writing, storage, decodeRow(writing.db, storage, before), patch), options);
  if (changed.has('project')) deriveAgain(writing, projectNoOf(writing, Number(before['record_no'])), options);
  if (changed.size > 0) indexRecord(writing.db, storage, Number(before['record_no']));
  return { id, changed: changed.size > 0 };
}

export const staleVersion = (id: string, version: unknown): AppError =>
  new AppError('stale_version', '这条记录在您打开之后已被修改，您的改动没有写入。请查看最新内容后再决定是否重新填写。', { id, version });

/** What the memberships of a project derive from its master (investment band, state of conversion) follows a change of the master. */
export function deriveAgain(writing: Writing, projectNo: number, options: WriteOptions): void {
  const memberships = writing.db.all<{ id: string; library: string }>(
    'SELECT membership_id AS id, library FROM project_membership WHERE project_no = ? AND is_deleted = 0 ORDER BY membership_no',
    [projectNo],
  );
  for (const { id, library: name } of memberships) {
    const storage = storageOf(library(name));
    const raw = readRaw(writing.db, storage, id);
    if (raw !== undefined) writeColumns(writing, storage, raw, columnsOf(writing, storage, decodeRow(writing.db, storage, raw), {}), options);
  }
}

/** Writes and logs what differs from `before`; answers with the entities changed. */
function writeColumns(writing: Writing, storage: Storage, before: RawRow, given: Readonly<Record<string, Column>>, options: WriteOptions): ReadonlySet<string> {
  const id = String(before['id']);
  const no = Number(before['record_no']);
  const byEntity = new Map<string, Delta[]>();
  for (const part of storage.parts) {
    const rowId = rowIdIn(part, before);
    const columns = sealPersonal(writing.db, part, rowId, given, before);
    const deltas = part.fields.flatMap((field): Delta[] => {
      const after = columns[field.id];
      const was = before[field.id] ?? null;
      return after === undefined || after === was ? [] : [[field.id, was, after]];
    });
    if (deltas.length === 0) continue;
    updateRow(writing, part, rowId, part.entity === 'project' ? projectNoOf(writing, no) : no, deltas);
    byEntity.set(part.entity, [...(byEntity.get(part.entity) ?? []), ...deltas]);
  }
  for (const [entity, deltas] of byEntity) {
    const target = entityRow(writing, storage, entity, id, no);
    touch(writing, target);
    logChange(writing, 'update', entity, target.id, target.no, storage, target.version, deltas, options);
  }
  return new Set(byEntity.keys());
}

/** Takes a record out of its library (it stays in the history). A project without any other membership goes with it. */
export function removeRecord(writing: Writing, storage: Storage, id: string, options: WriteOptions): void {
  const before = readRaw(writing.db, storage, id);
  if (before === undefined) throw notFound(id);
  setAlive(writing, storage, id, Number(before['record_no']), false, options);
}

/** Takes a record out or brings it back. A project lives as long as it has a living membership, so its own row follows. */
export function setAlive(writing: Writing, storage: Storage, id: string, no: number, alive: boolean, options: WriteOptions): void {
  if (storage.library.kind === 'support') {
    setDeleted(writing, storage, entityRow(writing, storage, storage.library.table.name, id, no), !alive, options);
  } else {
    setDeleted(writing, storage, entityRow(writing, storage, 'project_membership', id, no), !alive, options);
    const project = entityRow(writing, storage, 'project', id, no);
    const { lives, stays } = writing.db.get<{ lives: number; stays: number }>(
      'SELECT is_deleted = 0 AS lives, EXISTS (SELECT 1 FROM project_membership m WHERE m.project_no = p.project_no AND m.is_deleted = 0) AS stays FROM project p WHERE p.project_no = ?',
      [project.no],
    ) ?? { lives: 0, stays: 0 };
    if (lives !== stays) setDeleted(writing, storage, project, stays === 0, options);
  }
  indexRecord(writing.db, storage, no);
}

/** A row of one entity with what logging it needs. */
export interface EntityRow {
  readonly entity: string;
  readonly table: string;
  readonly key: string;
  readonly id: string;
  readonly no: number;
  readonly version: number;
}

/** Marks a row removed or brings it back, and logs it. */
function setDeleted(writing: Writing, storage: Storage, row: EntityRow, deleted: boolean, options: WriteOptions): void {
  writing.db.run(`UPDATE ${row.table} SET is_deleted = ? WHERE ${row.key} = ?`, [deleted ? 1 : 0, row.no]);
  touch(writing, row);
  logChange(writing, deleted ? 'delete' : 'restore', row.entity, row.id, row.no, storage, row.version, [], options);
}

/** Columns to write: what was given, and what is derived from that together with what is known of the record. */
function columnsOf(writing: Writing, storage: Storage, known: Values, values: Values): Record<string, Column> {
  const given = standardised(storage.library, withoutRepeatedNames(storage, known, values));
  const columns = toColumns(writing, storage, given);
  const references = Object.fromEntries(
    storage.library.fields.flatMap(({ id, type }) => (type.kind === 'ref' && columns[id] !== undefined ? [[id, columns[id]] as const] : [])),
  );
  return { ...columns, ...toColumns(writing, storage, deriveRecord(storage.library, { ...known, ...given, ...references })) };
}

/** The name a reference already shows says "unchanged": resolving it again might find another person of the same name. */
function withoutRepeatedNames(storage: Storage, known: Values, values: Values): Values {
  const repeated = new Set(
    storage.library.fields.flatMap((field) => {
      if (field.type.kind !== 'ref') return [];
      const nameId = refNameId(field);
      return values[nameId] !== undefined && values[nameId] !== null && values[nameId] === known[nameId] ? [nameId] : [];
    }),
  );
  return repeated.size === 0 ? values : Object.fromEntries(Object.entries(values).filter(([identifier]) => !repeated.has(identifier)));
}

/** Turns a record's values into columns, resolving names to references. Identifiers the library does not have are refused. */
function toColumns(writing: Writing, storage: Storage, values: Values): Record<string, Column> {
  const columns: Record<string, Column> = {};
  const known = new Set(['id', 'version', 'project_id']);
  for (const { fields } of storage.parts) {
    for (const field of fields) {
      known.add(field.id);
      if (field.type.kind === 'ref' || field.type.kind === 'refs') known.add(refNameId(field));
      const nameId = field.type.kind === 'ref' ? refNameId(field) : undefined;
      const value = values[field.id];
      if (nameId !== undefined && values[nameId] !== undefined && field.type.kind === 'ref') {
        const name = values[nameId];
        columns[field.id] = typeof name === 'string' && name.trim() !== '' ? resolveReference(writing, field, field.type.entity, name) : null;
      } else if (value !== undefined && !(field.type.kind === 'secret' && isMasked(value))) {
        if (!isStorable(field, value)) {
          throw new AppError('bad_input', `“${field.label}”的内容类型不符，本次未写入任何数据。请检查所填内容。`, { field: field.id });
        }
        columns[field.id] = encode(field, value);
      }
    }
  }
  const strange = Object.keys(values).filter((identifier) => !known.has(identifier));
  if (strange.length > 0) {
    throw new AppError('bad_input', `“${storage.library.label}”没有这些字段：${strange.join('、')}。本次未写入任何数据。`, { fields: strange });
  }
  return columns;
}

/** Values with coded texts in their standard form (dashes, brackets, widths), so that equal codes are equal texts. */
export function standardised(target: Library, values: Values): Values {
  const standard = target.fields.flatMap(({ id, check }) => {
    const value = values[id];
    return check === undefined || typeof value !== 'string' || value === '' ? [] : [[id, normaliseChecked(check, value)] as const];
  });
  return standard.length === 0 ? values : { ...values, ...Object.fromEntries(standard) };
}

function createProject(writing: Writing, storage: Storage, master: Part, columns: Readonly<Record<string, Column>>, options: WriteOptions): number {
  const projectId = newId();
  const nameColumn = { name_key: nameKey(String(columns['project_name'] ?? '')) };
  const sealed = sealPersonal(writing.db, master, projectId, columns);
  const no = insertRow(writing, master, projectId, { project_id: projectId, ...nameColumn, ...metadata(writing, options) }, sealed);
  logChange(writing, 'create', 'project', projectId, no, storage, 0, created(master.fields, sealed), options);
  return no;
}

interface JoinedProject {
  readonly id: string;
  readonly no: number;
  readonly version: number;
  readonly raw: RawRow;
  readonly known: Values;
  /** Identifiers of the master's fields that were given; only these update it. */
  readonly given: ReadonlySet<string>;
}

/** The project a new membership joins. Errors: `not_found`; `duplicate` when the library has it in that year already. */
function joinedProject({ db }: Writing, storage: Storage, master: Part, projectId: string, values: Values): JoinedProject {
  const raw = readProject(db, projectId);
  const no = Number(raw['project_no']);
  const year = typeof values['mgmt_year'] === 'number' ? values['mgmt_year'] : null;
  const twin = db.get<{ id: string }>(
    'SELECT membership_id AS id FROM project_membership WHERE project_no = ? AND library = ? AND mgmt_year IS ? AND is_deleted = 0',
    [no, storage.library.id, year],
  );
  if (twin !== undefined) {
    const place = `“${storage.library.label}”${year === null ? '' : ` ${year} 年度`}`;
    throw new AppError('duplicate', `这个项目已在${place}中，本次未写入任何数据。请打开已有的记录修改。`, { id: twin.id });
  }
  const given = new Set(
    master.fields
      .filter((field) => values[field.id] !== undefined || (field.type.kind === 'ref' && values[refNameId(field)] !== undefined))
      .map(({ id }) => id),
  );
  return {
    id: projectId,
    no,
    version: Number(raw['row_version']),
    raw,
    known: decodeFields(db, { table: master.table, row: projectId }, master.fields, raw),
    given,
  };
}

/** Joins an existing project: values given here update the master like any edit, blanks do not. */
function joinProject(
  writing: Writing,
  storage: Storage,
  master: Part,
  project: JoinedProject,
  clear: Readonly<Record<string, Column>>,
  options: WriteOptions,
): number {
  const { id, no, version, raw, given } = project;
  const columns = sealPersonal(writing.db, master, id, clear, raw);
  const deltas = master.fields.flatMap((field): Delta[] => {
    const after = columns[field.id];
    const was = raw[field.id] ?? null;
    return !given.has(field.id) || after === undefined || after === null || after === was ? [] : [[field.id, was, after]];
  });
  if (deltas.length > 0) {
    updateRow(writing, master, id, no, deltas);
    touch(writing, { table: 'project', key: 'project_no', no });
    logChange(writing, 'update', 'project', id, no, storage, version, deltas, options);
    deriveAgain(writing, no, options);
  }
  return no;
}

const created = (fields: readonly Field[], columns: Readonly<Record<string, Column>>): Delta[] =>
  fields.flatMap((field): Delta[] => {
    const value = columns[field.id];
    return value === undefined || value === null ? [] : [[field.id, null, value]];
  });

const metadata = (writing: Writing, options: WriteOptions): Record<string, Column> => ({
  created_at: writing.act.at,
  created_by: writing.act.actor.name,
  updated_at: writing.act.at,
  updated_by: writing.act.actor.name,
  origin_device: writing.act.actor.device,
  data_source: options.dataSource ?? null,
});

/** `columns` hold personal values sealed for the row `rowId`. */
function insertRow(writing: Writing, part: Part, rowId: string, keys: Readonly<Record<string, Column>>, columns: Readonly<Record<string, Column>>): number {
  const indexes = blindIndexes(writing.db, part, rowId, columns);
  const names = [...Object.keys(keys), ...Object.keys(indexes), ...part.fields.map(({ id }) => id)];
  const values = [...Object.values(keys), ...Object.values(indexes), ...part.fields.map(({ id }) => columns[id] ?? null)];
  const sql = `INSERT INTO ${part.table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  return Number(writing.db.run(sql, values).lastInsertRowid);
}

/** Sets the columns of one row to what the deltas say, and what is kept beside them to find the row by. */
export function updateRow(writing: Writing, part: Part, rowId: string, no: number, deltas: readonly Delta[]): void {
  const indexes = blindIndexes(writing.db, part, rowId, Object.fromEntries(deltas.map(([field, , after]) => [field, after])));
  const assignments = [...deltas.map(([field]) => field), ...Object.keys(indexes)].map((column) => `${column} = ?`);
  const values = [...deltas.map(([, , after]) => after), ...Object.values(indexes)];
  const renamed = part.entity === 'project' ? deltas.find(([field]) => field === 'project_name') : undefined;
  if (renamed !== undefined) {
    assignments.push('name_key = ?');
    values.push(nameKey(String(renamed[2] ?? '')));
  }
  writing.db.run(`UPDATE ${part.table} SET ${assignments.join(', ')} WHERE ${part.key} = ?`, [...values, no]);
}

/** Raises the version and says who changed the row when. */
export function touch(writing: Writing, row: Pick<EntityRow, 'table' | 'key' | 'no'>): void {
  writing.db.run(`UPDATE ${row.table} SET row_version = row_version + 1, updated_at = ?, updated_by = ? WHERE ${row.key} = ?`, [
    writing.act.at,
    writing.act.actor.name,
    row.no,
  ]);
}

const projectNoOf = (writing: Writing, membershipNo: number): number =>
  writing.db.get<{ no: number }>('SELECT project_no AS no FROM project_membership WHERE membership_no = ?', [membershipNo])?.no ?? 0;

/** The row an entity name means for this record. */
function entityRow(writing: Writing, storage: Storage, entity: string, id: string, no: number): EntityRow {
  if (entity === 'project') {
    const projectNo = projectNoOf(writing, no);
    const project = writing.db.get<{ id: string; version: number }>('SELECT project_id AS id, row_version AS version FROM project WHERE project_no = ?', [
      projectNo,
    ]);
    if (project === undefined) throw notFound(id);
    return { entity, table: 'project', key: 'project_no', id: project.id, no: projectNo, version: project.version };
  }
  const table = entity === 'project_membership' ? entity : storage.library.table.name;
  const key = rowKeyOf(table);
  const version = writing.db.get<{ version: number }>(`SELECT row_version AS version FROM ${table} WHERE ${key} = ?`, [no])?.version;
  if (version === undefined) throw notFound(id);
  return { entity, table, key, id, no, version };
}

function logChange(
  writing: Writing,
  kind: OperationKind,
  entity: string,
  entityId: string,
  entityNo: number,
  storage: Storage,
  baseVersion: number,
  deltas: readonly Delta[],
  options: WriteOptions,
): void {
  const { batchId = null, reason = null } = options;
  writing.log({ kind, entity, entityId, entityNo, library: storage.library.id, baseVersion, deltas, batchId, reason });
}
