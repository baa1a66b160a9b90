// Procedures of import: hand in a file, see what was understood, correct it, write it, undo it.

import { bytes, procedure } from '../rpc/define.ts';
import { z } from '../rpc/zod.ts';
import { row } from './query.ts';

const handle = z.string().max(64);

const importProblem = z.strictObject({
  sheet: z.string(),
  row: z.int().nullable(),
  column: z.string().nullable(),
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
});

const importOverride = z.strictObject({
  sheet: z.string().max(200),
  headerRows: z.array(z.int().min(1)).max(10).exactOptional(),
  /** Zero-based column index to field id; null means: leave this column out. */
  columns: z.record(z.string(), z.string().nullable()).exactOptional(),
  unit: z.enum(['yuan', 'wan', 'yi']).exactOptional(),
});

const importRequest = {
  handle,
  database: z.string().max(20),
  year: z.int().min(1990).max(2100).nullable().default(null),
  sheet: z.string().max(200).nullable().default(null),
  overrides: z.array(importOverride).max(50).default([]),
};

const importSheet = z.strictObject({
  name: z.string(),
  skipped: z.string().nullable(),
  header_rows: z.array(z.int()),
  unit: z.enum(['yuan', 'wan', 'yi']).nullable(),
  unit_source: z.string().nullable(),
  columns: z.array(z.strictObject({ index: z.int(), header: z.string(), field: z.string().nullable(), unit: z.string().nullable(), reason: z.string() })),
  counts: z.strictObject({ project: z.int(), section: z.int(), subtotal: z.int(), note: z.int(), skipped: z.int() }),
  /** Kind of each physical row that is not blank, 1-based row to kind: colours the source preview. */
  row_kinds: z.record(z.string(), z.string()),
});

export const importReport = z.strictObject({
  file: z.string(),
  format: z.string(),
  encoding: z.string().nullable(),
  sheets: z.array(importSheet),
  accepted: z.int(),
  rejected: z.int(),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  problems: z.array(importProblem),
  /** One entry per recognised record: sheet, row, outcome and values by dictionary identifier. */
  projects: z.array(row),
  totals: z.strictObject({ count: z.int(), total_investment: z.number() }),
  notices: z.array(z.string()),
  /** Set after a commit that changed something; `batch.undo` takes it back. */
  batch: z.string().nullable(),
});
export type ImportReport = z.output<typeof importReport>;

const progress = z.strictObject({ stage: z.string(), done: z.int(), total: z.int() });

export const importProcedures = {
  'file.put': procedure({
    input: z.strictObject({ name: z.string().min(1).max(255), bytes }),
    output: z.strictObject({ handle, size: z.int() }),
    permission: 'import.run',
    audit: null,
    access: 'unlocked',
    maxInputBytes: 51 * 1024 * 1024,
  }),
  'import.inspect': procedure({
    input: z.strictObject(importRequest),
    output: importReport,
    progress,
    permission: 'import.run',
    audit: null,
    access: 'unlocked',
    longRunning: true,
  }),
  /** Cells of the source table as text, for the preview beside the result. */
  'import.source': procedure({
    input: z.strictObject({ handle, sheet: z.string().max(200), from: z.int().min(1).default(1), count: z.int().min(1).max(500).default(200) }),
    output: z.strictObject({ rows: z.array(z.strictObject({ row: z.int(), cells: z.array(z.string()) })), rowCount: z.int(), columnCount: z.int() }),
    permission: 'import.run',
    audit: null,
    access: 'unlocked',
  }),
  'import.commit': procedure({
    input: z.strictObject(importRequest),
    output: importReport,
    progress,
    permission: 'import.run',
    audit: 'import.committed',
    access: 'unlocked',
    longRunning: true,
  }),
  'batch.list': procedure({
    input: z.strictObject({ limit: z.int().min(1).max(500).default(100) }),
    output: z.strictObject({
      batches: z.array(
        z.strictObject({
          batch: z.string(),
          kind: z.string(),
          label: z.string(),
          database: z.string().nullable(),
          at: z.string(),
          author: z.string(),
          created: z.int(),
          changed: z.int(),
          removed: z.int(),
          undone_at: z.string().nullable(),
        }),
      ),
    }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  'batch.undo': procedure({
    input: z.strictObject({ batch: z.uuid() }),
    output: z.strictObject({ restored: z.int(), removed: z.int(), batch: z.string() }),
    permission: 'import.run',
    audit: 'batch.undone',
    access: 'unlocked',
  }),
};
