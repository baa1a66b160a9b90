// Where a library's fields live: tables, aliases and keys, derived from the dictionary.

import type { Field, RefEntity } from '#domain/dictionary/field.ts';
import type { Library } from '#domain/dictionary/index.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import { membershipTable } from '#domain/dictionary/tables/membership.ts';
import { refTarget } from '#domain/dictionary/tables/index.ts';
import { projectTable } from '#domain/dictionary/tables/project.ts';
import { rowKeyOf } from '../kernel/row-key.ts';

/** One table of a record: the master, the membership, the extension, or a support library's only table. */
export interface Part {
  readonly table: string;
  readonly alias: string;
  readonly fields: readonly Field[];
  /** Row number column in this table. */
  readonly key: string;
  /** Name under which its changes are logged; extension changes belong to the membership. */
  readonly entity: string;
}

export interface Storage {
  readonly library: Library;
  readonly parts: readonly Part[];
  /** FROM clause joining all parts; the record's own table is first. */
  readonly from: string;
  /** Condition that a row belongs to the library and is alive; takes no parameter. */
  readonly alive: string;
  /** SQL of the record's global id, local number and version. */
  readonly id: string;
  readonly no: string;
  readonly version: string;
}

const storages = new Map<string, Storage>();

/** The storage of a library; computed once. */
export function storageOf(library: Library): Storage {
  let storage = storages.get(library.id);
  if (storage === undefined) {
    storage = library.kind === 'project' ? projectStorage(library) : supportStorage(library);
    storages.set(library.id, storage);
  }
  return storage;
}

function projectStorage(library: Library): Storage {
  const { table } = library;
  return {
    library,
    parts: [
      { table: 'project', alias: 'p', fields: projectTable.fields, key: 'project_no', entity: 'project' },
      { table: 'project_membership', alias: 'm', fields: membershipTable.fields, key: 'membership_no', entity: 'project_membership' },
      { table: table.name, alias: 'e', fields: table.fields, key: 'membership_no', entity: 'project_membership' },
    ],
    from: `project_membership m JOIN project p ON p.project_no = m.project_no JOIN ${table.name} e ON e.membership_no = m.membership_no`,
    alive: `m.library = '${library.id}' AND m.is_deleted = 0`,
    id: 'm.membership_id',
    no: 'm.membership_no',
    // Either half's change must make a stale copy visible, so both count.
    version: 'm.row_version + p.row_version - 1',
  };
}

function supportStorage(library: Library): Storage {
  const { name } = library.table;
  return {
    library,
    parts: [{ table: name, alias: 't', fields: library.fields, key: rowKeyOf(name), entity: name }],
    from: `${name} t`,
    alive: 't.is_deleted = 0',
    id: `t.${recordKey(library)}`,
    no: `t.${rowKeyOf(name)}`,
    version: 't.row_version',
  };
}

/** Column of a support library's global id. */
export const recordKey = (library: Library): string => library.table.key ?? `${library.table.name}_id`;

/** SQL of one field by identifier, reference names included; undefined for an identifier the library does not have. */
export function fieldSql(storage: Storage, identifier: string): { readonly sql: string; readonly field: Field; readonly isRefName: boolean } | undefined {
  for (const { alias, fields } of storage.parts) {
    for (const field of fields) {
      if (field.id === identifier) return { sql: `${alias}.${field.id}`, field, isRefName: false };
      if (field.type.kind === 'ref' && refNameId(field) === identifier)
        return { sql: refNameSql(`${alias}.${field.id}`, field.type.entity), field, isRefName: true };
    }
  }
  return undefined;
}

/** Sub-select giving the names a list of references shows, as a JSON array in the list's order. */
export function refNamesSql(column: string, entity: RefEntity): string {
  const { table, key, title } = refTarget(entity);
  return `(SELECT json_group_array(r.${title}) FROM json_each(${column}) j JOIN ${table} r ON r.${key} = j.value)`;
}

/** Sub-select giving the name a reference shows. */
export function refNameSql(column: string, entity: RefEntity): string {
  const { table, key, title } = refTarget(entity);
  return `(SELECT r.${title} FROM ${table} r WHERE r.${key} = ${column})`;
}
