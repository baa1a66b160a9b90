// Procedures on the records of the ten libraries: list, read, write, history, search, saved views.

import { transitionIds } from '../policy/record-state.ts';
import { bytes, procedure } from '../rpc/define.ts';
import { z } from '../rpc/zod.ts';
import { filter, problem, row, sort } from './query.ts';

const database = z.string().max(20);
const id = z.uuid();

const totals = z.strictObject({
  count: z.int(),
  /** Sums of the measure fields over the whole selection; money in 元. Null where no row has a value. */
  sums: z.record(z.string(), z.number().nullable()),
});

const historyEntry = z.strictObject({
  operation: z.string(),
  at: z.string(),
  author: z.string(),
  device: z.string(),
  kind: z.enum(['create', 'update', 'delete', 'restore', 'load']),
  reason: z.string().nullable(),
  batch: z.string().nullable(),
  batchLabel: z.string().nullable(),
  changes: z.array(z.strictObject({ field: z.string(), label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});

/** What the person may do with a record, and why not. */
const rights = z.strictObject({
  update: z.boolean(),
  remove: z.boolean(),
  /** Moves between reporting and reviewing possible now. */
  transitions: z.array(z.enum(transitionIds)),
  /** Fields that may be changed; of a new record, those that may be filled in. */
  writable: z.array(z.string()),
  /** Chinese sentence why nothing may be changed; null when something may. */
  why: z.string().nullable(),
});

const saved = z.strictObject({ record: row, problems: z.array(problem), changed: z.boolean() });

const change = z.strictObject({ id, version: z.int().min(1), values: row });

export const recordProcedures = {
  'record.list': procedure({
    input: z.strictObject({
      database,
      filter: filter.default([]),
      sort: sort.default([]),
      offset: z.int().min(0).default(0),
      limit: z.int().min(0).max(1000).default(50),
      /** Ask for sums of the measures over the whole selection; the first page usually does. */
      totals: z.boolean().default(false),
    }),
    output: z.strictObject({ rows: z.array(row), total: z.int(), totals: totals.nullable() }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  'record.ids': procedure({
    input: z.strictObject({ database, filter: filter.default([]), sort: sort.default([]), offset: z.int().min(0), limit: z.int().min(1).max(100_000) }),
    output: z.strictObject({ ids: z.array(id) }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  'record.totals': procedure({
    input: z.strictObject({ database, ids: z.array(id).max(100_000) }),
    output: totals,
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
    maxInputBytes: 8 * 1024 * 1024,
  }),
  /** Values of one field in use among the filtered rows, most frequent first, with the sum of one measure when asked (元 for money). */
  'record.values': procedure({
    input: z.strictObject({
      database,
      field: z.string().max(64),
      contains: z.string().max(100).default(''),
      limit: z.int().min(1).max(500).default(100),
      filter: filter.default([]),
      measure: z.string().max(64).nullable().default(null),
    }),
    output: z.strictObject({
      values: z.array(
        z.strictObject({ value: z.union([z.string(), z.number(), z.boolean(), z.null()]), label: z.string(), count: z.int(), sum: z.number().nullable() }),
      ),
    }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  'record.get': procedure({
    input: z.strictObject({ database, id }),
    output: z.strictObject({ record: row, problems: z.array(problem), rights }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  /** Which library an identifier belongs to: a record's, or a project's (then its newest membership). */
  'record.locate': procedure({
    input: z.strictObject({ id }),
    output: z.strictObject({ database: z.string(), id }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  /** Judges values without saving: what the form shows while typing. */
  'record.check': procedure({
    input: z.strictObject({ database, id: id.nullable().default(null), values: row }),
    output: z.strictObject({
      problems: z.array(problem),
      derived: row,
      similar: z.array(z.strictObject({ id, title: z.string(), reason: z.string() })),
      rights,
    }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  'record.create': procedure({
    input: z.strictObject({
      database,
      values: row,
      reason: z.string().max(200).nullable().default(null),
      /** Join this existing project instead of registering a new one. */ projectId: id.nullable().default(null),
    }),
    output: saved,
    permission: 'record.write',
    audit: 'record.created',
    access: 'unlocked',
  }),
  'record.update': procedure({
    input: z.strictObject({ database, id, version: z.int().min(1), values: row, reason: z.string().max(200).nullable().default(null) }),
    output: saved,
    permission: 'record.write',
    audit: 'record.updated',
    access: 'unlocked',
  }),
  /** Many updates in one transaction and one batch: paste from Excel, bulk edit. Undone by `batch.undo`. */
  'record.updateMany': procedure({
    input: z.strictObject({ database, changes: z.array(change).min(1).max(20_000), label: z.string().max(100) }),
    output: z.strictObject({ changed: z.int(), unchanged: z.int(), batch: z.string().nullable(), problems: z.array(z.strictObject({ id, ...problem.shape })) }),
    permission: 'record.write',
    audit: 'record.bulk_updated',
    access: 'unlocked',
    maxInputBytes: 32 * 1024 * 1024,
  }),
  'record.remove': procedure({
    input: z.strictObject({ database, ids: z.array(id).min(1).max(20_000), reason: z.string().trim().min(2).max(200) }),
    output: z.strictObject({ removed: z.int(), batch: z.string() }),
    permission: 'record.remove',
    audit: 'record.removed',
    access: 'unlocked',
  }),
  /** Reports, returns, locks or unlocks records: all or none. Only here does the state of a record change. */
  'record.transition': procedure({
    input: z.strictObject({
      database,
      ids: z.array(id).min(1).max(2000),
      action: z.enum(transitionIds),
      /** The level that locks (1 国家 … 4 区市 … 9); the person's own level when null. */
      level: z.int().min(1).max(9).nullable().default(null),
      reason: z.string().trim().min(2).max(200),
    }),
    output: z.strictObject({ changed: z.int() }),
    permission: 'record.transition',
    audit: 'record.transitioned',
    access: 'unlocked',
  }),
  'record.history': procedure({
    input: z.strictObject({ database, id, limit: z.int().min(1).max(1000).default(200) }),
    output: z.strictObject({ entries: z.array(historyEntry), total: z.int() }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  /** One project across all libraries: memberships, stage, figures, newest history. */
  'project.overview': procedure({
    input: z.strictObject({ id }),
    output: z.strictObject({
      project: row,
      memberships: z.array(z.strictObject({ database: z.string(), label: z.string(), id, mgmtYear: z.int().nullable(), record: row })),
      reports: z.array(row),
      fundPlans: z.array(row),
      approvals: z.array(row),
      history: z.array(historyEntry),
    }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  'search.find': procedure({
    input: z.strictObject({ text: z.string().trim().min(1).max(100), limit: z.int().min(1).max(100).default(30) }),
    output: z.strictObject({
      hits: z.array(z.strictObject({ database: z.string(), id, title: z.string(), detail: z.string(), projectId: id.nullable() })),
      total: z.int(),
    }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  'record.export': procedure({
    input: z.strictObject({
      database,
      filter: filter.default([]),
      sort: sort.default([]),
      fields: z.array(z.string().max(64)).max(300).default([]),
      /** 公开导出: only rows labelled 公开 and fields that may be published; anything else is refused by name. */
      public: z.boolean().default(false),
    }),
    /** `exportId` stands in the file and resolves in the audit to person, question and hash. */
    output: z.strictObject({ name: z.string(), rows: z.int(), exportId: z.string(), bytes }),
    progress: z.strictObject({ done: z.int(), total: z.int() }),
    permission: 'record.export',
    audit: 'record.exported',
    access: 'unlocked',
    longRunning: true,
  }),
  'library.summary': procedure({
    input: z.strictObject({}),
    output: z.strictObject({ libraries: z.array(z.strictObject({ database: z.string(), count: z.int() })) }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
};
