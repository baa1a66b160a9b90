// The columns of one library in memory: loaded when first asked for, kept in step from the change log.

import { codeTable } from '#domain/dictionary/code-tables/index.ts';
import type { Field, RefEntity } from '#domain/dictionary/field.ts';
import { refTarget } from '#domain/dictionary/tables/index.ts';
import { hiddenInList } from '#domain/policy/fields.ts';
import { AppError } from '#domain/result.ts';
import type { ReadDb } from '../kernel/database.ts';
import { columnType } from '../kernel/schema.ts';
import type { Sight } from '../policy/sight.ts';
import type { SqlCondition } from '../policy/sqlite.ts';
import { fieldSql, type Storage } from '../records/storage.ts';
import { NumberColumn, setValue, TextColumn, type Column, type LoadedColumn } from './column.ts';
import { ColumnScan } from './column-scan.ts';
import { countingSort, rankingOf } from './ranking.ts';

/** More changed rows than this and loading anew is cheaper than patching one by one. */
const patchLimit = 5000;

export class LibraryColumns {
  readonly storage: Storage;
  /** Rows the person does not see have no ordinal, and fields he may not read no column: what is not here cannot be counted. */
  private readonly visible: { readonly one: SqlCondition; readonly many: SqlCondition };
  private readonly hidden: ReadonlySet<Field>;
  /** Row number by ordinal, ascending. */
  private rowNumbers = new Int32Array(0);
  /** Project number by ordinal, as far as known; a membership never changes its project. */
  private projects = new Int32Array(0);
  private projectsKnown = 0;
  private alive = new Uint8Array(0);
  private rowCount = 0;
  private isLoaded = false;
  private readonly columns = new Map<string, LoadedColumn>();
  /** Columns being filled in stretches, between calls. */
  private scan: ColumnScan | undefined;
  /** Orders of whole columns, good for one revision. */
  private readonly orders = new Map<string, Int32Array>();
  private living: Int32Array | undefined;
  private lastOperation = 0;
  /** Raised by every change; results computed before are stale. */
  revision = 0;

  constructor(storage: Storage, sight: Sight) {
    this.storage = storage;
    this.visible = { one: sight.of(storage.library), many: sight.ofMany(storage.library) };
    this.hidden = new Set(hiddenInList(sight.access, storage.library));
  }

  /** Number of ordinals, removed rows included. */
  get count(): number {
    return this.rowCount;
  }

  rowNumber(ordinal: number): number {
    return this.rowNumbers[ordinal] ?? 0;
  }

  ordinalOf(no: number): number | undefined {
    let low = 0;
    let high = this.rowCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.rowNumbers[middle] ?? 0) < no) low = middle + 1;
      else high = middle;
    }
    return low < this.rowCount && this.rowNumbers[low] === no ? low : undefined;
  }

  isAlive(ordinal: number): boolean {
    return this.alive[ordinal] === 1;
  }

  /** Project number by ordinal; undefined in a support library, whose records are nobody's twin. */
  projectNumbers(db: ReadDb): Int32Array | undefined {
    if (this.storage.library.kind === 'support') return undefined;
    if (this.projectsKnown < this.rowCount) {
      const grown = new Int32Array(this.rowCount);
      grown.set(this.projects.subarray(0, this.projectsKnown));
      const range = [this.rowNumber(this.projectsKnown), this.rowNumber(this.rowCount - 1)];
      const rows = db.iterate<[number, number]>(
        'SELECT membership_no, project_no FROM project_membership WHERE membership_no BETWEEN ? AND ? ORDER BY 1',
        range,
      );
      let ordinal = this.projectsKnown;
      for (const [no, project] of rows) {
        while (ordinal < this.rowCount && this.rowNumber(ordinal) < no) ordinal += 1;
        if (ordinal < this.rowCount && this.rowNumber(ordinal) === no) grown[ordinal] = project;
      }
      this.projects = grown;
      this.projectsKnown = this.rowCount;
    }
    return this.projects;
  }

  /** All living ordinals in entry order; shared, so whoever filters it works on a copy. */
  everything(): Int32Array {
    if (this.living === undefined) {
      const selection = new Int32Array(this.rowCount);
      let length = 0;
      for (let ordinal = 0; ordinal < this.rowCount; ordinal += 1) if (this.alive[ordinal] === 1) selection[length++] = ordinal;
      this.living = selection.subarray(0, length);
    }
    return this.living;
  }

  /** The column of a field (or reference name). Error `bad_input` for a field the library does not have or must not list. */
  column(db: ReadDb, identifier: string): { column: Column; field: Field } {
    if (this.scan?.includes(identifier) === true) while (this.warm(db, []));
    let loaded = this.columns.get(identifier);
    if (loaded === undefined) {
      loaded = this.emptyColumn(db, identifier);
      this.columns.set(identifier, loaded);
      const scan = new ColumnScan(this, new Map([[identifier, loaded]]));
      while (scan.advance(db));
    }
    return loaded;
  }

  /** Fills columns not loaded yet, a stretch of rows per call; false when all are there. */
  warm(db: ReadDb, identifiers: readonly string[]): boolean {
    if (this.scan === undefined) {
      const missing = identifiers.filter((identifier) => !this.columns.has(identifier));
      if (missing.length === 0) return false;
      const loading = new Map(missing.map((identifier) => [identifier, this.emptyColumn(db, identifier)] as const));
      for (const [identifier, loaded] of loading) this.columns.set(identifier, loaded);
      this.scan = new ColumnScan(this, loading);
    }
    if (!this.scan.advance(db)) this.scan = undefined;
    return this.scan !== undefined;
  }

  hasColumn(identifier: string): boolean {
    return this.columns.has(identifier) && this.scan?.includes(identifier) !== true;
  }

  /** All ordinals, removed ones included, in the order of one column; kept until something changes. */
  order(db: ReadDb, identifier: string, descending: boolean): Int32Array {
    const key = `${descending ? '-' : ''}${identifier}`;
    let order = this.orders.get(key);
    if (order === undefined) {
      const all = Int32Array.from({ length: this.rowCount }, (_value, ordinal) => ordinal);
      order = countingSort(all, this.rowCount, rankingOf(this.column(db, identifier).column, this.rowCount, this.revision), descending);
      this.orders.set(key, order);
    }
    return order;
  }

  /** Catches up with what was written since the last call. */
  step(db: ReadDb): void {
    const newest = db.get<{ seq: number | null }>('SELECT max(operation_seq) AS seq FROM operation')?.seq ?? 0;
    if (this.isLoaded && newest === this.lastOperation) return;
    const from = this.lastOperation;
    this.lastOperation = newest;
    if (!this.isLoaded) {
      this.loadRows(db);
      return;
    }
    const changed = this.changedRows(db, from);
    this.revision += 1;
    this.orders.clear();
    this.living = undefined;
    if (changed === 'many') {
      this.loadRows(db);
    } else {
      for (const no of changed) this.patch(db, no);
    }
  }

  private loadRows(db: ReadDb): void {
    const { from, alive, no, library } = this.storage;
    const { sql, params } = this.visible.many;
    const own = library.kind === 'project' ? 'project_membership m' : from;
    this.columns.clear();
    this.scan = undefined;
    this.orders.clear();
    this.living = undefined;
    this.projectsKnown = 0;
    const numbers = db.column<number>(`SELECT ${no} FROM ${own} WHERE ${alive} AND ${sql} ORDER BY ${no}`, params);
    this.rowNumbers = Int32Array.from(numbers);
    this.alive = new Uint8Array(numbers.length).fill(1);
    this.rowCount = numbers.length;
    this.isLoaded = true;
    this.revision += 1;
  }

  /** Row numbers of this library touched by operations after `from`; `many` when a reload is due. */
  private changedRows(db: ReadDb, from: number): readonly number[] | 'many' {
    const { library } = this.storage;
    const operations = db.all<{ kind: string; entity: string; entity_no: number; library: string | null }>(
      'SELECT kind, entity, entity_no, library FROM operation WHERE operation_seq > ? ORDER BY operation_seq LIMIT ?',
      [from, patchLimit + 1],
    );
    if (operations.length > patchLimit || operations.some(({ kind }) => kind === 'load')) return 'many';
    this.dropNamesOf(db, new Set(operations.flatMap(({ kind, entity }) => (kind === 'update' ? [entity] : []))));
    const changed = new Set<number>();
    for (const operation of operations) {
      if (library.kind === 'support') {
        if (operation.entity === library.table.name) changed.add(operation.entity_no);
      } else if (operation.entity === 'project') {
        for (const no of db.column<number>('SELECT membership_no FROM project_membership WHERE project_no = ? AND library = ?', [
          operation.entity_no,
          library.id,
        ]))
          changed.add(no);
      } else if (operation.entity === 'project_membership' && operation.library === library.id) {
        changed.add(operation.entity_no);
      }
    }
    return [...changed].toSorted((a, b) => a - b);
  }

  /** Columns that show names of a changed entity are read anew when next asked for: any row may point to it. */
  private dropNamesOf(db: ReadDb, entities: ReadonlySet<string>): void {
    for (const [identifier, { field, showsNames }] of this.columns) {
      if (!showsNames || field.type.kind !== 'ref' || !entities.has(refTarget(field.type.entity).table)) continue;
      if (this.scan?.includes(identifier) === true) while (this.warm(db, []));
      this.columns.delete(identifier);
    }
  }

  private patch(db: ReadDb, no: number): void {
    const { from, alive, no: column } = this.storage;
    const { sql, params } = this.visible.one;
    const isAlive = db.get(`SELECT 1 FROM ${from} WHERE ${column} = ? AND ${alive} AND ${sql}`, [no, ...params]) !== undefined;
    let ordinal = this.ordinalOf(no);
    if (ordinal === undefined) {
      if (!isAlive) return;
      // A row brought back from before this load has no ordinal in order; rows are few, so load anew.
      if (this.rowCount > 0 && no < this.rowNumber(this.rowCount - 1)) {
        this.loadRows(db);
        return;
      }
      ordinal = this.append(no);
    }
    this.alive[ordinal] = isAlive ? 1 : 0;
    for (const { column: values, reload } of this.columns.values()) setValue(values, ordinal, reload(db, no));
  }

  private append(no: number): number {
    const ordinal = this.rowCount;
    if (ordinal >= this.rowNumbers.length) {
      const size = Math.ceil(this.rowNumbers.length * 1.5) + 16;
      const numbers = new Int32Array(size);
      numbers.set(this.rowNumbers);
      const alive = new Uint8Array(size);
      alive.set(this.alive);
      this.rowNumbers = numbers;
      this.alive = alive;
    }
    this.rowNumbers[ordinal] = no;
    this.rowCount += 1;
    return ordinal;
  }

  private emptyColumn(db: ReadDb, identifier: string): LoadedColumn {
    const found = fieldSql(this.storage, identifier);
    if (found === undefined || found.field.type.kind === 'secret' || this.hidden.has(found.field)) {
      throw new AppError('bad_input', `“${this.storage.library.label}”没有可用于筛选或排序的字段“${identifier}”。请检查字段名。`, { field: identifier });
    }
    const { field, isRefName, sql } = found;
    const names = isRefName && field.type.kind === 'ref' ? refNames(db, field.type.entity) : undefined;
    const column: Column = columnType(field) === 'INTEGER' ? new NumberColumn(this.rowCount) : new TextColumn(this.rowCount, sortKeyOf(field));
    const one = `SELECT ${sql} AS value FROM ${this.storage.from} WHERE ${this.storage.no} = ?`;
    return {
      column,
      field,
      showsNames: isRefName,
      translate: (value) => (names === undefined || value === null ? value : names.of(String(value))),
      reload: (reader, no) => reader.get<{ value: string | number | null }>(one, [no])?.value ?? null,
    };
  }
}

/** Names of an entity, read at once; one registered while a scan is under way is looked up by itself. */
function refNames(db: ReadDb, entity: RefEntity): { of: (id: string) => string | null } {
  const { table, key, title } = refTarget(entity);
  const names = new Map(db.all<{ id: string; name: string | null }>(`SELECT ${key} AS id, ${title} AS name FROM ${table}`).map(({ id, name }) => [id, name]));
  return { of: (id) => names.get(id) ?? db.get<{ name: string | null }>(`SELECT ${title} AS name FROM ${table} WHERE ${key} = ?`, [id])?.name ?? null };
}

/** Codes sort as their table lists them. */
function sortKeyOf(field: Field): ((value: string) => string | number) | undefined {
  if (field.type.kind !== 'code') return undefined;
  const places = new Map(codeTable(field.type.table).items.map(({ code }, index) => [code, index]));
  return (value) => places.get(value) ?? places.size;
}
