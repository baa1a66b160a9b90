// The session: whether the replica is new, locked or open, and the only place that holds the open replica.

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openReplica, preferredCipher, type DatabaseProcess, type ReplicaClient } from '#db/client.ts';
import type { SessionState } from '#domain/contract/session.ts';
import type { Access } from '#domain/identity/access.ts';
import { businessRoleIds } from '#domain/policy/roles.ts';
import { AppError } from '#domain/result.ts';
import { asFolderError, removeIfThere } from './folder-errors.ts';
import { alreadyInitialised, createKeyFile, keyFileName, readKeyFile, unlockKeyFile, type KeyFile } from './key-slots.ts';

/** Published on the sign-in page: demonstration data protect nothing. */
export const demoPassword = '演示数据2026';

const shortestPassword = 8;

/** Locking waits this long for its audit record; behind a long import it goes without. */
const longestWaitForRecordMs = 1000;

export interface SessionOptions {
  readonly dataDir: string;
  /** File of the database thread. */
  readonly dbEntry: string;
  /** Starts the process that holds the open replica and is killed on lock; without it the threads run in this process (tests). */
  readonly startDatabase?: (() => DatabaseProcess) | undefined;
  /** Told when that process ended by itself; the session is locked by then. */
  readonly onDatabaseStopped?: ((reason: Error) => void) | undefined;
  readonly programVersion: string;
  readonly now: () => Date;
}

/** Until the session signs accounts in, its one person holds every business role. */
const everything: Access = {
  user: { id: '00000000-0000-4000-8000-000000000000', login: '', name: '', staffNo: '', unit: '' },
  roles: businessRoleIds,
  regions: 'all',
  departments: 'all',
  clearance: '2',
  readOnly: null,
};

export interface Person {
  readonly name: string;
  readonly unit: string;
}

interface Asker {
  readonly actor: { readonly name: string; readonly device: string };
  readonly at: string;
  readonly today: string;
}

interface Open {
  readonly replica: ReplicaClient;
  readonly person: Person;
}

export class Session {
  private readonly options: SessionOptions;
  private open: Open | undefined;
  /** Since the last unlocking. */
  private wrongPasswords = 0;
  private last: Promise<void> = Promise.resolve();
  private readonly listeners = new Set<(state: SessionState) => void>();

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /** Tells `listener` about every change of phase. */
  onChange(listener: (state: SessionState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async state(): Promise<SessionState> {
    const file = this.keyFile();
    const dataDate = this.open === undefined ? null : await this.open.replica.read.dataDate({});
    return {
      phase: file === undefined ? 'new' : this.open === undefined ? 'locked' : 'unlocked',
      zone: file?.zone ?? 'office',
      user: this.open?.person.name ?? null,
      unit: this.open?.person.unit ?? null,
      dataDate,
      programVersion: this.options.programVersion,
      demoPassword: file?.zone === 'demo' ? demoPassword : null,
      identity: null,
      readOnly: null,
      deviceSecret: 'none',
      device: '',
      suite: 'intl',
      passwordProfile: 'mlps3',
      idleMinutes: 10,
      lastLogin: null,
      notices: [],
      demoUsers: [],
    };
  }

  /** Makes a new replica and leaves it open. Errors `already_initialised`, `weak_password`, `disk_full`, `bad_input` (folder not usable). */
  create(first: { user: string; unit: string; password: string; zone: 'office' | 'demo' }): Promise<void> {
    return this.oneAtATime(async () => {
      const { dataDir } = this.options;
      const file = this.replicaFile;
      if (existsSync(join(dataDir, keyFileName)) || existsSync(file)) throw alreadyInitialised(dataDir);
      if ([...first.password].length < shortestPassword) {
        throw new AppError('weak_password', `密码至少 ${shortestPassword} 位，数据库没有建立。请换一个更长的密码。`);
      }
      try {
        mkdirSync(dataDir, { recursive: true, mode: 0o700 });
        const cipher = preferredCipher();
        const key = await createKeyFile(dataDir, { ...first, replicaId: randomUUID(), cipher });
        try {
          await this.openWith(key, { file, cipher, create: true }, { name: first.user, unit: first.unit }, 'session.created');
        } catch (error) {
          // Half a replica would block the next attempt; nothing of value is in it yet.
          for (const leftover of [file, `${file}-wal`, `${file}-shm`, join(dataDir, keyFileName)]) removeIfThere(leftover);
          throw error;
        }
      } catch (error) {
        throw asFolderError(error, dataDir);
      }
    });
  }

  /** Errors `not_initialised`, `wrong_password`, `replica_newer`, `replica_damaged`. Unlocking twice is harmless but checks the password. */
  unlock(password: string): Promise<void> {
    return this.oneAtATime(async () => {
      const { dataDir } = this.options;
      const keys = this.keyFile();
      if (keys === undefined) throw new AppError('not_initialised', '数据目录中还没有副本。请先初始化，或检查数据目录是否正确。', { dataDir });
      const { key, user, unit } = await this.countingFailures(unlockKeyFile(keys, password));
      if (this.open !== undefined) return;
      await this.openWith(key, { file: this.replicaFile, cipher: keys.cipher, create: false }, { name: user, unit }, 'session.unlocked');
    });
  }

  /** Closes the replica; its threads end and the key goes with them. Nothing keeps the workstation open: no running import, no full disk. */
  lock(): Promise<void> {
    return this.oneAtATime(async () => {
      const { open } = this;
      if (open === undefined) return;
      const record = open.replica.write.audit({ ...this.askerFor(open.person), event: 'session.locked', detail: {} });
      this.open = undefined;
      await Promise.race([record, delay(longestWaitForRecordMs, undefined, { ref: false })]).catch(() => undefined);
      await open.replica.close();
      await record.catch(() => undefined);
      await this.tell();
    });
  }

  /** Ends without an audit record or event: the program is going away. */
  async close(): Promise<void> {
    const { open } = this;
    this.open = undefined;
    await open?.replica.close();
  }

  /** The open replica. Error `locked`. */
  get replica(): ReplicaClient {
    if (this.open === undefined) throw new AppError('locked', '工作站已锁定，请先输入密码解锁。本次没有改动任何数据。');
    return this.open.replica;
  }

  /** Who writes, when, and on which local day: what every write carries. */
  asker(): Asker {
    return this.askerFor({ name: this.open?.person.name ?? '', unit: '' });
  }

  /** Local calendar day, the day rules are judged on. */
  today(): string {
    const now = this.options.now();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
  }

  private at(): string {
    return this.options.now().toISOString();
  }

  private askerFor({ name }: Person): Asker {
    return { actor: { name, device: hostname() }, at: this.at(), today: this.today() };
  }

  private get replicaFile(): string {
    return join(this.options.dataDir, 'replica.db');
  }

  /** The key file; undefined in a folder without a replica. Error `replica_damaged` when only the key file is missing. */
  private keyFile(): KeyFile | undefined {
    const keys = readKeyFile(this.options.dataDir);
    if (keys === undefined && existsSync(this.replicaFile)) {
      throw new AppError('replica_damaged', `副本还在，但密钥文件 ${keyFileName} 不见了，副本没有打开，数据没有改动。请从备份恢复该文件，不要删除副本。`);
    }
    return keys;
  }

  /** Open only once the audit has it: a replica that cannot record who opened it stays closed. */
  private async openWith(key: Uint8Array, where: { file: string; cipher: KeyFile['cipher']; create: boolean }, person: Person, event: string): Promise<void> {
    const { dbEntry, startDatabase, programVersion } = this.options;
    const { file, cipher, create } = where;
    const replica = await openReplica({ file, cipher, key }, { create, now: this.at(), entry: dbEntry, access: everything, startProcess: startDatabase });
    // Only the threads need it from here on, and they end with the lock.
    key.fill(0);
    try {
      await replica.write.audit({ ...this.askerFor(person), event, detail: { programVersion, wrongPasswords: this.wrongPasswords } });
    } catch (error) {
      await replica.close();
      throw error;
    }
    this.wrongPasswords = 0;
    this.open = { replica, person };
    // A listener that cannot be told asks for the state next, and meets the same failure.
    replica.stopped.then((reason) => this.databaseStopped(replica, reason)).catch(() => undefined);
    await this.tell();
  }

  /** The process of the open replica is gone, and the key with it: whoever works on has to sign in again. */
  private async databaseStopped(replica: ReplicaClient, reason: Error): Promise<void> {
    if (this.open?.replica !== replica) return;
    this.open = undefined;
    this.options.onDatabaseStopped?.(reason);
    await this.tell();
  }

  /** A locked replica cannot record a refused password, so the next unlocking does. */
  private async countingFailures<T>(attempt: Promise<T>): Promise<T> {
    try {
      return await attempt;
    } catch (error) {
      if (error instanceof AppError && error.code === 'wrong_password') this.wrongPasswords += 1;
      throw error;
    }
  }

  /** Create, unlock and lock wait for each other: a double click must not open the replica twice. */
  private oneAtATime(work: () => Promise<void>): Promise<void> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async tell(): Promise<void> {
    const state = await this.state();
    for (const listener of this.listeners) listener(state);
  }
}
