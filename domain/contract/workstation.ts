// Procedures about the workstation itself: dictionary, settings, saved views, integrity, demonstration data.

import { procedure } from '../rpc/define.ts';
import { z } from '../rpc/zod.ts';
import { filter, sort } from './query.ts';

const field = z.strictObject({
  id: z.string(),
  label: z.string(),
  kind: z.string(),
  unit: z.string().nullable(),
  required: z.string(),
  code_table: z.string().nullable(),
  group: z.string(),
  derived: z.string().nullable(),
  sensitivity: z.string(),
  role: z.string().nullable(),
  aliases: z.array(z.string()),
  help: z.string().nullable(),
  section: z.string(),
  source: z.string(),
});

const savedView = z.strictObject({
  id: z.uuid(),
  database: z.string(),
  name: z.string().trim().min(1).max(40),
  filter,
  sort,
  columns: z.array(z.string().max(64)).max(300),
});

export const workstationProcedures = {
  'dictionary.describe': procedure({
    input: z.strictObject({ database: z.string().max(20).nullable().default(null) }),
    output: z.strictObject({
      libraries: z.array(
        z.strictObject({ id: z.string(), number: z.int(), label: z.string(), kind: z.string(), table: z.string(), source: z.string(), fields: z.array(field) }),
      ),
      code_tables: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          standard: z.string().nullable(),
          source: z.string(),
          items: z.array(
            z.strictObject({
              code: z.string(),
              name: z.string(),
              parent: z.string().nullable(),
              valid_from: z.string().nullable(),
              valid_to: z.string().nullable(),
            }),
          ),
        }),
      ),
    }),
    permission: 'dictionary.read',
    audit: null,
    access: 'open',
  }),
  'view.list': procedure({
    input: z.strictObject({ database: z.string().max(20) }),
    output: z.strictObject({ views: z.array(savedView) }),
    permission: 'record.read',
    audit: null,
    access: 'unlocked',
  }),
  'view.save': procedure({ input: savedView, output: savedView, permission: 'record.read', audit: 'view.saved', access: 'unlocked' }),
  'view.remove': procedure({
    input: z.strictObject({ id: z.uuid() }),
    output: z.strictObject({}),
    permission: 'record.read',
    audit: 'view.removed',
    access: 'unlocked',
  }),
  /** Remembered settings of this person on this machine (column widths, collapsed navigation). */
  'setting.get': procedure({
    input: z.strictObject({ key: z.string().max(100) }),
    output: z.strictObject({ value: z.string().nullable() }),
    permission: 'session.view',
    audit: null,
    access: 'unlocked',
  }),
  'setting.set': procedure({
    input: z.strictObject({ key: z.string().max(100), value: z.string().max(20_000) }),
    output: z.strictObject({}),
    permission: 'session.view',
    audit: null,
    access: 'unlocked',
  }),
  'replica.verify': procedure({
    input: z.strictObject({}),
    output: z.strictObject({
      ok: z.boolean(),
      checks: z.array(z.strictObject({ name: z.string(), ok: z.boolean(), detail: z.string() })),
    }),
    progress: z.strictObject({ stage: z.string(), done: z.int(), total: z.int() }),
    permission: 'replica.verify',
    audit: 'replica.verified',
    access: 'unlocked',
    longRunning: true,
  }),
  'demo.load': procedure({
    input: z.strictObject({ size: z.enum(['S', 'M', 'L']), seed: z.int().min(0).max(2_147_483_647).default(1) }),
    output: z.strictObject({ size: z.string(), seed: z.int(), counts: z.record(z.string(), z.int()) }),
    progress: z.strictObject({ stage: z.string(), done: z.int(), total: z.int() }),
    permission: 'demo.load',
    audit: 'demo.loaded',
    access: 'unlocked',
    longRunning: true,
  }),
};
