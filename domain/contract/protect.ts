// Procedures on protected data: showing a personal field for a purpose, and approvals of large exports.

import { procedure } from '../rpc/define.ts';
import { z } from '../rpc/zod.ts';
import { filter } from './query.ts';

const exportRequest = z.strictObject({
  id: z.string(),
  at: z.string(),
  person: z.string(),
  database: z.string(),
  rows: z.int(),
  /** Code of the highest label among the rows. */
  label: z.string(),
  reason: z.string(),
  state: z.enum(['open', 'approved', 'rejected', 'used']),
  decidedBy: z.string().nullable(),
});

export const protectProcedures = {
  /** One personal value in clear for 60 seconds; the purpose goes into the audit before the value is read. */
  'personal.reveal': procedure({
    input: z.strictObject({ database: z.string().max(20), id: z.uuid(), field: z.string().max(64), purpose: z.string().trim().min(4).max(200) }),
    output: z.strictObject({ value: z.string().nullable(), seconds: z.int() }),
    permission: 'personal.reveal',
    audit: 'personal.revealed',
    access: 'unlocked',
  }),
  /** What would be exported, judged before anything is made: allowed, needs a second person, or refused with the reason. */
  'export.check': procedure({
    input: z.strictObject({
      database: z.string().max(20),
      filter: filter.default([]),
      fields: z.array(z.string().max(64)).max(300).default([]),
      public: z.boolean().default(false),
    }),
    /** `label` is the code of the highest one. */
    output: z.strictObject({ rows: z.int(), label: z.string(), verdict: z.enum(['allowed', 'approval', 'refused']), text: z.string() }),
    permission: 'record.export',
    audit: null,
    access: 'unlocked',
  }),
  'export.request': procedure({
    input: z.strictObject({
      database: z.string().max(20),
      filter: filter.default([]),
      fields: z.array(z.string().max(64)).max(300).default([]),
      public: z.boolean().default(false),
      reason: z.string().trim().min(4).max(200),
    }),
    output: exportRequest,
    permission: 'record.export',
    audit: 'export.requested',
    access: 'unlocked',
  }),
  /** Own requests, or all of them for those who decide. */
  'export.requests': procedure({
    input: z.strictObject({}),
    output: z.strictObject({ requests: z.array(exportRequest) }),
    permission: 'export.requests',
    audit: null,
    access: 'unlocked',
  }),
  'export.decide': procedure({
    input: z.strictObject({ id: z.uuid(), approve: z.boolean(), reason: z.string().trim().max(200).default('') }),
    output: exportRequest,
    permission: 'export.approve',
    audit: 'export.decided',
    access: 'unlocked',
  }),
};
