// The station as a folder and a computer, whoever signs in: key file, key store, what is remembered outside, the lock, the database.

import { join } from 'node:path';
import { forget, utf8 } from '#crypto/bytes.ts';
import { international } from '#crypto/international.ts';
import { keyLength } from '#crypto/suite.ts';
import { openCopies, openReplica, type DatabaseProcess, type ReplicaClient } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import { PendingJournal } from '../audit/pending-journal.ts';
import { fileStore, noStore, openDeviceStore, profileDirectory, type DeviceStore } from '../keys/device-store.ts';
import { openSafely } from '../backup/open-safely.ts';
import { StationNotices } from '../backup/notices.ts';
import { holdsData, keyFileName, readKeyFile, requireKeyFile, type KeyFile } from '../keys/key-file.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { RekeyWork } from '../keys/rotation.ts';
import { OutsideState } from './outside-state.ts';
import type { Clocks } from './session-clock.ts';
import { lockStation, type StationLock } from './station-lock.ts';

export interface StationOptions {
  readonly dataDir: string;
  /** File of the database thread. */
  readonly dbEntry: string;
  /** Starts the process that holds the open replica and is killed on lock; without it the threads run in this process (tests). */
  readonly startDatabase?: (() => DatabaseProcess) | undefined;
  /** Starts the process that works on copies of the database, for a change of keys. */
  readonly startCopies?: (() => DatabaseProcess) | undefined;
  readonly programVersion: string;
  /** What another program that finds the folder taken tells the person: 工作站窗口, 命令行. */
  readonly program: string;
  readonly clocks: Clocks;
  /** How expensive passwords are made in new stations: measured on this machine, or the floor (tests). */
  readonly calibration: 'machine' | 'floor';
  /** The person's own directory on this computer; the system's choice when absent. With it the system's key store is not asked. */
  readonly profileDir?: string | undefined;
}

/** What the station remembers without its replica. */
export interface Memory {
  readonly outside: OutsideState;
  /** Refusals that wait for somebody to sign in. */
  readonly journal: PendingJournal;
}

export class Station {
  readonly options: StationOptions;
  /** What whoever comes next has to know about the data. */
  readonly notices = new StationNotices();
  private readonly stores = new Map<string, Promise<DeviceStore>>();

  constructor(options: StationOptions) {
    this.options = options;
  }

  get dataDir(): string {
    return this.options.dataDir;
  }

  /** The key file; undefined in a folder without a replica. Error `replica_damaged` when only the key file is missing. */
  keyFile(): KeyFile | undefined {
    const keys = readKeyFile(this.dataDir);
    if (keys === undefined && holdsData(this.dataDir)) {
      throw new AppError('replica_damaged', `副本还在，但密钥文件 ${keyFileName} 不见了，副本没有打开，数据没有改动。请从备份恢复该文件，不要删除副本。`);
    }
    return keys;
  }

  /** Errors `not_initialised`, `replica_damaged`, `replica_older`. */
  requireKeyFile(): KeyFile {
    return this.keyFile() ?? requireKeyFile(this.dataDir);
  }

  /** Where this computer keeps its secret. Found out once: a key store is probed by writing to it. */
  store(zone: KeyFile['zone']): Promise<DeviceStore> {
    const { profileDir } = this.options;
    let store = this.stores.get(zone);
    if (store === undefined) {
      store = zone !== 'demo' && profileDir !== undefined ? Promise.resolve(fileStore(profileDir)) : openDeviceStore(zone);
      this.stores.set(zone, store);
    }
    return store;
  }

  async memory(keys: Pick<KeyFile, 'replicaId' | 'zone'>): Promise<Memory> {
    return { outside: await this.outside(keys), journal: await this.journal(keys) };
  }

  /** What is remembered outside the replica of this key file. Demonstrations are remembered in their folder only. */
  private async outside({ replicaId, zone }: Pick<KeyFile, 'replicaId' | 'zone'>): Promise<OutsideState> {
    const store = await this.store(zone);
    const inProfile = fileStore(join(this.options.profileDir ?? profileDirectory(), 'stations', replicaId));
    return new OutsideState({
      dataFolder: fileStore(join(this.dataDir, 'state')),
      outside: zone === 'demo' ? [] : store === noStore || store.kind === 'file' ? [inProfile] : [named(store, replicaId), inProfile],
    });
  }

  /** Where refusals are kept until somebody signs in: in the folder and in the profile, authenticated by a secret of the profile. */
  private async journal(keys: Pick<KeyFile, 'replicaId' | 'zone'>): Promise<PendingJournal> {
    const inFolder = join(this.dataDir, 'state', 'pending.log');
    if (keys.zone === 'demo') return new PendingJournal({ files: [inFolder], key: international.hash(utf8(keys.replicaId)) });
    const ownFolder = join(this.options.profileDir ?? profileDirectory(), 'stations', keys.replicaId);
    return new PendingJournal({ files: [inFolder, join(ownFolder, 'pending.log')], key: await ownSecret(fileStore(ownFolder)) });
  }

  /** Takes the folder for this program. Error `station_in_use`. */
  lock(): StationLock {
    return lockStation(this.dataDir, this.options.program, this.options.clocks.wall);
  }

  /** Copies the closed database under another key, in a process of its own. */
  async rekey(work: RekeyWork): Promise<void> {
    const { startCopies } = this.options;
    if (startCopies === undefined) throw new Error('this station was not told how to copy its database');
    const copies = openCopies(startCopies());
    try {
      await copies.run.rekey(work);
    } finally {
      await copies.close();
    }
  }

  /** Opens the database with a person's keys; nobody is admitted yet. Errors as `openReplica` and `openSafely`. */
  async openDatabase(ring: KeyRing, keys: KeyFile, options: { create: boolean; now: string }): Promise<ReplicaClient> {
    const { dbEntry, startDatabase, startCopies, programVersion, clocks } = this.options;
    const { database, suite } = keys;
    const open = async (migrates: boolean): Promise<ReplicaClient> => {
      const secrets = { key: ring.databaseKey(), auditKey: ring.auditKey(), columnKey: ring.columnKey() };
      try {
        return await openReplica(
          { file: join(this.dataDir, database.file), cipher: database.cipher, suite, ...secrets },
          { ...options, migrates, entry: dbEntry, access: null, startProcess: startDatabase },
        );
      } finally {
        // Only the threads need them from here on, and they end with the lock.
        forget(secrets.key, secrets.auditKey, secrets.columnKey);
      }
    };
    if (options.create || startCopies === undefined) return this.notices.watching(await open(true));
    const station = { dataDir: this.dataDir, keys, ring, programVersion, now: clocks.wall, startCopies: () => openCopies(startCopies()) };
    return openSafely(station, this.notices, open);
  }
}

/** A secret of this profile, made when first asked for. */
async function ownSecret(store: DeviceStore): Promise<Uint8Array> {
  const kept = await store.get('journal-key');
  if (kept !== undefined) return kept;
  const made = international.random(keyLength);
  await store.put('journal-key', made);
  return made;
}

/** Several stations of one person share a key store. */
const named = (store: DeviceStore, replicaId: string): Pick<DeviceStore, 'get' | 'put'> => ({
  get: (name) => store.get(`${replicaId}/${name}`),
  put: (name, value) => store.put(`${replicaId}/${name}`, value),
});
