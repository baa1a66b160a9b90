// What an export would hold: its fields, its rows, their labels, and whether it may leave.

import type { Filter, Sort } from '#domain/contract/query.ts';
import type { Field } from '#domain/dictionary/field.ts';
import { library, type Library } from '#domain/dictionary/index.ts';
import { refNameId } from '#domain/dictionary/ref-name.ts';
import type { Access } from '#domain/identity/access.ts';
import { hiddenInList } from '#domain/policy/fields.ts';
import { AppError } from '#domain/result.ts';
import { judgeExport, type ExportVerdict } from '#domain/secrecy/export-rules.ts';
import type { ExportContent, ReplicaClient } from '#db/client.ts';

export interface ExportRequest {
  readonly database: string;
  readonly filter: Filter;
  readonly sort: Sort;
  /** Fields in this order; all that may be exported when empty. */
  readonly fields: readonly string[];
  /** For publication. */
  readonly public: boolean;
}

export interface ExportQuestion {
  readonly target: Library;
  readonly fields: readonly Field[];
  /** Row numbers in order: one consistent choice of rows. */
  readonly numbers: Int32Array;
  readonly content: ExportContent;
  readonly verdict: ExportVerdict;
  /** The canonical text an approval is bound to: library, filter, fields and mode. Order does not matter. */
  readonly key: string;
}

/** Looks at a selection without making anything. Errors: `bad_input` for an unknown field, `forbidden`. */
export async function askExport(
  replica: ReplicaClient,
  request: ExportRequest,
  asker: { readonly access: Access; readonly isDemo: boolean },
): Promise<ExportQuestion> {
  const target = library(request.database);
  const fields = chosenFields(target, request.fields, new Set(hiddenInList(asker.access, target)));
  const numbers = await replica.lists.numbers({ database: target.id, filter: request.filter, sort: request.sort });
  const content = await replica.read.exportContent({ database: target.id, numbers: [...numbers] });
  // Invented rows cannot be too many.
  const approvalRows = asker.isDemo ? null : await replica.read.exportApprovalRows({});
  const verdict = judgeExport({ labels: content.labels, fields, isPublic: request.public, approvalRows });
  const key = JSON.stringify([target.id, request.filter, fields.map(({ id }) => id).toSorted(), request.public]);
  return { target, fields, numbers, content, verdict, key };
}

function chosenFields(target: Library, wanted: readonly string[], hidden: ReadonlySet<Field>): readonly Field[] {
  const readable = target.fields.filter((field) => !hidden.has(field));
  if (wanted.length === 0) {
    return titleFirst(
      target,
      readable.filter(({ type }) => type.kind !== 'secret'),
    );
  }
  return wanted.map((identifier) => {
    const found = readable.find((field) => field.id === identifier || (field.type.kind === 'ref' && refNameId(field) === identifier));
    if (found === undefined) throw new AppError('bad_input', `“${target.label}”没有可导出的字段“${identifier}”，没有导出任何内容。`, { field: identifier });
    return found;
  });
}

/** The column people read first stays in sight when scrolling. */
const titleFirst = (target: Library, fields: readonly Field[]): Field[] => [
  ...fields.filter(({ id }) => id === target.titleField),
  ...fields.filter(({ id }) => id !== target.titleField),
];
