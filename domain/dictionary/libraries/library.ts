// What a library is: one of the ten databases, either a view on the project master or a table of its own.

import { membershipTable } from '../tables/membership.ts';
import { projectTable } from '../tables/project.ts';
import { rulesOver, type RuleKinds } from '../tables/rule-kinds.ts';
import type { Field, RecordRule, TableDeclaration } from '../field.ts';

export const libraryIds = ['plan', 'reserve', 'central', 'special', 'fiscal', 'key', 'filing', 'expert', 'policy', 'decision'] as const;
export type LibraryId = (typeof libraryIds)[number];

export const systemIds = ['supervision', 'key-projects', 'reserve', 'enforcement', 'planning'] as const;
export type SystemId = (typeof systemIds)[number];

interface LibraryBase {
  readonly id: LibraryId;
  /** 1 to 10, the order of the published design. */
  readonly number: number;
  readonly label: string;
  readonly short: string;
  /** Business systems that work on it. */
  readonly systems: readonly SystemId[];
  /** The table whose fields belong to this library alone. */
  readonly table: TableDeclaration;
  /** Every field of a record, in form order; the keys of its flat JSON. */
  readonly fields: readonly Field[];
  readonly rules: readonly RecordRule[];
  /** The field a person recognises a record by. */
  readonly titleField: string;
  readonly source: string;
}

/** A project library: record = membership row + master project row + extension row. */
export interface ProjectLibrary extends LibraryBase {
  readonly kind: 'project';
}

/** A support library: record = one row of its own table. `naturalKey` finds the same record again on import. */
export interface SupportLibrary extends LibraryBase {
  readonly kind: 'support';
  readonly naturalKey: readonly (readonly string[])[];
}

export type Library = ProjectLibrary | SupportLibrary;

interface ProjectLibrarySpec {
  readonly id: LibraryId;
  readonly number: number;
  readonly label: string;
  readonly short: string;
  readonly table: string;
  readonly fields: readonly Field[];
  readonly rules?: readonly RecordRule[];
  /** Fields of the master this library also shows in its list by default, with their width in px. */
  readonly columns?: Readonly<Record<string, number>>;
  readonly systems: readonly SystemId[];
  readonly source: string;
}

/** Rule constructors that know the master, the membership and a library's own fields. */
export const projectRules = (own: readonly Field[]): RuleKinds => rulesOver([...projectTable.fields, ...membershipTable.fields, ...own]);

/** Declares a project library; master and membership fields are joined in. Throws when an identifier is declared twice. */
export function projectLibrary(spec: ProjectLibrarySpec): ProjectLibrary {
  const { table, fields: own, rules = [], columns = {}, ...rest } = spec;
  const shared = [...projectTable.fields, ...membershipTable.fields].map((field) => {
    const column = columns[field.id];
    return column === undefined ? field : { ...field, column };
  });
  const fields = [...shared, ...own];
  refuseRepeatedIds(spec.id, fields);
  return {
    ...rest,
    kind: 'project',
    titleField: 'project_name',
    table: { name: table, label: spec.label, belongsTo: 'membership_id', fields: own, rules, source: spec.source },
    fields,
    rules: [...(projectTable.rules ?? []), ...rules],
  };
}

interface SupportLibrarySpec extends Omit<ProjectLibrarySpec, 'columns'> {
  /** Name of the primary key. */
  readonly key: string;
  readonly titleField: string;
  readonly naturalKey: readonly (readonly string[])[];
}

/** Declares a support library with a table of its own. Throws when an identifier is declared twice. */
export function supportLibrary(spec: SupportLibrarySpec): SupportLibrary {
  const { table, key, fields, rules = [], ...rest } = spec;
  refuseRepeatedIds(spec.id, fields);
  return {
    ...rest,
    kind: 'support',
    table: { name: table, label: spec.label, key, title: rest.titleField, fields, rules, source: spec.source },
    fields,
    rules,
  };
}

function refuseRepeatedIds(library: string, fields: readonly Field[]): void {
  const seen = new Set<string>();
  for (const { id } of fields) {
    if (seen.has(id)) throw new Error(`field ${id} is declared twice in ${library}`);
    seen.add(id);
  }
}
