// The key of the personal columns: made once, kept in the replica sealed under the column key, and sealed anew when that changes.

import type Database from 'better-sqlite3';
import { AppError } from '#domain/result.ts';
import { utf8 } from '#crypto/bytes.ts';
import { boxAlgorithms, keyLength, type SealedBox, type Suite, type SuiteId } from '#crypto/suite.ts';
import { openBox, suites } from '#crypto/suites.ts';
import { wrap, type ReadDb, type WriteDb } from '../kernel/database.ts';
import { ColumnCipher, useCipher } from './column-cipher.ts';

/** The column key of a key file, with the suite its objects are made with. */
export interface ColumnKey {
  readonly suite: Suite;
  readonly key: Uint8Array;
}

/** The column key of a replica whose key file has none of its own; no stronger than the key of the file. */
export const columnKeyFromFileKey = (suite: Suite, fileKey: Uint8Array): ColumnKey => ({
  suite,
  key: suite.hkdf(fileKey, new Uint8Array(32), 'column/v1 without a key of its own', keyLength),
});

interface StoredKey {
  readonly suite: SuiteId;
  readonly sealed: string;
}

const purpose = utf8('field-key/v1');
const storedKey = (db: ReadDb): StoredKey | undefined => db.get<StoredKey>('SELECT suite, sealed FROM field_key');
const sealedBy = ({ suite, key }: ColumnKey, fieldKey: Uint8Array): string => JSON.stringify(suite.seal(key, fieldKey, purpose));

/** Whether the personal columns of this replica are sealed. */
export const hasFieldKey = (db: ReadDb): boolean => storedKey(db) !== undefined;

/** Makes the key of a replica that has none yet. */
export function createFieldKey(db: WriteDb, columnKey: ColumnKey): void {
  const { suite } = columnKey;
  db.run('INSERT INTO field_key (field_key_no, suite, sealed) VALUES (1, ?, ?)', [suite.id, sealedBy(columnKey, suite.random(keyLength))]);
}

/** Gives the connection the cipher of its personal columns. Error `replica_damaged` when the column key is not the one it was sealed with. */
export function openColumns(connection: Database.Database, columnKey: Uint8Array): ColumnCipher {
  const { suite, fieldKey } = readFieldKey(wrap(connection), columnKey);
  const cipher = new ColumnCipher(suites[suite], fieldKey);
  useCipher(connection, cipher);
  return cipher;
}

/** A new column key for the same personal columns: nothing but the one row changes. Error as `openColumns`. */
export function rewrapFieldKey(db: WriteDb, from: Uint8Array, to: ColumnKey): void {
  const { fieldKey } = readFieldKey(db, from);
  db.run('UPDATE field_key SET sealed = ?', [sealedBy(to, fieldKey)]);
}

/** New values are sealed and indexed by this suite from now on; what is there has to be sealed anew in the same act. */
export function chooseSuite(db: WriteDb, suite: Suite): void {
  db.run('UPDATE field_key SET suite = ?', [suite.id]);
}

function readFieldKey(db: ReadDb, columnKey: Uint8Array): { suite: SuiteId; fieldKey: Uint8Array } {
  const stored = storedKey(db);
  const box = stored === undefined ? undefined : boxOf(stored.sealed);
  const fieldKey = box === undefined ? undefined : openBox(columnKey, box, purpose);
  if (stored === undefined || fieldKey?.length !== keyLength) {
    throw new AppError('replica_damaged', '个人信息的密钥与副本不符，副本没有打开，数据没有改动。请用备份恢复，或联系系统管理员。', { part: 'field_key' });
  }
  return { suite: stored.suite, fieldKey };
}

function boxOf(text: string): SealedBox | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { algorithm: named, nonce, text: sealed, tag } = value as Readonly<Record<string, unknown>>;
  const algorithm = boxAlgorithms.find((known) => known === named);
  if (algorithm === undefined || typeof nonce !== 'string' || typeof sealed !== 'string' || typeof tag !== 'string') return undefined;
  return { algorithm, nonce, text: sealed, tag };
}
