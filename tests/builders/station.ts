// A station's database, opened past every door by somebody who has the password: what tests look at and tamper with.

import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { openConnection } from '#db/kernel/open.ts';
import { fileStore, openDeviceStore, type DeviceStore } from '#main/keys/device-store.ts';
import { requireKeyFile } from '#main/keys/key-file.ts';
import { openSlot } from '#main/keys/open-slot.ts';

export interface StationKeys {
  readonly login?: string;
  readonly password: string;
  /** Where the device secret is; the profile of the test run when absent. */
  readonly profileDir?: string;
}

/** Opens the database file of a station whose workstation is locked or closed. */
export async function openStationDatabase(dataDir: string, { login, password, profileDir }: StationKeys, mode: 'read' | 'write'): Promise<Database.Database> {
  const file = requireKeyFile(dataDir);
  const store: DeviceStore = profileDir === undefined ? await openDeviceStore(file.zone) : fileStore(profileDir);
  const ring = await openSlot(dataDir, { login: login ?? file.slots[0]?.login ?? '', password, store });
  try {
    return openConnection({ file: join(dataDir, file.database.file), cipher: file.database.cipher, key: ring.databaseKey() }, mode);
  } finally {
    ring.destroy();
  }
}
