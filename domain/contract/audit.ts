// Procedures of the audit trail 安全审计: read, verify, hand to an auditor, purge what is old enough; and alarms.

import { bytes, procedure } from '../rpc/define.ts';
import { z } from '../rpc/zod.ts';

/** ISO date-time in UTC, or a date, which means its first moment in UTC. */
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z)?$/, '应为日期或 UTC 时间');

const result = z.enum(['done', 'refused']);

/** One record as a person reads it. Values of business data are in no record, so they are in no answer. */
const auditRecord = z.strictObject({
  seq: z.int(),
  /** UTC. */
  at: z.string(),
  /** The same moment on the wall clock of the station when it was written, `2026-03-02 09:05:00 +08:00`. */
  localTime: z.string(),
  /** What the station knew of its clock: `trusted`, `unchecked` (no trusted time known), `behind` (set back). */
  clock: z.string(),
  event: z.string(),
  label: z.string(),
  result,
  user: z.string(),
  login: z.string().nullable(),
  userId: z.string().nullable(),
  roles: z.array(z.string()),
  device: z.string(),
  /** Library or table, and identifier, of what the act was about. */
  database: z.string().nullable(),
  objectId: z.string().nullable(),
  reason: z.string().nullable(),
  /** What else is known, as label and text. */
  facts: z.array(z.strictObject({ label: z.string(), text: z.string() })),
  /** Changes of business data made by the act; their content is in the history of the records. */
  changes: z.int(),
  actId: z.string(),
});

const progress = z.strictObject({ stage: z.string(), done: z.int(), total: z.int() });

/** Numbers of the first and last record a finding is about. */
const range = z.strictObject({ from: z.int(), to: z.int() });

const report = z.strictObject({
  ok: z.boolean(),
  /** Number of the newest record. */
  size: z.int(),
  /** Number of the oldest record still kept: 1, or later after a purge. */
  first: z.int(),
  /** The newest link of the chain, hexadecimal. */
  head: z.string(),
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  /** Signed checkpoints found good. */
  checkpoints: z.int(),
  /** Whose keys signed them: to be compared with what the independent verifier prints. */
  signers: z.array(z.strictObject({ user: z.string(), login: z.string().nullable(), fingerprint: z.string(), checkpoints: z.int() })),
  /** The chain is not what was written: red. */
  problems: z.array(z.strictObject({ code: z.string(), range: range.nullable(), text: z.string() })),
  /** Stretches without coverage: the chain holds, but something is not in it. */
  gaps: z.array(z.strictObject({ code: z.string(), range: range.nullable(), text: z.string() })),
});

const alarm = z.strictObject({
  id: z.int(),
  kind: z.string(),
  label: z.string(),
  at: z.string(),
  text: z.string(),
  facts: z.array(z.strictObject({ label: z.string(), text: z.string() })),
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: z.string().nullable(),
});

export const auditProcedures = {
  /** Newest first. The audit administrator sees every record, the security administrator those of persons without administrator roles. */
  'audit.list': procedure({
    input: z.strictObject({
      from: moment.nullable().default(null),
      /** Exclusive. */
      to: moment.nullable().default(null),
      events: z.array(z.string().max(60)).max(100).default([]),
      /** Part of a name or login. */
      person: z.string().trim().max(60).default(''),
      /** Part of the reason, the object's identifier, the device or the details. */
      text: z.string().trim().max(100).default(''),
      result: result.nullable().default(null),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.strictObject({ records: z.array(auditRecord), total: z.int() }),
    permission: 'audit.read',
    audit: null,
    access: 'unlocked',
  }),
  /** The whole chain against its codes, its signed checkpoints, the change log and what this machine remembers outside the replica. */
  'audit.verify': procedure({
    input: z.strictObject({}),
    output: report,
    progress,
    permission: 'audit.verify',
    audit: 'audit.verified',
    access: 'unlocked',
    longRunning: true,
  }),
  /** A signed file the independent program `audit-verify.mjs` can check. Numbers are inclusive; without them everything. */
  'audit.export': procedure({
    input: z.strictObject({ from: z.int().min(1).nullable().default(null), to: z.int().min(1).nullable().default(null) }),
    output: z.strictObject({ name: z.string(), exportId: z.string(), records: z.int(), sha256: z.string(), bytes }),
    progress,
    permission: 'audit.export',
    audit: 'audit.exported',
    access: 'unlocked',
    longRunning: true,
  }),
  /** Removes records older than `before` (default: three years ago) up to a signed checkpoint; younger than 183 days is refused. */
  'audit.purge': procedure({
    input: z.strictObject({ before: moment.nullable().default(null), reason: z.string().trim().min(2).max(200) }),
    output: z.strictObject({ removed: z.int(), through: z.int() }),
    permission: 'audit.prune',
    audit: 'audit.purged',
    access: 'unlocked',
  }),
  /** What the export id printed on an exported file stands for. */
  'audit.resolveExport': procedure({
    input: z.strictObject({ exportId: z.string().trim().min(4).max(64) }),
    output: z.strictObject({
      record: auditRecord,
      /** Rows in the file. */
      rows: z.int().nullable(),
      /** SHA-256 or SM3 of the file, hexadecimal. */
      hash: z.string().nullable(),
    }),
    permission: 'audit.read',
    audit: null,
    access: 'unlocked',
  }),
  'alarm.list': procedure({
    input: z.strictObject({
      onlyOpen: z.boolean().default(true),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.strictObject({ alarms: z.array(alarm), total: z.int(), open: z.int() }),
    permission: 'alarm.read',
    audit: null,
    access: 'unlocked',
  }),
  'alarm.acknowledge': procedure({
    input: z.strictObject({ ids: z.array(z.int().min(1)).min(1).max(500), note: z.string().trim().max(200).default('') }),
    output: z.strictObject({ acknowledged: z.int() }),
    permission: 'alarm.acknowledge',
    audit: 'alarm.acknowledged',
    access: 'unlocked',
  }),
};
