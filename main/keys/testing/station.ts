// A station with its key file, its profile, and people who know their passwords.

import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKeys, type HandedOut, type NewPerson, type SetUp } from '../create-keys.ts';
import { fileStore, type DeviceStore } from '../device-store.ts';
import { keyFileName, type KeyFile } from '../key-file.ts';
import type { KeyRing } from '../key-ring.ts';
import { openSlot, type Attempt } from '../open-slot.ts';
import type { UsbKey } from '../usb-key.ts';

export const zhang: NewPerson = { userId: '01-zhang', login: 'zhangsan', secret: { kind: 'password', password: '张三的口令-2026' } };
export const security: NewPerson = { userId: '02-security', login: 'anquan', secret: { kind: 'password', password: '安全员口令-2026' }, office: 'security' };
export const system: NewPerson = { userId: '03-system', login: 'xitong', secret: { kind: 'activation' }, office: 'system' };
export const passwordOf = ({ secret }: NewPerson): string => ('password' in secret ? secret.password : '');

export interface Station extends HandedOut {
  readonly dataDir: string;
  readonly profile: string;
  readonly store: DeviceStore;
  /** Of the first set-up. */
  readonly file: KeyFile;
  readonly ring: KeyRing;
  open(login: string, password: string, other?: Partial<Attempt>): Promise<KeyRing>;
  codeOf(login: string): string;
  /** The folder as somebody who stole the disk has it. */
  copyOfData(): string;
  remove(): void;
}

export async function aStation(people: SetUp['people'] = [zhang, security, system], changes: Partial<SetUp> = {}): Promise<Station> {
  const folder = mkdtempSync(join(tmpdir(), 'station-'));
  const [dataDir, profile] = [mkdtempSync(join(folder, 'data-')), join(folder, 'profile')];
  const store = changes.store ?? fileStore(profile);
  const setUp: SetUp = {
    replicaId: '0190a8b0-0000-7000-8000-000000000001',
    deviceId: '0190a8b0-0000-7000-8000-00000000d001',
    zone: 'office',
    profile: 'mlps3',
    cipher: 'aegis',
    calibration: 'floor',
    people,
    store,
    ...changes,
  };
  const made = await createKeys(dataDir, setUp);
  return {
    ...made,
    dataDir,
    profile,
    store,
    open: (login, password, other = {}) => openSlot(dataDir, { login, password, store, ...other }),
    codeOf: (login) => made.activationCodes.find((each) => each.login === login)?.code ?? '',
    copyOfData: () => {
      const copy = mkdtempSync(join(folder, 'copy-'));
      cpSync(dataDir, copy, { recursive: true });
      return copy;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const keyFileText = (dataDir: string): string => readFileSync(join(dataDir, keyFileName), 'utf8');
export const putKeyFile = (dataDir: string, text: string): void => writeFileSync(join(dataDir, keyFileName), text);

/** A USB key made of software: answers by a keyed hash. */
export function aUsbKey(id: string, secret = id): UsbKey {
  return { id, answer: (challenge) => Promise.resolve(new Uint8Array(createHash('sha256').update(secret).update(challenge).digest())) };
}
