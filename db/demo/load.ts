// Fills a fresh replica with demonstration data: one act, one transaction, rows streamed from the generators.

import type Database from 'better-sqlite3';
import { AppError } from '#domain/result.ts';
import { libraries } from '#domain/dictionary/index.ts';
import type { Field } from '#domain/dictionary/field.ts';
import type { Asker } from '../spine/asker.ts';
import { newId } from '../kernel/uuid.ts';
import type { Job } from '../records/import-rows.ts';
import { perform, type Writing } from '../spine/act.ts';
import { closeBatch } from '../spine/batch.ts';
import { freshState } from '../records/fresh-state.ts';
import { nameKey } from '../spine/grams.ts';
import { indexText } from '../spine/search-index.ts';
import { withoutTitleIndexes } from './bulk-indexes.ts';
import { dayOf, type Day } from './calendar.ts';
import { EdgeCasePicker } from './edge-cases.ts';
import { expertRow } from './experts.ts';
import { observe, type Observation } from './observation.ts';
import { orgCount, orgRow, peoplePerOrg, personRow } from './parties.ts';
import { fundCount, fundRow, planCount, planRow } from './plans-and-funds.ts';
import { policyRow } from './policies.ts';
import { lifeOf } from './project-life.ts';
import { demoId } from './random.ts';
import { resourceRow } from './resources.ts';
import type { Values } from './rows.ts';
import { Serials } from './serials.ts';
import { ids } from './streams.ts';
import { tableWriter, type TableWriter } from './table-writer.ts';

export type DemoSize = 'S' | 'M' | 'L';

export interface DemoRequest {
  readonly size: DemoSize;
  /** Any integer; the same seed gives the same data. */
  readonly seed: number;
}

/** Rows by table; for project libraries also by library. */
export type DemoCounts = Readonly<Record<string, number>>;

export interface Amounts {
  readonly projects: number;
  readonly companies: number;
  readonly experts: number;
  readonly policies: number;
  readonly resources: number;
}

/** A district, a city over three years, and the stress size (domain.md §7.1). */
export const demoSizes: Readonly<Record<DemoSize, Amounts>> = {
  S: { projects: 2_000, companies: 500, experts: 100, policies: 300, resources: 500 },
  M: { projects: 25_000, companies: 6_000, experts: 1_500, policies: 5_000, resources: 20_000 },
  L: { projects: 500_000, companies: 120_000, experts: 5_000, policies: 20_000, resources: 100_000 },
};

/**
 * Loads the demonstration data of a size. Everything depends on size and seed alone; `asker.today` decides how far the
 * projects have come and which months are reported. Errors: `already_initialised` when the replica holds records,
 * `aborted` when cancelled; nothing is kept then.
 */
export function loadDemo(connection: Database.Database, asker: Asker, request: DemoRequest, job: Job): DemoCounts {
  return loadAmounts(connection, asker, request.seed, demoSizes[request.size], `演示数据（${request.size}）`, job);
}

/** The same for any amounts; tests use small ones. */
export function loadAmounts(connection: Database.Database, asker: Asker, seed: number, amounts: Amounts, label: string, job: Job): DemoCounts {
  return perform(
    connection,
    asker,
    'demo.loaded',
    (writing) => {
      refuseIfUsed(writing);
      const loading = new Loading(writing, seed, amounts, dayOf(asker.today), job);
      const counts = withoutTitleIndexes(writing.db, () => loading.run());
      logLoad(writing, label, counts);
      writing.db.run("INSERT INTO setting (key, value) VALUES ('zone', 'demo') ON CONFLICT (key) DO UPDATE SET value = excluded.value");
      return counts;
    },
    (counts) => ({ label, seed, projects: counts['project'] ?? 0 }),
  );
}

function refuseIfUsed({ db }: Writing): void {
  const tables = ['project', 'org', 'person', 'expert', 'policy_document', 'decision_resource'];
  if (tables.some((table) => db.get(`SELECT 1 FROM ${table} LIMIT 1`) !== undefined)) {
    throw new AppError('already_initialised', '这个副本中已有数据，不能再装入演示数据，没有写入任何内容。请新建一个副本后再装入。');
  }
}

/** One batch and one operation per table or library: half a million rows do not get half a million log entries. */
function logLoad(writing: Writing, label: string, counts: DemoCounts): void {
  const batchId = newId();
  const { db, act } = writing;
  db.run("INSERT INTO batch (batch_id, kind, label, library, at, author) VALUES (?, 'load', ?, NULL, ?, ?)", [batchId, label, act.at, act.actor.name]);
  const libraryIds = new Set<string>(libraries.filter(({ kind }) => kind === 'project').map(({ id }) => id));
  for (const [name, count] of Object.entries(counts)) {
    const isLibrary = libraryIds.has(name);
    const entity = isLibrary ? 'project_membership' : name;
    writing.log({
      kind: 'load',
      entity,
      entityId: batchId,
      entityNo: 0,
      library: isLibrary ? name : null,
      baseVersion: 0,
      deltas: [['rows', null, count]],
      batchId,
    });
  }
  const total = Object.entries(counts).reduce((sum, [name, count]) => sum + (libraryIds.has(name) ? 0 : count), 0);
  closeBatch(writing, batchId, { created: total, changed: 0, removed: 0 });
}

/** Rows between two looks at the clock of the caller. */
const reportEvery = 500;

class Loading {
  readonly #writing: Writing;
  readonly #seed: number;
  readonly #amounts: Amounts;
  readonly #today: Day;
  readonly #job: Job;
  readonly #writers = new Map<string, TableWriter>();
  readonly #byLibrary = new Map<string, number>();
  readonly #extensions = new Map<string, string>(libraries.map(({ id, table }) => [id, table.name]));
  #done = 0;
  readonly #total: number;

  constructor(writing: Writing, seed: number, amounts: Amounts, today: Day, job: Job) {
    this.#writing = writing;
    this.#seed = seed;
    this.#amounts = amounts;
    this.#today = today;
    this.#job = job;
    this.#total = orgCount(amounts.companies) + amounts.projects + amounts.experts + amounts.policies + amounts.resources;
  }

  run(): DemoCounts {
    const { companies, projects, experts, policies, resources } = this.#amounts;
    const seed = this.#seed;
    const orgs = orgCount(companies);
    this.#each(orgs, (org) => {
      this.#insert('org', orgRow(seed, org));
      for (let rank = 0; rank < peoplePerOrg; rank += 1) this.#insert('person', personRow(seed, org * peoplePerOrg + rank));
    });
    for (let plan = 0; plan < planCount; plan += 1) this.#insert('plan_document', planRow(seed, plan));
    for (let fund = 0; fund < fundCount; fund += 1) this.#insert('fund_program', fundRow(seed, fund));
    const world = { seed, companies, serials: new Serials() };
    const edges = new EdgeCasePicker();
    this.#each(projects, (index) => {
      const life = lifeOf(world, index);
      this.#project(observe(life, this.#today, edges.pick(life, this.#today)), index);
    });
    this.#each(experts, (index) => this.#support('expert', expertRow(seed, index, this.#today)));
    this.#each(policies, (index) => this.#support('policy_document', policyRow(seed, index, this.#today)));
    this.#each(resources, (index) => this.#support('decision_resource', resourceRow(seed, index, this.#amounts, this.#today)));
    this.#job.progress(this.#total, this.#total);
    return Object.fromEntries([...[...this.#writers].map(([table, writer]): [string, number] => [table, writer.count()]), ...this.#byLibrary]);
  }

  /** Calls `work` for 0 … count − 1, reports progress and stops when the job is cancelled. */
  #each(count: number, work: (index: number) => void): void {
    for (let index = 0; index < count; index += 1) {
      if (this.#done % reportEvery === 0) {
        if (this.#job.cancelled()) throw new AppError('aborted', '已取消装入演示数据，没有写入任何内容。');
        this.#job.progress(this.#done, this.#total);
      }
      work(index);
      this.#done += 1;
    }
  }

  #project({ project, entries, related }: Observation, index: number): void {
    const no = this.#insert('project', project, { name_key: nameKey(textOf(project['project_name']) ?? '') });
    this.#index('project', no, project);
    for (const [rank, { library, values }] of entries.entries()) {
      const membershipId = demoId(this.#seed, ids.membership, index * membershipSlots + rank);
      const membershipNo = this.#insert('project_membership', { ...freshState, ...values }, { membership_id: membershipId, project_no: no, library });
      const extension = this.#extensions.get(library) ?? '';
      this.#insert(extension, values, { membership_no: membershipNo }, membershipId);
      this.#index(extension, membershipNo, values, 'project_membership');
      this.#byLibrary.set(library, (this.#byLibrary.get(library) ?? 0) + 1);
    }
    for (const [table, rows] of Object.entries(related)) for (const row of rows) this.#insert(table, row);
  }

  #support(table: string, row: Values): void {
    this.#index(table, this.#insert(table, row), row);
  }

  #insert(table: string, row: Values, keys?: Readonly<Record<string, string | number>>, recordId?: string): number {
    return this.#writer(table).insert(row, keys, recordId);
  }

  #writer(table: string): TableWriter {
    let writer = this.#writers.get(table);
    if (writer === undefined) {
      writer = tableWriter(this.#writing.db, this.#writing.act, table);
      this.#writers.set(table, writer);
    }
    return writer;
  }

  /** The searched fields of a row, as `indexRecord` would read them back. */
  #index(table: string, no: number, row: Values, entity = table): void {
    const searched = this.#writer(table).declaration.fields.filter(isSearched);
    if (searched.length > 0)
      indexText(
        this.#writing.db,
        entity,
        no,
        searched.map(({ id }) => textOf(row[id])),
      );
  }
}

/** Identifiers leave room for this many memberships of one project. */
const membershipSlots = 64;

const isSearched = ({ searched }: Field): boolean => searched === true;

const textOf = (value: Values[string] | undefined): string | null =>
  value === undefined || value === null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
