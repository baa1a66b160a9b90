// Finding the record an imported row means: by identifier, by project code, by name.

import type { Field } from '#domain/dictionary/field.ts';
import type { Library } from '#domain/dictionary/index.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import { AppError } from '#domain/result.ts';
import { isMasked } from '#domain/secrecy/mask.ts';
import type { ReadDb } from '../kernel/database.ts';
import { seesProject, type Sight } from '../policy/sight.ts';
import { nameKey } from '../spine/grams.ts';
import { sameValue } from './personal.ts';
import type { Values } from './write.ts';
import { fieldSql, storageOf, type Storage } from './storage.ts';

export interface Match {
  /** The record already in this library (and year), if any. */
  readonly recordId: string | null;
  /** The project to join when the library does not have it yet. */
  readonly projectId: string | null;
}

const none: Match = { recordId: null, projectId: null };

/**
 * The record a row means, among those the person sees. Project libraries: the same project in the same library and
 * management year. Error `forbidden` when the row states the code of a project that is not his to see.
 */
export function matchRow(db: ReadDb, sight: Sight, library: Library, values: Values, year: number | null): Match {
  const storage = storageOf(library);
  const given = values['id'];
  if (typeof given === 'string') {
    const { sql, params } = sight.of(library);
    const known = db.get<{ id: string }>(`SELECT ${storage.id} AS id FROM ${storage.from} WHERE ${storage.id} = ? AND ${storage.alive} AND ${sql}`, [
      given,
      ...params,
    ]);
    if (known !== undefined) return { recordId: known.id, projectId: null };
  }
  return library.kind === 'project' ? matchProject(db, sight, library, values, year) : matchSupport(db, sight, storage, values);
}

interface ProjectCandidate {
  readonly project_no: number;
  readonly project_id: string;
  readonly national_code: string | null;
  readonly region_code: string | null;
}

function matchProject(db: ReadDb, sight: Sight, library: Library, values: Values, year: number | null): Match {
  const project = findProject(db, sight, values);
  if (project === undefined) return none;
  const recordId = db.column<string>(
    'SELECT membership_id FROM project_membership WHERE project_no = ? AND library = ? AND is_deleted = 0 AND mgmt_year IS ? ORDER BY membership_no LIMIT 1',
    [project.project_no, library.id, year],
  )[0];
  return { recordId: recordId ?? null, projectId: project.project_id };
}

/** Same national code; else same name, unless code or region say it is another project of that name. */
function findProject(db: ReadDb, sight: Sight, values: Values): ProjectCandidate | undefined {
  const columns = 'project_no, project_id, national_code, region_code';
  const code = values['national_code'];
  if (typeof code === 'string') {
    const byCode = db.get<ProjectCandidate>(`SELECT ${columns} FROM project WHERE national_code = ? AND is_deleted = 0`, [code]);
    if (byCode !== undefined && !seesProject(db, sight, byCode.project_id)) throw new AppError('forbidden', takenUnseen(code), { code });
    if (byCode !== undefined) return byCode;
  }
  const name = values['project_name'];
  if (typeof name !== 'string') return undefined;
  const sameName = db.all<ProjectCandidate>(`SELECT ${columns} FROM project WHERE name_key = ? AND is_deleted = 0 ORDER BY project_no LIMIT 20`, [
    nameKey(name),
  ]);
  return sameName.find(
    (candidate) =>
      agrees(code, candidate.national_code) && agrees(values['region_code'], candidate.region_code) && seesProject(db, sight, candidate.project_id),
  );
}

const agrees = (given: unknown, known: string | null): boolean => typeof given !== 'string' || known === null || given === known;

function matchSupport(db: ReadDb, sight: Sight, storage: Storage, values: Values): Match {
  if (storage.library.kind !== 'support') return none;
  const seen = sight.of(storage.library);
  for (const fields of storage.library.naturalKey) {
    const conditions: string[] = [];
    const params: (string | number)[] = [];
    for (const identifier of fields) {
      const given = givenAs(db, storage, identifier, values);
      if (given === undefined) break;
      conditions.push(`${given.sql} = ?`);
      params.push(given.value);
    }
    if (conditions.length < fields.length) continue;
    const ids = db.column<string>(`SELECT ${storage.id} FROM ${storage.from} WHERE ${conditions.join(' AND ')} AND ${storage.alive} AND ${seen.sql} LIMIT 2`, [
      ...params,
      ...seen.params,
    ]);
    if (ids.length === 1) return { recordId: ids[0] ?? null, projectId: null };
  }
  return none;
}

/** How a row states a field of a natural key: by itself, for a reference by name, for a personal number by its blind index. */
function givenAs(db: ReadDb, storage: Storage, identifier: string, values: Values): { sql: string; value: string | number } | undefined {
  const field = fieldSql(storage, identifier)?.field;
  if (field?.type.kind === 'secret') return sameNumber(db, storage, field, values[identifier]);
  const names = field?.type.kind === 'ref' ? [identifier, refNameId(field)] : [identifier];
  for (const name of names) {
    const value = values[name];
    const sql = fieldSql(storage, name)?.sql;
    if (sql !== undefined && ((typeof value === 'string' && value !== '') || typeof value === 'number'))
      return { sql, value: typeof value === 'string' ? value.trim() : value };
  }
  return undefined;
}

function sameNumber(db: ReadDb, storage: Storage, field: Field, value: unknown): { sql: string; value: string } | undefined {
  const part = storage.parts.find(({ fields }) => fields.includes(field));
  if (part === undefined || typeof value !== 'string' || value === '' || isMasked(value)) return undefined;
  const same = sameValue(db, part.table, field, value);
  return same === undefined ? undefined : { sql: `${part.alias}.${same.column}`, value: same.value };
}

/** Another living record of the library, of those the person sees, that holds the same personal number. */
export function sameNumberElsewhere(
  db: ReadDb,
  sight: Sight,
  library: Library,
  values: Values,
  exceptId: string | null,
): { field: Field; id: string; title: string } | undefined {
  const storage = storageOf(library);
  const seen = sight.of(library);
  for (const field of library.fields) {
    if (field.type.kind !== 'secret') continue;
    const same = sameNumber(db, storage, field, values[field.id]);
    if (same === undefined) continue;
    const other = db.get<{ id: string; title: string }>(
      `SELECT ${storage.id} AS id, ${library.titleField} AS title FROM ${storage.from} WHERE ${same.sql} = ? AND ${storage.alive} AND ${storage.id} IS NOT ? AND ${seen.sql} LIMIT 1`,
      [same.value, exceptId, ...seen.params],
    );
    if (other !== undefined) return { field, ...other };
  }
  return undefined;
}

/** A code that belongs to a project outside the person's scope: nothing is said of the project. */
const takenUnseen = (code: string): string =>
  `国家项目代码 ${code} 已登记给不在您管辖范围内的项目，没有写入。请核对代码；确认无误的，请联系市发改委投资处核查。`;

/** Refuses a national code another project holds; the message names that project if the person sees it. */
export function refuseTakenCode(db: ReadDb, sight: Sight, code: string, exceptProjectId: string | null): void {
  const holder = db.get<{ id: string; name: string }>(
    'SELECT project_id AS id, project_name AS name FROM project WHERE national_code = ? AND is_deleted = 0 AND project_id IS NOT ? LIMIT 1',
    [code, exceptProjectId],
  );
  if (holder !== undefined) {
    if (!seesProject(db, sight, holder.id)) throw new AppError('duplicate', takenUnseen(code), { code });
    throw new AppError('duplicate', `国家项目代码 ${code} 已属于项目“${holder.name}”，本次未写入任何数据。请核对代码，或打开该项目修改。`, {
      project: holder.id,
    });
  }
}
