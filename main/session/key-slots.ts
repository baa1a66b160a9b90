// The key file beside the replica: the data key, wrapped under a key stretched from the password. One slot per person.

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashRaw } from '@node-rs/argon2';
import { ciphers } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import { z } from '#domain/rpc/zod.ts';
import { createFileDurably } from '../keys/durable-file.ts';

/** Exact lengths: a shortened tag would be cheaper to forge. */
const hex = (bytes: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

const slot = z.object({
  user: z.string(),
  unit: z.string(),
  // The upper ends keep a tampered file from asking for more memory than there is.
  kdf: z.object({
    algorithm: z.literal('argon2id'),
    memoryKib: z.int().min(65_536).max(4_194_304),
    passes: z.int().min(3).max(64),
    lanes: z.int().min(1).max(64),
    salt: hex(16),
  }),
  wrapped: z.object({ algorithm: z.literal('aes-256-gcm'), nonce: hex(12), text: hex(32), tag: hex(16) }),
});

const keyFile = z.object({
  format: z.literal(1),
  replicaId: z.uuid(),
  cipher: z.enum(ciphers),
  zone: z.enum(['office', 'isolated', 'demo']),
  slots: z.array(slot).min(1),
});
export type KeyFile = z.output<typeof keyFile>;
type Slot = z.output<typeof slot>;

export const keyFileName = 'keys.json';

/** Measured floor of security.md §3.1: 64 MiB, three passes, four lanes. Issue of identity calibrates it upward per machine. */
const kdfFloor = { algorithm: 'argon2id', memoryKib: 65_536, passes: 3, lanes: 4 } as const;

/** The key file of a data folder; undefined when the folder has none. Error `replica_damaged` when it cannot be read. */
export function readKeyFile(dataDir: string): KeyFile | undefined {
  const path = join(dataDir, keyFileName);
  if (!existsSync(path)) return undefined;
  try {
    return keyFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new AppError('replica_damaged', '密钥文件 keys.json 无法读取，副本没有打开，数据没有改动。请从备份恢复该文件，不要删除副本。', undefined, error);
  }
}

export interface NewKeys {
  readonly replicaId: string;
  readonly cipher: KeyFile['cipher'];
  readonly zone: KeyFile['zone'];
  readonly user: string;
  readonly unit: string;
  readonly password: string;
}

/**
 * Makes a data key, wraps it for the first person and writes the key file. Returns the raw key of the database file.
 * Error `already_initialised` when another process was quicker; its key file stays.
 */
export async function createKeyFile(dataDir: string, keys: NewKeys): Promise<Uint8Array> {
  const dataKey = randomBytes(32);
  const salt = randomBytes(16);
  const kdf = { ...kdfFloor, salt: salt.toString('hex') };
  const { user, unit } = keys;
  const { replicaId, zone } = keys;
  const header = { user, unit, kdf };
  const wrapping = await wrappingKey(keys.password, kdf, replicaId, user);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce);
  cipher.setAAD(boundTo({ replicaId, cipher: keys.cipher, zone }, header));
  const text = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  const wrapped = { algorithm: 'aes-256-gcm' as const, nonce: nonce.toString('hex'), text: text.toString('hex'), tag: cipher.getAuthTag().toString('hex') };
  const content: KeyFile = { format: 1, replicaId, cipher: keys.cipher, zone, slots: [{ ...header, wrapped }] };
  try {
    createFileDurably(join(dataDir, keyFileName), `${JSON.stringify(content, null, 2)}\n`);
  } catch (error) {
    if (existsSync(join(dataDir, keyFileName))) throw alreadyInitialised(dataDir);
    throw error;
  }
  return databaseKey(dataKey, replicaId);
}

export const alreadyInitialised = (dataDir: string): AppError =>
  new AppError('already_initialised', '数据目录中已有副本，没有新建，也没有改动任何数据。请直接解锁，或换一个数据目录。', { dataDir });

/** Opens the slot this password fits. Error `wrong_password`, the same whoever asks. */
export async function unlockKeyFile(file: KeyFile, password: string): Promise<{ key: Uint8Array; user: string; unit: string }> {
  for (const each of file.slots) {
    const dataKey = await openSlot(file, each, password);
    if (dataKey !== undefined) return { key: databaseKey(dataKey, file.replicaId), user: each.user, unit: each.unit };
  }
  throw new AppError('wrong_password', '密码不正确，工作站没有解锁。请检查大小写与输入法后重试。');
}

async function openSlot(file: KeyFile, { wrapped, ...header }: Slot, password: string): Promise<Uint8Array | undefined> {
  const wrapping = await wrappingKey(password, header.kdf, file.replicaId, header.user);
  const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(wrapped.nonce, 'hex'));
  decipher.setAAD(boundTo(file, header));
  decipher.setAuthTag(Buffer.from(wrapped.tag, 'hex'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(wrapped.text, 'hex')), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** What a slot is bound to: changing who it is for, its cost, or the zone of the replica makes the key unusable. */
function boundTo({ replicaId, cipher, zone }: Pick<KeyFile, 'replicaId' | 'cipher' | 'zone'>, { user, unit, kdf }: Omit<Slot, 'wrapped'>): Buffer {
  return Buffer.from(JSON.stringify([replicaId, cipher, zone, user, unit, kdf.algorithm, kdf.memoryKib, kdf.passes, kdf.lanes, kdf.salt]));
}

/**
 * Password → Argon2id (the library's default algorithm) → HKDF. Further factors (device secret, USB key) join the HKDF input here when identity arrives;
 * a slot's layout does not change with them.
 */
async function wrappingKey(password: string, kdf: Slot['kdf'], replicaId: string, user: string): Promise<Uint8Array> {
  const stretched = await hashRaw(password.normalize('NFC'), {
    memoryCost: kdf.memoryKib,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    outputLen: 32,
    salt: Buffer.from(kdf.salt, 'hex'),
  });
  return new Uint8Array(hkdfSync('sha256', stretched, Buffer.from(replicaId), `kek/v1|${user}`, 32));
}

const databaseKey = (dataKey: Uint8Array, replicaId: string): Uint8Array => new Uint8Array(hkdfSync('sha256', dataKey, Buffer.from(replicaId), 'db/v1', 32));
