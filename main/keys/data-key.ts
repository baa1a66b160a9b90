// The data key: what is derived from it, how it is sealed to a person, and how it authenticates the key file.

import { canonicalBytes } from '#crypto/canonical.ts';
import { fromHex, sameBytes, toHex, utf8 } from '#crypto/bytes.ts';
import { keyLength, type SealedBox, type SealedLetter, type SealingKey, type SealingPublicKey, type SuiteId } from '#crypto/suite.ts';
import { openBox, suiteOf, suites } from '#crypto/suites.ts';
import type { KeyFile } from './key-file.ts';

/** A data key with what its descendants depend on. */
export interface DataKey {
  readonly generation: number;
  readonly suite: SuiteId;
  readonly bytes: Uint8Array;
}

const purposes = { database: 'db/v1', audit: 'audit/v1', column: 'column/v1', backup: 'backup/v1', keyFile: 'key-file/v1', earlier: 'earlier/v1' } as const;
export type Purpose = keyof typeof purposes;

/** The key for one purpose, 32 bytes. */
export const derived = ({ suite, bytes }: DataKey, replicaId: string, purpose: Purpose): Uint8Array =>
  suites[suite].hkdf(bytes, utf8(replicaId), purposes[purpose], keyLength);

export const newDataKey = (generation: number, suite: SuiteId): DataKey => ({ generation, suite, bytes: suites[suite].random(keyLength) });

type Header = Pick<KeyFile, 'replicaId' | 'deviceId' | 'zone'>;

/** What a sealed data key is bound to: it opens in no other file, zone or slot. */
const binding = ({ replicaId, deviceId, zone }: Header, userId: string, { generation, suite }: Omit<DataKey, 'bytes'>): Uint8Array =>
  canonicalBytes(['data-key/v2', replicaId, deviceId, zone, userId, generation, suite]);

export const sealDataKey = (header: Header, userId: string, to: SealingPublicKey, key: DataKey): SealedLetter =>
  suiteOf(to).sealTo(to, key.bytes, binding(header, userId, key));

/** Undefined when it was sealed for somebody or something else. */
export function openDataKey(file: KeyFile, userId: string, own: SealingKey, letter: SealedLetter): DataKey | undefined {
  const { generation, suite } = file.database;
  const bytes = suiteOf(letter).openSealed(own, letter, binding(file, userId, { generation, suite }));
  return bytes === undefined ? undefined : { generation, suite, bytes };
}

const earlierBinding = (replicaId: string, generation: number, suite: SuiteId): Uint8Array => canonicalBytes(['earlier/v1', replicaId, generation, suite]);

/** A former data key under the present one. */
export function sealEarlier(replicaId: string, present: DataKey, { generation, suite, bytes }: DataKey): KeyFile['earlier'][number] {
  const key: SealedBox = suites[present.suite].seal(derived(present, replicaId, 'earlier'), bytes, earlierBinding(replicaId, generation, suite));
  return { generation, suite, key };
}

/** All former data keys; undefined when one of them does not open. */
export function openEarlier({ replicaId, earlier }: KeyFile, present: DataKey): DataKey[] | undefined {
  const opened = earlier.flatMap(({ generation, suite, key }) => {
    const bytes = openBox(derived(present, replicaId, 'earlier'), key, earlierBinding(replicaId, generation, suite));
    return bytes === undefined ? [] : [{ generation, suite, bytes }];
  });
  return opened.length === earlier.length ? opened : undefined;
}

function macOf({ mac: _mac, ...content }: Omit<KeyFile, 'mac'> & { mac?: string }, key: DataKey): Uint8Array {
  return suites[key.suite].hmac(derived(key, content.replicaId, 'keyFile'), canonicalBytes(content));
}

/** The file with its authentication. */
export const authenticated = (content: Omit<KeyFile, 'mac'>, key: DataKey): KeyFile => ({ ...content, mac: toHex(macOf(content, key)) });

/** Whether nothing in the file was changed by somebody without the data key. */
export const isAuthentic = (file: KeyFile, key: DataKey): boolean => sameBytes(macOf(file, key), fromHex(file.mac) ?? new Uint8Array(0));
