// The history of a record: who changed what to what, when, read from the change log.

import type { Field } from '#domain/dictionary/field.ts';
import { codeItem } from '#domain/dictionary/code-tables/index.ts';
import type { Library } from '#domain/dictionary/index.ts';
import { refTarget } from '#domain/dictionary/tables/index.ts';
import { formatStored } from '#domain/dictionary/format.ts';
import type { ReadDb } from '../kernel/database.ts';
import type { ColumnPlace } from '../spine/column-cipher.ts';
import { showPersonal } from './personal.ts';
import { storageOf } from './storage.ts';
import type { Delta, OperationKind } from '../spine/act.ts';

export interface HistoryEntry {
  readonly operation: string;
  readonly at: string;
  readonly author: string;
  readonly device: string;
  readonly kind: OperationKind;
  readonly reason: string | null;
  readonly batch: string | null;
  readonly batchLabel: string | null;
  readonly changes: readonly { readonly field: string; readonly label: string; readonly before: string | null; readonly after: string | null }[];
}

interface LoggedRow {
  readonly operation: string;
  readonly act_id: string;
  readonly at: string;
  readonly author: string;
  readonly device: string;
  readonly kind: OperationKind;
  readonly reason: string | null;
  readonly batch: string | null;
  readonly batchLabel: string | null;
  readonly deltas: string;
  readonly entity_id: string;
}

/**
 * Newest first; entries of one act (master and extension) are one entry. `ids` are the entities the record consists of.
 * Changes of hidden fields are left out, and so are changes of nothing else.
 */
export function readHistory(
  db: ReadDb,
  libraries: readonly Library[],
  ids: readonly string[],
  hidden: readonly Field[],
  limit: number,
): { entries: HistoryEntry[]; total: number } {
  const rows = db.all<LoggedRow>(
    `SELECT o.operation_id AS operation, o.act_id, o.at, o.author, o.device, o.kind, o.reason, o.batch_id AS batch, b.label AS batchLabel, o.deltas, o.entity_id
     FROM operation o LEFT JOIN batch b ON b.batch_id = o.batch_id
     WHERE o.entity_id IN (SELECT value FROM json_each(?)) ORDER BY o.operation_seq DESC`,
    [JSON.stringify(ids)],
  );
  const fields = new Map(
    libraries.flatMap((library) => storageOf(library).parts.flatMap(({ table, fields: own }) => own.map((field) => [field.id, { field, table }] as const))),
  );
  const byAct = new Map<string, HistoryEntry>();
  for (const row of rows) {
    const { act_id: actId, entity_id: entityId, deltas, ...rest } = row;
    const all = JSON.parse(deltas) as Delta[];
    const readable = hidden.length === 0 ? all : all.filter(([id]) => !hidden.some((field) => field.id === id));
    if (row.kind === 'update' && readable.length === 0 && all.length > 0) continue;
    const changes = readable.map(([id, before, after]) => {
      const { field, table = '' } = fields.get(id) ?? {};
      const shown = (value: string | number | null): string | null => display(db, field, { table, column: id, row: entityId }, value);
      return { field: id, label: field?.label ?? id, before: shown(before), after: shown(after) };
    });
    const known = byAct.get(actId);
    // The membership's own kind (create, delete) says more than the master's update beside it.
    const kind = known === undefined || known.kind === 'update' ? row.kind : known.kind;
    byAct.set(actId, known === undefined ? { ...rest, changes } : { ...known, kind, changes: [...known.changes, ...changes] });
  }
  const entries = [...byAct.values()];
  return { entries: entries.slice(0, limit), total: entries.length };
}

/** A logged value as a person reads it: names for codes and references, 万元 for money, personal data masked. */
function display(db: ReadDb, field: Field | undefined, place: ColumnPlace, value: string | number | null): string | null {
  if (value === null) return null;
  if (field === undefined) return String(value);
  if (field.type.kind === 'secret') return showPersonal(db, place, field.type.form, value);
  if (field.type.kind === 'code') return codeItem(field.type.table, String(value))?.name ?? String(value);
  if (field.type.kind === 'ref') {
    const { table, key, title } = refTarget(field.type.entity);
    const name = db.get<{ name: string }>(`SELECT ${title} AS name FROM ${table} WHERE ${key} = ?`, [value])?.name;
    return name ?? String(value);
  }
  return formatStored(field, value);
}
