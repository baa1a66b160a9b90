// The key file beside the replica, format 2: what stands in it, how it is read, and how it is put in place.

import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { boxAlgorithms, letterAlgorithms, sealingKeyAlgorithms, signatureAlgorithms, suiteIds } from '#crypto/suite.ts';
import { ciphers } from '#db/client.ts';
import { AppError } from '#domain/result.ts';
import { z } from '#domain/rpc/zod.ts';
import { deviceStoreKinds } from './device-store.ts';
import { createFileDurably, replaceFileDurably } from './durable-file.ts';
import { stretchingCeiling, stretchingFloor } from './stretching.ts';

/** Exact lengths: a shortened tag would be cheaper to forge. */
const hex = (bytes: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const anyHex = z
  .string()
  .regex(/^([0-9a-f]{2})*$/)
  .max(4096);

const box = z.strictObject({ algorithm: z.enum(boxAlgorithms), nonce: hex(12), text: anyHex, tag: hex(16) });
const letter = z.strictObject({ algorithm: z.enum(letterAlgorithms), opening: anyHex, box });
const signingKey = z.strictObject({ algorithm: z.enum(signatureAlgorithms), key: anyHex });
const sealingKey = z.strictObject({ algorithm: z.enum(sealingKeyAlgorithms), key: anyHex });

/** One person's way in. */
const slot = z.strictObject({
  userId: z.string().min(1).max(64),
  login: z.string().min(1).max(64),
  /** `usb`: password and USB key; `activation`: a code that works until the person sets a password. */
  kind: z.enum(['password', 'usb', 'activation']),
  salt: hex(16),
  /** Where the secret of this computer was kept when the slot was made, and how to tell it from another one. */
  device: z.strictObject({ kind: z.enum(deviceStoreKinds), check: hex(8).nullable() }),
  usbKeyId: z.string().max(200).nullable(),
  /** The person's 32-byte seed under the key of the slot; both key pairs come from it. */
  seed: box,
  public: z.strictObject({ sealing: sealingKey, signing: signingKey }),
  /** The data key, sealed to the person. */
  dataKey: letter,
});
export type Slot = z.output<typeof slot>;

const keyFile = z.strictObject({
  format: z.literal(2),
  /** One more with every write: a file that goes back was put there by somebody. */
  revision: z.int().min(1),
  replicaId: z.string().min(1).max(64),
  deviceId: z.string().min(1).max(64),
  /** Of everything made from now on; what is there names its own. */
  suite: z.enum(suiteIds),
  zone: z.enum(['office', 'isolated', 'demo']),
  profile: z.enum(['mlps3', 'asvs5']),
  database: z.strictObject({
    file: z.string().regex(/^[\w-]{1,60}\.db$/),
    cipher: z.enum(ciphers),
    /** Of the data key: one more with every rotation. */
    generation: z.int().min(1),
    /** The suite the keys of this generation are derived with. */
    suite: z.enum(suiteIds),
    /** The file before the last rotation; deleted as soon as it is no longer needed. */
    superseded: z
      .string()
      .regex(/^[\w-]{1,60}\.db$/)
      .nullable(),
  }),
  /** Cost of a password, one for all slots: every login takes equally long. A changed file cannot make it cheap or endless. */
  stretching: z.strictObject({
    algorithm: z.literal('argon2id'),
    memoryKib: z.int().min(stretchingFloor.memoryKib).max(stretchingCeiling.memoryKib),
    passes: z.int().min(stretchingFloor.passes).max(stretchingCeiling.passes),
    lanes: z.int().min(1).max(stretchingCeiling.lanes),
  }),
  /** Whose signatures on authorisations count here: of the data centre, and of the persons holding the three offices. */
  trust: z.strictObject({
    centre: signingKey.nullable(),
    system: z.array(signingKey),
    security: z.array(signingKey),
    audit: z.array(signingKey),
  }),
  slots: z.array(slot).min(1),
  /** The data keys before rotations, under the present one: backups of their time stay readable. */
  earlier: z.array(z.strictObject({ generation: z.int().min(1), suite: z.enum(suiteIds), key: box })),
  /** The data key for the two administrators together, once for each person they may let in; see recovery-sheets.ts. */
  recovery: z
    .strictObject({
      suite: z.enum(suiteIds),
      security: sealingKey,
      system: sealingKey,
      challenge: sealingKey,
      dataKeys: z.array(z.strictObject({ userId: z.string().min(1).max(64), key: box })),
    })
    .nullable(),
  /** Authenticates everything above under the data key. */
  mac: hex(32),
});
export type KeyFile = z.output<typeof keyFile>;
export type Trust = KeyFile['trust'];
export type Office = 'system' | 'security' | 'audit';

export const keyFileName = 'keys.json';

/**
 * The key file of a data folder; undefined when the folder has none. That it reads well does not mean nobody changed it:
 * that is known once a slot is open. Errors `replica_damaged`, `replica_older`.
 */
export function readKeyFile(dataDir: string): KeyFile | undefined {
  const path = join(dataDir, keyFileName);
  if (!existsSync(path)) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
    return keyFile.parse(content);
  } catch (error) {
    if (isFormatOne(content)) {
      throw new AppError(
        'replica_older',
        '这个副本由旧版本的程序建立，密钥文件是旧格式，当前程序没有打开它，数据没有改动。请用原来的程序导出数据，再导入新建的副本。',
      );
    }
    throw damaged('密钥文件 keys.json 无法读取，副本没有打开，数据没有改动。请从备份恢复该文件，不要删除副本。', error);
  }
}

const isFormatOne = (content: unknown): boolean => typeof content === 'object' && content !== null && 'format' in content && content.format === 1;

const damaged = (sentence: string, cause?: unknown): AppError => new AppError('replica_damaged', sentence, undefined, cause);

/** What somebody with the data key finds when somebody without it changed the file. */
export const changed = (): AppError => damaged('密钥文件 keys.json 被改动过，副本没有打开，数据没有改动。请从备份恢复该文件，并告知安全管理员；不要删除副本。');

/** What a station leaves in its folder beside the key file: a replica, under whichever name a rotation gave it, or the journal of its changes. */
export function holdsData(dataDir: string): boolean {
  const names = (folder: string): string[] => {
    try {
      return readdirSync(folder);
    } catch {
      // Not there, or no folder: whoever needs it will say so.
      return [];
    }
  };
  return names(dataDir).some((name) => /^replica[\w-]*\.db$/.test(name)) || names(join(dataDir, 'journal')).length > 0;
}

/** Errors `not_initialised` and those of `readKeyFile`. */
export function requireKeyFile(dataDir: string): KeyFile {
  const file = readKeyFile(dataDir);
  if (file === undefined) throw new AppError('not_initialised', '数据目录中还没有副本。请先初始化，或检查数据目录是否正确。', { dataDir });
  return file;
}

const textOf = (file: KeyFile): string => `${JSON.stringify(file, null, 2)}\n`;

export const alreadyInitialised = (dataDir: string): AppError =>
  new AppError('already_initialised', '数据目录中已有副本，没有新建，也没有改动任何数据。请直接解锁，或换一个数据目录。', { dataDir });

/** Error `already_initialised` when another process was quicker; its key file stays. */
export function createKeyFile(dataDir: string, file: KeyFile): void {
  try {
    createFileDurably(join(dataDir, keyFileName), textOf(file));
  } catch (error) {
    if (existsSync(join(dataDir, keyFileName))) throw alreadyInitialised(dataDir);
    throw error;
  }
}

/** Old or new after a power cut, never neither. */
export const replaceKeyFile = (dataDir: string, file: KeyFile): void => replaceFileDurably(join(dataDir, keyFileName), textOf(file));

/** Logins are compared as people write them: blanks around, letter case and width do not count. */
const comparable = (login: string): string => login.normalize('NFKC').trim().toLowerCase();

export const slotOf = (file: Pick<KeyFile, 'slots'>, login: string): Slot | undefined =>
  file.slots.find((each) => comparable(each.login) === comparable(login));
export const slotOfUser = (file: KeyFile, userId: string): Slot | undefined => file.slots.find((each) => each.userId === userId);

/** A rotation ended between its switch and its tidying up: the database before it is no longer needed by anybody. */
export function removeSuperseded(dataDir: string, { database: { file, superseded } }: KeyFile): void {
  if (superseded === null || superseded === file || !existsSync(join(dataDir, file))) return;
  for (const suffix of ['', '-wal', '-shm']) {
    try {
      rmSync(join(dataDir, `${superseded}${suffix}`), { force: true });
    } catch {
      // Windows: still open somewhere. The next sign-in tries again.
    }
  }
}
