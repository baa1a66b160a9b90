// Fills several columns in one pass over the library, a stretch of rows at a time, so that nobody waits long for a turn.

import type { ReadDb } from '../kernel/database.ts';
import { fieldSql, type Storage } from '../records/storage.ts';
import { setValue, type LoadedColumn } from './column.ts';

/** The rows a scan fills columns for. */
export interface RowOrder {
  readonly storage: Storage;
  readonly count: number;
  rowNumber(ordinal: number): number;
}

/** Rows read at a time, and how long a turn may last: a wide row from a cold disk costs a hundred times one from memory. */
const stretch = 2000;
const turnMs = 40;

export class ColumnScan {
  private readonly store: RowOrder;
  private readonly columns: ReadonlyMap<string, LoadedColumn>;
  private readonly sql: string;
  private ordinal = 0;

  constructor(store: RowOrder, columns: ReadonlyMap<string, LoadedColumn>) {
    this.store = store;
    this.columns = columns;
    this.sql = scanSql(store.storage, [...columns.keys()]);
  }

  includes(identifier: string): boolean {
    return this.columns.has(identifier);
  }

  /** Reads on for one turn; false when the last row was read. */
  advance(db: ReadDb): boolean {
    const started = performance.now();
    while (this.readStretch(db)) if (performance.now() - started > turnMs) return true;
    return false;
  }

  private readStretch(db: ReadDb): boolean {
    const { store } = this;
    if (this.ordinal >= store.count) return false;
    const targets = [...this.columns.values()];
    const until = Math.min(this.ordinal + stretch, store.count);
    const range = [store.rowNumber(this.ordinal), store.rowNumber(until - 1)];
    let { ordinal } = this;
    for (const [no, ...values] of db.iterate<[number, ...(string | number | null)[]]>(this.sql, range)) {
      // Rows and ordinals both ascend; a row removed since has an ordinal and no value.
      while (ordinal < until && store.rowNumber(ordinal) < no) ordinal += 1;
      if (ordinal >= until || store.rowNumber(ordinal) !== no) continue;
      for (const [index, { column, translate }] of targets.entries()) setValue(column, ordinal, translate(values[index] ?? null));
    }
    this.ordinal = until;
    return until < store.count;
  }
}

/** Only the tables the columns live in are read, because a join of all parts costs three times as much. */
function scanSql(storage: Storage, identifiers: readonly string[]): string {
  const wanted = identifiers.map((identifier) => {
    const found = fieldSql(storage, identifier);
    const part = storage.parts.find(({ fields }) => found !== undefined && fields.includes(found.field));
    if (found === undefined || part === undefined) throw new Error(`field ${identifier} has no table`);
    return { part, sql: `${part.alias}.${found.field.id}` };
  });
  const values = wanted.map(({ sql }) => sql).join(', ');
  const [first] = wanted;
  const isAlone = first !== undefined && wanted.every(({ part }) => part === first.part) && first.part.entity !== 'project';
  if (isAlone) {
    const { table, alias, key } = first.part;
    return `SELECT ${alias}.${key}, ${values} FROM ${table} ${alias} WHERE ${alias}.${key} BETWEEN ? AND ? ORDER BY 1`;
  }
  const onlyProject = wanted.every(({ part }) => part.entity === 'project');
  const from = onlyProject ? 'project_membership m JOIN project p ON p.project_no = m.project_no' : storage.from;
  return `SELECT ${storage.no}, ${values} FROM ${from} WHERE ${storage.no} BETWEEN ? AND ? AND m.library = '${storage.library.id}' ORDER BY 1`;
}
