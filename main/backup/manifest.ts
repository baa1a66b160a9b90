// What a backup says of itself, and the code that shows nobody changed it.

import { fromHex, joinBytes, sameBytes, toHex, utf8 } from '#crypto/bytes.ts';
import { canonicalBytes, canonicalText } from '#crypto/canonical.ts';
import { boxAlgorithms, keyLength, suiteIds, type SealedBox } from '#crypto/suite.ts';
import { openBox, suites } from '#crypto/suites.ts';
import { ciphers } from '#db/client.ts';
import { z } from '#domain/rpc/zod.ts';

const hex = (bytes: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

export const backupKinds = ['daily', 'weekly', 'manual'] as const;
export type BackupKind = (typeof backupKinds)[number];

const manifest = z.strictObject({
  format: z.literal(1),
  /** Name of the backup's folder. */
  name: z.string().max(100),
  kind: z.enum(backupKinds),
  /** Why it was made, where that is not its kind: 升级前. */
  note: z.string().max(100),
  at: z.string(),
  replicaId: z.string(),
  deviceId: z.string(),
  zone: z.enum(['office', 'isolated', 'demo']),
  programVersion: z.string(),
  madeBy: z.strictObject({ name: z.string(), login: z.string() }),
  suite: z.enum(suiteIds),
  /** Of the data key from which the key of backups follows. */
  generation: z.int().min(1),
  /** The key of the copy, under the key of backups. */
  key: z.strictObject({ algorithm: z.enum(boxAlgorithms), nonce: hex(12), text: hex(keyLength), tag: hex(16) }),
  cipher: z.enum(ciphers),
  bytes: z.int().min(1),
  sha256: hex(32),
  /** Acts the copy holds: where the journal goes on. */
  position: z.int().min(0),
  digest: z.strictObject({
    migrations: z.array(z.int()),
    tables: z.array(z.strictObject({ table: z.string(), rows: z.int(), sha256: hex(32) })),
    auditSize: z.int(),
    auditHead: z.string(),
    operations: z.int(),
    newestAt: z.string().nullable(),
  }),
  records: z.int(),
  /** The key file as it was: its secrets are wrapped; it is needed when the station's own is damaged. */
  keyFile: z.string(),
  mac: hex(32),
});
export type Manifest = z.output<typeof manifest>;

/** How a manifest is written; any other text of the same meaning was not written here. */
export const manifestText = (content: Manifest): string => `${JSON.stringify(JSON.parse(canonicalText(content)), null, 2)}\n`;

/** Undefined for a text that is no manifest as this program writes it. */
export function readManifest(text: string): Manifest | undefined {
  try {
    const read = manifest.parse(JSON.parse(text));
    return manifestText(read) === text ? read : undefined;
  } catch {
    return undefined;
  }
}

type Sealing = Pick<Manifest, 'name' | 'replicaId' | 'zone' | 'suite' | 'generation'>;

const boundTo = ({ name, replicaId, zone, generation }: Sealing): Uint8Array => canonicalBytes(['backup/v1', name, replicaId, zone, generation]);

/** Wraps the key of a copy; it opens only for this backup of this station. */
export const sealCopyKey = (backupKey: Uint8Array, of: Sealing, copyKey: Uint8Array): Manifest['key'] & SealedBox =>
  suites[of.suite].seal(backupKey, copyKey, boundTo(of));

/** Undefined when the backup was not made with this key. */
export const openCopyKey = (backupKey: Uint8Array, of: Manifest): Uint8Array | undefined => openBox(backupKey, of.key, boundTo(of));

function codeOf(backupKey: Uint8Array, { mac: _mac, ...content }: Omit<Manifest, 'mac'> & { mac?: string }): Uint8Array {
  const suite = suites[content.suite];
  const key = suite.hkdf(backupKey, utf8(content.replicaId), 'backup manifest/v1', keyLength);
  return suite.hmac(key, joinBytes(utf8('drc-backup/1\n'), canonicalBytes(content)));
}

export const withCode = (backupKey: Uint8Array, content: Omit<Manifest, 'mac'>): Manifest => ({ ...content, mac: toHex(codeOf(backupKey, content)) });

export function isGenuine(backupKey: Uint8Array, of: Manifest): boolean {
  const mac = fromHex(of.mac);
  return mac !== undefined && sameBytes(mac, codeOf(backupKey, of));
}
