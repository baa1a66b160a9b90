// Typed proxy to the database threads: the only db file main may import.

import type { Access } from '#domain/identity/access.ts';
import { AppError } from '#domain/result.ts';
import { Calls, type CallOptions } from './calls.ts';
import type { AuditReads, AuditWrites } from './doors/audit.ts';
import type { Entry, IdentityReads, IdentityWrites } from './doors/identity.ts';
import type { ListDoor } from './doors/lists.ts';
import type { Loads } from './doors/loads.ts';
import type { ProtectedReads, ProtectedWrites } from './doors/protected.ts';
import type { Reads } from './doors/reads.ts';
import type { Upkeep } from './doors/upkeep.ts';
import type { Writes } from './doors/writes.ts';
import type { ReplicaFile, ReplicaSecrets } from './kernel/open.ts';
import { startThreadsIn, type DatabaseProcess } from './process-threads.ts';
import { revive, roles, type ReplicaStart, type Role } from './protocol.ts';
import { forEveryRole, startThreads, type Threads, type ThreadsListener } from './threads.ts';

export { openCopies, type CopiesClient } from './copies-client.ts';
export type { Examined } from './copies/examine.ts';
export { differenceOf } from './kernel/digest.ts';
export type { AccountRow } from './doors/identity.ts';
export type { Proposal } from './identity/proposals.ts';
export type { RememberedPassword } from './identity/accounts.ts';
export type { AuditEntry } from './spine/audit-chain.ts';
export type { AuditState, CheckpointRow } from './spine/audit-checkpoint.ts';
export type { Tombstone } from './spine/audit-purge.ts';
export type { AuditRow } from './spine/audit-record.ts';
export type { AuditMark } from './spine/audit-verify.ts';
export type { AlarmRow } from './spine/alarm.ts';
export type { Asker, ClockReading } from './spine/asker.ts';
export type { ExportContent } from './doors/protected.ts';
export type { ReplicaLocation, ReplicaSecrets } from './kernel/open.ts';
export type { DatabaseProcess } from './process-threads.ts';
export type { ImportOutcome, ImportRow } from './records/import-rows.ts';
export { ciphers, preferredCipher } from './kernel/cipher.ts';

/** A door's functions as seen from another thread. */
type Remote<Door> = {
  readonly [Name in keyof Door]: Door[Name] extends (...inputs: infer Inputs) => infer Answer
    ? (input: Inputs extends [] ? Readonly<Record<string, never>> : Inputs[0], options?: CallOptions) => Promise<Awaited<Answer>>
    : never;
};

export interface ReplicaClient {
  readonly read: Remote<Reads & IdentityReads & AuditReads & ProtectedReads>;
  readonly lists: Remote<Omit<ListDoor, 'warm'>>;
  readonly write: Remote<Writes & Loads & Upkeep & IdentityWrites & AuditWrites & ProtectedWrites>;
  /** What may be asked of the writer before anybody is admitted. */
  readonly entry: Remote<Entry>;
  /** Says, once, who this replica is open for: all other doors answer from then on, and only what this person may have. */
  admit(access: Access): Promise<void>;
  /**
   * Resolves with the reason when the threads end without having been told to; calls then fail with `database_stopped`. A damaged
   * page ends them as well: the reason, and what calls fail with, is `replica_damaged` then.
   */
  readonly stopped: Promise<Error>;
  /** Ends the threads and their process; keys and pages held by them go with them. What was answered is on the disk. */
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly create?: boolean;
  /** False: a replica of an older program is refused with `migration_needed` instead of being changed. */
  readonly migrates?: boolean;
  readonly now: string;
  /** The worker's file. */
  readonly entry: string;
  /** Absent or null: nobody is admitted yet, and only `entry` answers until `admit`. */
  readonly access?: Access | null;
  /** Starts the process the threads are to run in; without it they run in this one. */
  readonly startProcess?: (() => DatabaseProcess) | undefined;
}

/**
 * Opens (or creates) a replica in threads of its own. Errors as `openConnection` and `migrate`.
 * The keys handed in are the caller's to overwrite once this has returned.
 */
export async function openReplica(
  { file, cipher, key, auditKey = null, columnKey = null, suite = 'intl' }: ReplicaFile & Partial<ReplicaSecrets> & Pick<ReplicaSecrets, 'key'>,
  { create = false, migrates = true, now, entry, access = null, startProcess }: OpenOptions,
): Promise<ReplicaClient> {
  const start: ReplicaStart = { location: { file, cipher }, secrets: { key, auditKey, columnKey, suite }, access, create, migrates, now };
  const stopped = Promise.withResolvers<Error>();
  const calls = forEveryRole((role) => new Calls({ post: (call) => threads.post(role, call), stop: (id) => threads.stop(role, id) }));
  const endCalls = (reason: () => Error): void => {
    for (const each of Object.values(calls)) each.end(reason);
  };
  // Whatever else the threads would answer may be wrong, too.
  const stopDamaged = (reason: Error): void => {
    endCalls(() => reason);
    stopped.resolve(reason);
    void threads.end();
  };
  const listener: ThreadsListener = {
    answered: (role, answer) => {
      calls[role].answered(answer);
      if (answer.kind === 'error' && answer.error.app?.code === 'replica_damaged') stopDamaged(revive(answer.error));
    },
    stopped: (reason) => {
      endCalls(() => databaseStopped(reason));
      stopped.resolve(reason);
    },
  };
  const threads: Threads = await (startProcess === undefined ? startThreads(entry, start, listener) : startThreadsIn(startProcess(), entry, start, listener));
  const remote = <Door>(role: Role): Remote<Door> =>
    new Proxy(
      {},
      { get: (_target, name) => (typeof name === 'string' ? (input: unknown, options?: CallOptions) => calls[role].make(name, input, options) : undefined) },
    ) as Remote<Door>;
  return {
    write: remote<Writes & Loads & Upkeep & IdentityWrites & AuditWrites & ProtectedWrites>('write'),
    read: remote<Reads & IdentityReads & AuditReads & ProtectedReads>('read'),
    lists: remote<ListDoor>('lists'),
    entry: remote<Entry>('write'),
    admit: async (person) => {
      await Promise.all(roles.map((role) => calls[role].make('admit', { access: person })));
    },
    stopped: stopped.promise,
    close: async () => {
      endCalls(locked);
      await threads.end();
    },
  };
}

const locked = (): AppError => new AppError('locked', '工作站已锁定，本次操作没有完成。请重新输入密码后再试。');

const databaseStopped = (reason: Error): AppError =>
  new AppError('database_stopped', '数据库进程意外停止，本次操作没有得到确认；此前确认过的内容都已保存。请重新登录，核对后再试。', undefined, reason);
