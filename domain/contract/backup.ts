// Procedures of backup, restore, repair and retirement of a station.

import { bytes, procedure } from '../rpc/define.ts';
import { z } from '../rpc/zod.ts';

const password = z.string().min(1).max(256);
const login = z.string().trim().min(2).max(40);

const backup = z.strictObject({
  name: z.string(),
  at: z.string(),
  kind: z.enum(['daily', 'weekly', 'manual']),
  bytes: z.int(),
  records: z.int(),
  auditSize: z.int(),
  operations: z.int(),
  /** Of the last check; `unchecked` until somebody looked. */
  state: z.enum(['unchecked', 'good', 'damaged']),
  detail: z.string(),
});

const progress = z.strictObject({ stage: z.string(), done: z.int(), total: z.int() });

export const backupProcedures = {
  'backup.list': procedure({
    input: z.strictObject({}),
    output: z.strictObject({ backups: z.array(backup), nextAt: z.string().nullable(), keepDaily: z.int(), keepWeekly: z.int() }),
    permission: 'backup.read',
    audit: null,
    access: 'unlocked',
  }),
  'backup.make': procedure({
    input: z.strictObject({}),
    output: backup,
    progress,
    permission: 'backup.make',
    audit: 'backup.made',
    access: 'unlocked',
    longRunning: true,
  }),
  /** Opens the backup aside and compares it with its manifest. */
  'backup.verify': procedure({
    input: z.strictObject({ name: z.string().max(100) }),
    output: backup,
    progress,
    permission: 'backup.make',
    audit: 'backup.verified',
    access: 'unlocked',
    longRunning: true,
  }),
  /** Before sign-in: what is wrong with the replica and which backups would serve. The password opens the keys, not the replica. */
  'repair.inspect': procedure({
    input: z.strictObject({ login, password }),
    output: z.strictObject({
      state: z.enum(['good', 'damaged', 'missing']),
      detail: z.string(),
      /** Changes of this station newer than the newest good backup that can be saved from the journal. */
      salvageable: z.int(),
      backups: z.array(backup),
    }),
    progress,
    permission: 'session.open',
    audit: null,
    access: 'open',
    longRunning: true,
  }),
  /** Puts a verified backup in place and plays the journal of later changes; the damaged file goes to quarantine. */
  'repair.restore': procedure({
    input: z.strictObject({ login, password, backup: z.string().max(100) }),
    output: z.strictObject({ restored: z.string(), replayed: z.int(), quarantined: z.string().nullable() }),
    progress,
    permission: 'session.open',
    audit: 'backup.restored',
    access: 'open',
    longRunning: true,
  }),
  /** Crypto-erase of a retired station: key slots, device secret, file headers, then the files; returns the certificate. */
  'station.retire': procedure({
    input: z.strictObject({ password, confirm: z.string().max(60), reason: z.string().trim().min(2).max(200), witness: z.string().trim().min(2).max(40) }),
    output: z.strictObject({ name: z.string(), certificate: bytes }),
    permission: 'station.retire',
    audit: 'station.retired',
    access: 'unlocked',
  }),
};
