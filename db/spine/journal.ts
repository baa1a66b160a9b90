// The black-box journal: every act's writing statements, encrypted and on the disk before the act is committed. Used only for recovery.

import { hkdfSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { AppError } from '#domain/result.ts';
import { FrameFile, type Entry } from '../kernel/frame-file.ts';
import { migrate, schemaLevel, type Migration } from '../kernel/migrate.ts';
import { asReplicaError, type ReplicaLocation } from '../kernel/open.ts';
import { recordWritesOf, type BoundValues } from '../kernel/recorder.ts';

/** Statements of one act, or of a part of it: each text once, then which text ran with which values. */
interface Statements {
  readonly texts: readonly string[];
  readonly runs: readonly (readonly [text: number, values: BoundValues])[];
}

/** Where the journal of a replica lies, and its key. */
export interface JournalPlace {
  readonly folder: string;
  readonly key: Uint8Array;
}

/** The journal lies beside the replica. Its key follows from the audit key, which outlives a change of the data key; without one, from the file's. */
export const journalOf = ({ file, key }: Pick<ReplicaLocation, 'file' | 'key'>, auditKey: Uint8Array | null): JournalPlace => ({
  folder: join(dirname(file), 'journal'),
  key: new Uint8Array(hkdfSync('sha256', auditKey ?? key, new Uint8Array(0), 'journal/v1', 32)),
});

/**
 * How many acts a replica has ever committed: the number of the newest entry of its journal. Kept in the file's header,
 * where it changes in the transaction of the act and every copy carries it along.
 */
export const positionOf = (connection: Database.Database): number => connection.pragma('user_version', { simple: true }) as number;

const setPosition = (connection: Database.Database, position: number): void => {
  connection.pragma(`user_version = ${position}`);
};

/** An act with more statements than fit is written in parts, so that a long import does not have to fit into memory twice. */
const partBytes = 8 * 1024 * 1024;

/** Statements of a change-log entry begin like this; their number is what an entry weighs. */
const operationInsert = 'INSERT INTO operation ';

class Journal {
  readonly #place: JournalPlace;
  readonly #connection: Database.Database;
  #file: FrameFile;
  #act: { readonly start: number; part: number; operations: number; bytes: number; texts: Map<string, number>; runs: [number, BoundValues][] } | undefined;
  /** Where the frames of an act begin that is not committed, or has failed and could not be taken back yet. */
  #spoiled: number | undefined;
  #isPaused = false;

  constructor(connection: Database.Database, place: JournalPlace, file: FrameFile) {
    this.#connection = connection;
    this.#place = place;
    this.#file = file;
    recordWritesOf(connection, (sql, values) => this.#record(sql, values));
  }

  /** Runs one act in an immediate transaction. It is in the journal when it is in the replica, and in neither when it fails. */
  run<T>(work: () => T): T {
    if (this.#act !== undefined) throw new Error('acts do not nest');
    this.#heal();
    this.#act = { start: this.#file.length, part: 0, operations: 0, bytes: 0, texts: new Map(), runs: [] };
    try {
      const done = this.#connection
        .transaction(() => {
          const outcome = work();
          this.#seal();
          return outcome;
        })
        .immediate();
      this.#spoiled = undefined;
      return done;
    } catch (error) {
      try {
        this.#heal();
      } catch {
        // The next act tries again and is refused as long as it cannot; what failed here is what has to be told.
      }
      throw error;
    } finally {
      this.#act = undefined;
    }
  }

  /** Runs one act that is too large to be worth keeping twice (demonstration data); the journal goes on after it with a new file. */
  runUnrecorded<T>(work: () => T): T {
    this.#isPaused = true;
    try {
      const outcome = this.#connection
        .transaction(() => {
          const done = work();
          setPosition(this.#connection, positionOf(this.#connection) + 1);
          return done;
        })
        .immediate();
      this.restart();
      return outcome;
    } finally {
      this.#isPaused = false;
    }
  }

  get isBusy(): boolean {
    return this.#act !== undefined || this.#isPaused;
  }

  /** Goes on in a new file: entries from here on belong to the next backup. */
  restart(): void {
    const file = createFile(this.#place, this.#connection);
    if (file === undefined) return;
    this.#file.close();
    this.#file = file;
  }

  /** Removes the files that only hold entries up to `position`; a backup that has been verified holds what they hold. */
  forgetThrough(position: number): void {
    const files = filesOf(this.#place.folder);
    for (const [index, { name, base }] of files.entries()) {
      const next = files[index + 1];
      const isCovered = next !== undefined && next.base <= position && base < next.base;
      if (isCovered && join(this.#place.folder, name) !== this.#file.path) rmSync(join(this.#place.folder, name), { force: true });
    }
    for (const name of readdirSync(this.#place.folder)) if (name.endsWith(setAside)) rmSync(join(this.#place.folder, name), { force: true });
  }

  #record(sql: string, values: BoundValues): void {
    const act = this.#act;
    if (act === undefined) {
      if (this.#isPaused) return;
      throw new Error('a writing statement outside an act would be missing from the journal');
    }
    let text = act.texts.get(sql);
    if (text === undefined) {
      text = act.texts.size;
      act.texts.set(sql, text);
    }
    act.runs.push([text, values]);
    if (sql.startsWith(operationInsert)) act.operations += 1;
    act.bytes += sizeOf(values);
    if (act.bytes > partBytes) this.#writePart(false);
  }

  #seal(): void {
    this.#writePart(true);
    setPosition(this.#connection, positionOf(this.#connection) + 1);
  }

  #writePart(isLast: boolean): void {
    const act = this.#act;
    if (act === undefined) return;
    const statements: Statements = { texts: [...act.texts.keys()], runs: act.runs };
    const number = positionOf(this.#connection) + 1;
    this.#spoiled = act.start;
    this.#file.append({ number, part: act.part, isLast, weight: isLast ? act.operations : 0 }, packed(statements), isLast);
    this.#act = { ...act, part: act.part + 1, bytes: 0, texts: new Map(), runs: [] };
  }

  /** Takes back what an act that failed left behind; until that succeeds no other act may begin. */
  #heal(): void {
    if (this.#spoiled === undefined) return;
    this.#file.cut(this.#spoiled);
    this.#spoiled = undefined;
  }
}

const journals = new WeakMap<Database.Database, Journal>();

/**
 * Runs `work` in one immediate transaction. On a connection with a journal the act is written there first: what was
 * answered survives the loss of the replica file. Whatever fails, nothing is kept.
 */
export function transact<T>(connection: Database.Database, work: () => T): T {
  const journal = journals.get(connection);
  if (journal === undefined) return connection.transaction(work).immediate();
  // The act is part of a larger one that is not recorded.
  return journal.isBusy && connection.inTransaction ? work() : journal.run(work);
}

/** As `transact`, for an act the journal does not have to hold: it can be made again, and would be larger than everything else. */
export function transactUnrecorded<T>(connection: Database.Database, work: () => T): T {
  const journal = journals.get(connection);
  return journal === undefined ? connection.transaction(work).immediate() : journal.runUnrecorded(work);
}

export interface Attached {
  /** Acts that were in the journal and not in the file: written again. One after an ordinary power cut. */
  readonly redone: number;
  /** The journal did not reach the file's state (it was damaged, removed, or of another key) and began anew: a backup is due. */
  readonly restarted: boolean;
}

/**
 * Brings a replica up to its journal and from then on records every act. Migrations the entries were made after are
 * applied on the way. Error `replica_damaged`: the file is older than the journal reaches back, or contradicts it.
 */
export function attachJournal(connection: Database.Database, place: JournalPlace, migrations: readonly Migration[]): Attached {
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  const before = positionOf(connection);
  const history = openHistory(place, 'append');
  let file: FrameFile | undefined;
  try {
    if (history.last > before) {
      const { stopped } = replay(connection, history, migrations);
      if (stopped !== null) throw contradiction(stopped);
    }
    const newest = history.files.at(-1);
    if (newest !== undefined && history.last === positionOf(connection) && newest.file.level === schemaLevel(connection)) {
      file = newest.file;
      if (file.length > newest.end) file.cut(newest.end);
    }
  } finally {
    for (const each of history.files) if (each.file !== file) each.file.close();
  }
  const restarted = file === undefined && history.isUsed && history.last !== positionOf(connection);
  journals.set(connection, new Journal(connection, place, file ?? mustCreate(place, connection)));
  return { redone: Math.max(0, positionOf(connection) - before), restarted };
}

export const journalAttachedTo = (connection: Database.Database): Pick<Journal, 'restart' | 'forgetThrough'> | undefined => journals.get(connection);

/** Entries a journal can give back. */
export interface History {
  /** Number of the newest entry; 0 without any. */
  readonly last: number;
  /** Whether there was any file, readable or not. */
  readonly isUsed: boolean;
  readonly files: readonly { readonly file: FrameFile; readonly entries: readonly Entry[]; readonly end: number }[];
}

/** Opens the files of a journal; those of another key or with a damaged head are set aside under another name. */
export function openHistory(place: JournalPlace, mode: 'read' | 'append'): History {
  const names = existsSync(place.folder) ? filesOf(place.folder).map(({ name }) => name) : [];
  const files = names.flatMap((name) => {
    const path = join(place.folder, name);
    const file = FrameFile.open(path, place.key, mode);
    if (file !== undefined) return [{ file, ...file.entries() }];
    if (mode === 'append') renameSync(path, `${path}${setAside}`);
    return [];
  });
  const newest = files.at(-1);
  return { files, last: newest === undefined ? 0 : newest.file.base + newest.entries.length, isUsed: names.length > 0 };
}

/** What a journal has for a replica that stands at `position`: acts and changes of records after it, without a gap. */
export function entriesAfter(history: History, position: number): { acts: number; operations: number } {
  let next = position + 1;
  let operations = 0;
  for (const { file, entries } of history.files) {
    if (file.base + 1 > next) break;
    for (const { number, weight } of entries) {
      if (number !== next) continue;
      next += 1;
      operations += weight;
    }
  }
  return { acts: next - 1 - position, operations };
}

export interface Replayed {
  readonly acts: number;
  readonly operations: number;
  /** Why the newest entries could not be used; null when all were. */
  readonly stopped: string | null;
}

/**
 * Writes the acts a replica lacks again, exactly as they were: same statements, same values, same order. Acts it has are
 * left out. Stops at a gap, at a damaged entry, and at one that does not fit the replica.
 */
export function replay(
  connection: Database.Database,
  history: History,
  migrations: readonly Migration[],
  onProgress: (done: number) => void = () => undefined,
): Replayed {
  let acts = 0;
  let operations = 0;
  for (const { file, entries } of history.files) {
    for (const entry of entries) {
      if (entry.number <= positionOf(connection)) continue;
      if (entry.number !== positionOf(connection) + 1) return { acts, operations, stopped: `entries before ${entry.number} are missing` };
      const stopped = redo(connection, file, entry, migrations);
      if (stopped !== null) return { acts, operations, stopped };
      acts += 1;
      operations += entry.weight;
      onProgress(acts);
    }
  }
  return { acts, operations, stopped: null };
}

/** Answers with why the entry could not be used. */
function redo(connection: Database.Database, file: FrameFile, entry: Entry, migrations: readonly Migration[]): string | null {
  const parts = file.read(entry);
  if (parts === undefined) return `entry ${entry.number} is damaged`;
  try {
    if (schemaLevel(connection) < file.level) {
      const needed = migrations.filter(({ number }) => number <= file.level);
      migrate(connection, needed, new Date().toISOString());
    }
    connection
      .transaction(() => {
        for (const part of parts) {
          const { texts, runs } = unpacked(part);
          // Prepared when first run: an act may drop what a later statement makes anew.
          const prepared: (Database.Statement | undefined)[] = [];
          for (const [text, values] of runs) {
            const statement = (prepared[text] ??= connection.prepare(texts[text] ?? ''));
            statement.run(...(Array.isArray(values) ? (values as unknown[]) : [values]));
          }
        }
        setPosition(connection, entry.number);
      })
      .immediate();
    return null;
  } catch (error) {
    const failure = asReplicaError(error);
    if (failure instanceof AppError && failure.code !== 'replica_damaged') throw failure;
    return `entry ${entry.number} does not fit: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const contradiction = (reason: string): AppError =>
  new AppError('replica_damaged', '本地副本损坏：数据库文件与本机修改日志不符，没有打开，数据没有改动。请在修复页面用备份恢复，已保存的修改会一并找回。', {
    reason,
  });

/** Files carry the number they begin after in their name; one that was set aside ends differently. */
const extension = '.log';
const setAside = '.aside';

function filesOf(folder: string): { name: string; base: number; level: number }[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const [, base, level] = /^(\d{12})-(\d{6})\.log$/.exec(name) ?? [];
      return base === undefined || level === undefined ? [] : [{ name, base: Number(base), level: Number(level) }];
    })
    .toSorted((a, b) => a.base - b.base || a.level - b.level);
}

const nameOf = (base: number, level: number): string => `${String(base).padStart(12, '0')}-${String(level).padStart(6, '0')}${extension}`;

/** Undefined when the newest file begins here already. */
function createFile(place: JournalPlace, connection: Database.Database): FrameFile | undefined {
  const at = { base: positionOf(connection), level: schemaLevel(connection) };
  const path = join(place.folder, nameOf(at.base, at.level));
  return existsSync(path) ? undefined : FrameFile.create(path, place.key, at);
}

function mustCreate(place: JournalPlace, connection: Database.Database): FrameFile {
  const name = nameOf(positionOf(connection), schemaLevel(connection));
  const path = join(place.folder, name);
  // A file that begins here and cannot be used ends before its first entry; nothing in it is missed.
  if (existsSync(path)) renameSync(path, `${path}${setAside}`);
  return createFile(place, connection) ?? failed(basename(path));
}

function failed(name: string): never {
  throw new Error(`journal file ${name} is in the way`);
}

const packed = (statements: Statements): Uint8Array => deflateRawSync(serialize(statements), { level: 1 });

const unpacked = (part: Uint8Array): Statements => deserialize(inflateRawSync(part)) as Statements;

function sizeOf(values: BoundValues): number {
  let size = 16;
  for (const value of Array.isArray(values) ? values : Object.values(values)) {
    size += typeof value === 'string' ? value.length * 2 : value instanceof Uint8Array ? value.length : 8;
  }
  return size;
}
