// The SQLite schema that follows from the dictionary: DDL for new migrations, and the comparison `verify` makes.

import type { Field, TableDeclaration } from '#domain/dictionary/field.ts';
import { libraries } from '#domain/dictionary/index.ts';
import { membershipTable } from '#domain/dictionary/tables/membership.ts';
import { supportingTables } from '#domain/dictionary/tables/index.ts';
import { projectTable } from '#domain/dictionary/tables/project.ts';
import type { ReadDb } from './database.ts';
import { rowKeyOf } from './row-key.ts';

/** Row metadata of every table that holds records of its own (domain.md §1.0). */
const metadata = [
  'row_version INTEGER NOT NULL DEFAULT 1',
  'created_at TEXT NOT NULL',
  'created_by TEXT NOT NULL',
  'updated_at TEXT NOT NULL',
  'updated_by TEXT NOT NULL',
  'origin_device TEXT NOT NULL',
  'data_source TEXT',
  'is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1))',
];

/** SQLite storage of a field: INTEGER for everything counted, TEXT for the rest; lists are JSON text. */
export function columnType(field: Field): 'INTEGER' | 'TEXT' {
  switch (field.type.kind) {
    case 'money':
    case 'integer':
    case 'decimal':
    case 'percent':
    case 'year':
    case 'boolean':
      return 'INTEGER';
    default:
      return 'TEXT';
  }
}

const columnDdl = (field: Field): string => `${field.id} ${columnType(field)}`;

/** Column by which equal values of an encrypted field are found; only identity numbers are looked for. */
export const blindIndexColumn = ({ id, type }: Field): string | undefined => (type.kind === 'secret' && type.form === 'id_number' ? `${id}_index` : undefined);

const blindIndexColumns = ({ fields }: TableDeclaration): string[] => fields.flatMap((field) => blindIndexColumn(field) ?? []);

const createTable = (name: string, columns: readonly string[]): string => `CREATE TABLE ${name} (\n  ${columns.join(',\n  ')}\n) STRICT;\n`;

/** How a stored table is keyed, beside the columns its declaration gives. */
interface StoredTable {
  readonly declaration: TableDeclaration;
  readonly keys: readonly string[];
  readonly withMetadata: boolean;
  readonly indexes: readonly string[];
}

/**
 * Every dictionary table with its keys. `*_no` are replica-local row numbers that make joins cheap;
 * `*_id` are the global UUIDv7 identifiers that leave this machine.
 */
export function storedTables(): readonly StoredTable[] {
  const extensions = libraries.filter((library) => library.kind === 'project');
  const supports = libraries.filter((library) => library.kind === 'support');
  return [
    {
      declaration: projectTable,
      keys: ['project_no INTEGER PRIMARY KEY', 'project_id TEXT NOT NULL UNIQUE', 'name_key TEXT NOT NULL'],
      withMetadata: true,
      indexes: [
        'CREATE INDEX project_by_code ON project (national_code) WHERE national_code IS NOT NULL;',
        'CREATE INDEX project_by_name_key ON project (name_key);',
        'CREATE INDEX project_by_scope ON project (region_code, zone_code, competent_dept_id, secret_level);',
      ],
    },
    {
      declaration: membershipTable,
      keys: [
        'membership_no INTEGER PRIMARY KEY',
        'membership_id TEXT NOT NULL UNIQUE',
        'project_no INTEGER NOT NULL REFERENCES project (project_no)',
        'library TEXT NOT NULL',
      ],
      withMetadata: true,
      indexes: [
        'CREATE INDEX membership_by_library ON project_membership (library, is_deleted, membership_no, project_no);',
        'CREATE INDEX membership_by_project ON project_membership (project_no);',
      ],
    },
    ...extensions.map(({ table }) => ({
      declaration: table,
      keys: ['membership_no INTEGER PRIMARY KEY REFERENCES project_membership (membership_no)'],
      withMetadata: false,
      indexes: [],
    })),
    ...[...supports.map(({ table }) => table), ...supportingTables].map(ownTable),
  ];
}

/** A table with records of its own: local number, global id, and an index on the row it is part of. */
function ownTable(declaration: TableDeclaration): StoredTable {
  const { name, key = `${name}_id`, belongsTo, title } = declaration;
  // Titles are looked up where people refer to a row by its name; nobody finds an approval by its title, and millions of them cost.
  const isNamed = belongsTo === undefined;
  const indexed = [belongsTo, isNamed ? title : undefined].filter((column) => column !== undefined);
  return {
    declaration,
    keys: [`${rowKeyOf(name)} INTEGER PRIMARY KEY`, `${key} TEXT NOT NULL UNIQUE`],
    withMetadata: true,
    indexes: [
      ...indexed.map((column) => `CREATE INDEX ${name}_by_${column} ON ${name} (${column});`),
      ...blindIndexColumns(declaration).map((column) => `CREATE INDEX ${name}_by_${column} ON ${name} (${column}) WHERE ${column} IS NOT NULL;`),
    ],
  };
}

/** DDL of one dictionary table, as a new migration would hold it. */
export function tableDdl({ declaration, keys, withMetadata, indexes }: StoredTable): string {
  const blind = blindIndexColumns(declaration).map((column) => `${column} TEXT`);
  const columns = [...keys, ...declaration.fields.map(columnDdl), ...blind, ...(withMetadata ? metadata : [])];
  return [createTable(declaration.name, columns), ...indexes.map((index) => `${index}\n`)].join('');
}

export interface SchemaDifference {
  readonly table: string;
  readonly column: string;
  readonly problem: 'missing' | 'type' | 'undeclared';
}

/** What the file's schema and the dictionary disagree on; empty when they agree. */
export function compareSchema(db: ReadDb): SchemaDifference[] {
  const differences: SchemaDifference[] = [];
  for (const table of storedTables()) {
    const { name, fields } = table.declaration;
    const actual = new Map(
      db.all<{ name: string; type: string }>('SELECT name, type FROM pragma_table_info(?)', [name]).map((column) => [column.name, column.type]),
    );
    const expected = new Map<string, string>([
      ...[...table.keys, ...(table.withMetadata ? metadata : [])].map((ddl): [string, string] => {
        const [column = '', type = ''] = ddl.split(' ');
        return [column, type];
      }),
      ...fields.map((field): [string, string] => [field.id, columnType(field)]),
      ...blindIndexColumns(table.declaration).map((column): [string, string] => [column, 'TEXT']),
    ]);
    for (const [column, type] of expected) {
      const found = actual.get(column);
      if (found === undefined) differences.push({ table: name, column, problem: 'missing' });
      else if (found !== type) differences.push({ table: name, column, problem: 'type' });
    }
    for (const column of actual.keys()) {
      if (!expected.has(column)) differences.push({ table: name, column, problem: 'undeclared' });
    }
  }
  return differences;
}
