// What is refused or remarked before values are written: hidden numbers that are not the record's own, one number for two people, marks of state secrets beside the values.

import type { Library } from '#domain/dictionary/index.ts';
import { AppError } from '#domain/result.ts';
import { findMarking, whatToDo } from '#domain/secrecy/markings.ts';
import { isMasked } from '#domain/secrecy/mask.ts';
import type { ReadDb } from '../kernel/database.ts';
import type { Sight } from '../policy/sight.ts';
import { sameNumberElsewhere } from './match.ts';
import type { Row } from './read.ts';
import type { Values } from './write.ts';

/** A hidden number says "unchanged" only where it is what the record shows. Error `bad_input`. */
export function refuseHiddenNumbers(library: Library, values: Values, before: Row): void {
  for (const { id, label, type } of library.fields) {
    if (type.kind !== 'secret' || !isMasked(values[id]) || values[id] === before[id]) continue;
    throw new AppError('bad_input', `“${label}”填写的是隐去了部分数字的号码，没有写入任何数据。请填写完整的号码，或保留原来的内容。`, { field: id });
  }
}

export interface SameNumber {
  readonly field: string;
  readonly code: 'personal_number_taken';
  readonly severity: 'warning';
  readonly message: string;
  readonly other: { readonly id: string; readonly title: string };
}

/** A warning when another living record, of those the person sees, holds the same personal number: perhaps one person was registered twice. */
export function sameNumberFindings(db: ReadDb, sight: Sight, library: Library, values: Values, exceptId: string | null): SameNumber[] {
  const other = sameNumberElsewhere(db, sight, library, values, exceptId);
  if (other === undefined) return [];
  const { field, id, title } = other;
  const message = `${field.label}与已有的“${title}”相同，请核对是否为同一人，避免重复登记。`;
  return [{ field: field.id, code: 'personal_number_taken', severity: 'warning', message, other: { id, title } }];
}

/** Reasons, labels and names of views are texts like any other. Error `classified_refused`. */
export function refuseMarkedText(label: string, text: string | null): void {
  const marking = text === null ? undefined : findMarking(text);
  if (marking === undefined) return;
  throw new AppError('classified_refused', `${label}中有国家秘密标志“${marking.text}”（${marking.reason}）。${whatToDo}`, { mark: marking.text });
}
