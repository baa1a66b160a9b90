// The dictionary as data: what the data-dictionary page and `ws dictionary` show.

import { codeTables, type CodeTableId } from './code-tables/index.ts';
import type { CodeTable } from './code-tables/code-table.ts';
import type { Field } from './field.ts';
import { libraries, library } from './index.ts';
import { sourceText } from './sources.ts';

const describeField = (field: Field) => ({
  id: field.id,
  label: field.label,
  kind: field.type.kind,
  unit: field.type.kind === 'money' ? '元（界面显示万元）' : (field.unit ?? null),
  required: field.required === undefined ? '' : field.required === true ? '必填' : `${field.required.text}时必填`,
  code_table: 'table' in field.type ? field.type.table : null,
  group: field.group,
  derived: field.derived ?? null,
  sensitivity: field.sensitivity ?? 'public',
  role: field.role ?? null,
  aliases: [...(field.aliases ?? [])],
  help: field.help ?? null,
  section: field.section,
  source: sourceText(field.source),
});

const describeTable = ({ id, name, standard, source, items }: CodeTable) => ({
  id,
  name,
  standard: standard ?? null,
  source: sourceText(source),
  items: items.map(({ code, name: itemName, parent, validFrom, validTo }) => ({
    code,
    name: itemName,
    parent: parent ?? null,
    valid_from: validFrom ?? null,
    valid_to: validTo ?? null,
  })),
});

/** All libraries and code tables; with `database`, that library and the tables it uses. Error `unknown_library`. */
export function describeDictionary(database: string | null) {
  const chosen = database === null ? libraries : [library(database)];
  const used = new Set<CodeTableId>(chosen.flatMap(({ fields }) => fields.flatMap(({ type }) => ('table' in type ? [type.table] : []))));
  return {
    libraries: chosen.map(({ id, number, label, kind, table, source, fields }) => ({
      id,
      number,
      label,
      kind,
      table: table.name,
      source: sourceText(source),
      fields: fields.map(describeField),
    })),
    code_tables: codeTables.filter(({ id }) => database === null || used.has(id as CodeTableId)).map(describeTable),
  };
}
