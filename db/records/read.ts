// Reading records of any library: one by id, pages by row number, raw columns for the change log.

import { AppError } from '#domain/result.ts';
import type { Field, StoredValue, TableDeclaration } from '#domain/dictionary/field.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import { projectTable } from '#domain/dictionary/tables/project.ts';
import type { ReadDb } from '../kernel/database.ts';
import type { SqlCondition } from '../policy/sqlite.ts';
import { decode } from './encode.ts';
import { showPersonal } from './personal.ts';
import { refNameSql, refNamesSql, type Part, type Storage } from './storage.ts';

export type Row = Record<string, StoredValue>;
export type RawRow = Record<string, string | number | null>;

const selects = new Map<Storage, string>();

/** SELECT of a whole record: `id`, `version`, `project_id` where there is one, every field, and reference names. */
function selectRecord(storage: Storage): string {
  let select = selects.get(storage);
  if (select === undefined) {
    const columns = [`${storage.id} AS id`, `${storage.no} AS record_no`, `${storage.version} AS version`];
    if (storage.library.kind === 'project') columns.push('p.project_id AS project_id');
    for (const { alias, fields } of storage.parts) {
      for (const field of fields) {
        columns.push(`${alias}.${field.id} AS ${field.id}`);
        if (field.type.kind === 'ref') columns.push(`${refNameSql(`${alias}.${field.id}`, field.type.entity)} AS ${refNameId(field)}`);
        if (field.type.kind === 'refs') columns.push(`${refNamesSql(`${alias}.${field.id}`, field.type.entity)} AS ${refNameId(field)}`);
      }
    }
    select = `SELECT ${columns.join(', ')} FROM ${storage.from}`;
    selects.set(storage, select);
  }
  return select;
}

/** A raw row in the contract's terms; the local row number stays behind. Personal values are masked here, at the only door out, or left out. */
export function decodeRow(db: ReadDb, storage: Storage, raw: RawRow, withPersonal = true): Row {
  const row: Row = { id: raw['id'] ?? null, version: raw['version'] ?? null };
  if (storage.library.kind === 'project') row['project_id'] = raw['project_id'] ?? null;
  for (const part of storage.parts) {
    const fields = withPersonal ? part.fields : part.fields.filter(({ type }) => type.kind !== 'secret');
    Object.assign(row, decodeFields(db, { table: part.table, row: rowIdIn(part, raw) }, fields, raw));
  }
  return row;
}

/** The global identifier of one part's row. */
export const rowIdIn = (part: Part, raw: RawRow): string => String(part.entity === 'project' ? raw['project_id'] : raw['id']);

/** Some fields of a raw row, with the names of references where they were read. */
export function decodeFields(db: ReadDb, place: { readonly table: string; readonly row: string }, fields: readonly Field[], raw: RawRow): Row {
  const row: Row = {};
  for (const field of fields) {
    const column = raw[field.id] ?? null;
    row[field.id] = field.type.kind === 'secret' ? showPersonal(db, { ...place, column: field.id }, field.type.form, column) : decode(field, column);
    if (field.type.kind === 'ref') row[refNameId(field)] = raw[refNameId(field)] ?? null;
    // Nothing referred to: the empty list of names reads as no value, like the list itself.
    if (field.type.kind === 'refs') row[refNameId(field)] = row[field.id] === null ? null : decode(field, raw[refNameId(field)] ?? null);
  }
  return row;
}

/** The record as stored columns plus `id`, `record_no`, `version`; undefined when there is none alive. */
export function readRaw(db: ReadDb, storage: Storage, id: string): RawRow | undefined {
  return db.get<RawRow>(`${selectRecord(storage)} WHERE ${storage.id} = ? AND ${storage.alive}`, [id]);
}

/** One record. Error `not_found` when it does not exist or was removed. */
export function readRecord(db: ReadDb, storage: Storage, id: string): Row {
  const raw = readRaw(db, storage, id);
  if (raw === undefined) throw notFound(id);
  return decodeRow(db, storage, raw);
}

export const notFound = (id: string): AppError => new AppError('not_found', '这条记录不存在或已被删除，没有改动任何数据。请刷新列表后再试。', { id });

/** The raw master row of a living project with `project_no` and `row_version`. Error `not_found`. */
export function readProject(db: ReadDb, projectId: string): RawRow {
  const raw = db.get<RawRow>(
    `SELECT project_no, row_version, ${projectTable.fields.map(({ id }) => id).join(', ')} FROM project WHERE project_id = ? AND is_deleted = 0`,
    [projectId],
  );
  if (raw === undefined) throw notFound(projectId);
  return raw;
}

/** Records by local row number that satisfy the condition, in the order asked for; numbers without such a record are left out. */
export function readPage(db: ReadDb, storage: Storage, numbers: readonly number[], visible: SqlCondition, withPersonal = true): Row[] {
  if (numbers.length === 0) return [];
  // One statement for every page size: the numbers travel as JSON.
  const raws = db.all<RawRow>(`${selectRecord(storage)} WHERE ${storage.no} IN (SELECT value FROM json_each(?)) AND ${visible.sql}`, [
    JSON.stringify(numbers),
    ...visible.params,
  ]);
  const byNo = new Map(raws.map((raw) => [raw['record_no'], raw]));
  return numbers.flatMap((no) => {
    const raw = byNo.get(no);
    return raw === undefined ? [] : [decodeRow(db, storage, raw, withPersonal)];
  });
}

/** Living rows of a table that belongs to projects, with the names their references show. `order` is fixed text of the caller. */
export function childRows(db: ReadDb, table: TableDeclaration, projectId: string, order: string, limit: number): Row[] {
  const columns = [`t.${table.key ?? `${table.name}_id`} AS id`];
  for (const field of table.fields) {
    columns.push(`t.${field.id} AS ${field.id}`);
    if (field.type.kind === 'ref') columns.push(`${refNameSql(`t.${field.id}`, field.type.entity)} AS ${refNameId(field)}`);
  }
  const raws = db.all<RawRow>(`SELECT ${columns.join(', ')} FROM ${table.name} t WHERE t.project_id = ? AND t.is_deleted = 0 ORDER BY ${order} LIMIT ?`, [
    projectId,
    limit,
  ]);
  return raws.map((raw) => ({ id: raw['id'] ?? null, ...decodeFields(db, { table: table.name, row: String(raw['id']) }, table.fields, raw) }));
}
