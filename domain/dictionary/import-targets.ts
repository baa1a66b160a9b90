// The fields of a library a table may fill, in the shape the table recogniser asks for.

import type { ImportTarget, TargetKind } from '#domain/tabular/understand/types.ts';
import { codeTable } from './code-tables/index.ts';
import type { Field, RefEntity } from './field.ts';
import type { Library } from './libraries/library.ts';
import { refNameId } from './ref-name.ts';

/** Entities known by a name people write in tables; the others are chosen on screen. */
const namedEntities: ReadonlySet<RefEntity> = new Set(['org', 'person', 'plan_document', 'fund_program']);

/** Group rows such as 「（一）续建项目」 state these for the rows under them. */
const fromContext: Readonly<Record<string, 'status' | 'district'>> = {
  region_code: 'district',
  year_nature: 'status',
  plan_class: 'status',
};

/**
 * Import targets of a library, in form order: everything but derived fields, personal data, attached files, and what
 * has no form in a cell. References are imported by name under `refNameId`.
 */
export function importTargets(library: Library): ImportTarget[] {
  return library.fields.flatMap((field): ImportTarget[] => {
    const kind = targetKind(field);
    if (kind === undefined || field.derived !== undefined || field.attachment === true) return [];
    const { type } = field;
    const context = fromContext[field.id];
    return [
      {
        id: type.kind === 'ref' ? refNameId(field) : field.id,
        label: field.label,
        aliases: field.aliases ?? [],
        kind,
        ...(type.kind === 'decimal' ? { scale: type.scale } : {}),
        ...(field.unit === undefined ? {} : { unit: field.unit }),
        ...(type.kind === 'date' && type.partial === true ? { partialDate: true } : {}),
        ...(type.kind === 'code' || type.kind === 'codes' ? { codeItems: codeTable(type.table).items } : {}),
        ...(field.id === library.titleField ? { isTitle: true } : {}),
        ...(field.id === 'national_code' ? { identifies: true } : {}),
        ...(field.id === 'planned_start' ? { pairedWith: 'planned_finish' } : {}),
        ...(context === undefined ? {} : { fromContext: context }),
      },
    ];
  });
}

function targetKind({ type }: Field): TargetKind | undefined {
  switch (type.kind) {
    case 'secret':
    case 'refs':
    case 'list':
      return undefined;
    // A table prints the day; the hour is known to the register only.
    case 'datetime':
      return 'date';
    case 'ref':
      return namedEntities.has(type.entity) ? 'ref' : undefined;
    default:
      return type.kind;
  }
}
