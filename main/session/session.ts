// The session: whether the replica is new, locked or open, and the only place that holds the open replica.

import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { openReplica, preferredCipher, type ReplicaClient } from '#db/client.ts';
import type { SessionState } from '#domain/contract/session.ts';
import { AppError } from '#domain/result.ts';
import { createKeyFile, readKeyFile, unlockKeyFile } from './key-slots.ts';

/** Published on the sign-in page: demonstration data protect nothing. */
export const demoPassword = '演示数据2026';

const shortestPassword = 8;

export interface SessionOptions {
  readonly dataDir: string;
  /** File of the database thread. */
  readonly dbEntry: string;
  readonly programVersion: string;
  readonly now: () => Date;
}

export interface Person {
  readonly name: string;
  readonly unit: string;
}

interface Open {
  readonly replica: ReplicaClient;
  readonly person: Person;
}

export class Session {
  private readonly options: SessionOptions;
  private open: Open | undefined;
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
    const file = readKeyFile(this.options.dataDir);
    const dataDate = this.open === undefined ? null : await this.open.replica.read.dataDate({});
    return {
      phase: file === undefined ? 'new' : this.open === undefined ? 'locked' : 'unlocked',
      zone: file?.zone ?? 'office',
      user: this.open?.person.name ?? null,
      unit: this.open?.person.unit ?? null,
      dataDate,
      programVersion: this.options.programVersion,
      demoPassword: file?.zone === 'demo' ? demoPassword : null,
    };
  }

  /** Makes a new replica and leaves it open. Errors `already_initialised`, `weak_password`, `disk_full`. */
  async create(first: { user: string; unit: string; password: string; zone: 'office' | 'demo' }): Promise<void> {
    const { dataDir } = this.options;
    const file = join(dataDir, 'replica.db');
    if (readKeyFile(dataDir) !== undefined || existsSync(file)) {
      throw new AppError('already_initialised', '数据目录中已有副本，没有新建，也没有改动任何数据。请直接解锁，或换一个数据目录。', { dataDir });
    }
    if ([...first.password].length < shortestPassword) {
      throw new AppError('weak_password', `密码至少 ${shortestPassword} 位，副本没有建立。请换一个更长的密码。`);
    }
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const cipher = preferredCipher();
    const key = await createKeyFile(dataDir, { ...first, replicaId: randomUUID(), cipher });
    try {
      const replica = await openReplica({ file, cipher, key }, { create: true, now: this.at(), entry: this.options.dbEntry });
      await this.opened(replica, { name: first.user, unit: first.unit }, 'session.created');
    } catch (error) {
      // Half a replica would block the next attempt; nothing of value is in it yet.
      for (const leftover of [file, `${file}-wal`, `${file}-shm`, join(dataDir, 'keys.json')]) rmSync(leftover, { force: true });
      throw error;
    }
  }

  /** Errors `not_initialised`, `wrong_password`, `replica_newer`, `replica_damaged`. Unlocking twice is harmless but checks the password. */
  async unlock(password: string): Promise<void> {
    const { dataDir } = this.options;
    const keys = readKeyFile(dataDir);
    if (keys === undefined) throw new AppError('not_initialised', '数据目录中还没有副本。请先初始化，或检查数据目录是否正确。', { dataDir });
    const { key, user, unit } = await unlockKeyFile(keys, password);
    if (this.open !== undefined) return;
    const replica = await openReplica({ file: join(dataDir, 'replica.db'), cipher: keys.cipher, key }, { now: this.at(), entry: this.options.dbEntry });
    await this.opened(replica, { name: user, unit }, 'session.unlocked');
  }

  /** Closes the replica; its threads end and the key goes with them. */
  async lock(): Promise<void> {
    const { open } = this;
    if (open === undefined) return;
    await open.replica.write.audit({ ...this.asker(), event: 'session.locked', detail: {} });
    this.open = undefined;
    await open.replica.close();
    await this.tell();
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
  asker(): { actor: { name: string; device: string }; at: string; today: string } {
    return { actor: { name: this.open?.person.name ?? '', device: hostname() }, at: this.at(), today: this.today() };
  }

  /** Local calendar day, the day rules are judged on. */
  today(): string {
    const now = this.options.now();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
  }

  private at(): string {
    return this.options.now().toISOString();
  }

  private async opened(replica: ReplicaClient, person: Person, event: string): Promise<void> {
    this.open = { replica, person };
    await replica.write.audit({ ...this.asker(), event, detail: { programVersion: this.options.programVersion } });
    await this.tell();
  }

  private async tell(): Promise<void> {
    const state = await this.state();
    for (const listener of this.listeners) listener(state);
  }
}
