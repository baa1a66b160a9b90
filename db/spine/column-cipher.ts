// Encrypts single columns: a value is bound to its table, column and row, and equal values can be found without being read.

import type Database from 'better-sqlite3';
import { AppError } from '#domain/result.ts';
import { toHex, utf8 } from '#crypto/bytes.ts';
import { boxAlgorithms, keyLength, type SealedBox, type Suite, type SuiteId } from '#crypto/suite.ts';
import { suiteOf } from '#crypto/suites.ts';
import { identityOf, type ReadDb } from '../kernel/database.ts';

/** Where a value stands. `row` is the global identifier of its record, which no other row of the table has. */
export interface ColumnPlace {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

const marker = 'sealed';
const none = new Uint8Array(0);

/** Whether a stored text is sealed. No number a person types contains colons and this word. */
export const isSealed = (stored: unknown): stored is string => typeof stored === 'string' && stored.startsWith(`${marker}:`);

export class ColumnCipher {
  readonly #suite: Suite;
  readonly #fieldKey: Uint8Array;
  readonly #sealing = new Map<Suite, Uint8Array>();
  readonly #indexing: Uint8Array;

  /** `fieldKey` has 32 bytes. The suite is that of new values and of the blind index; values sealed by the other suite stay readable. */
  constructor(suite: Suite, fieldKey: Uint8Array) {
    this.#suite = suite;
    this.#fieldKey = fieldKey;
    this.#indexing = suite.hkdf(fieldKey, none, 'column/v1 blind index', keyLength);
  }

  /** Of new values. */
  get suite(): SuiteId {
    return this.#suite.id;
  }

  #sealingKey(suite: Suite): Uint8Array {
    let key = this.#sealing.get(suite);
    if (key === undefined) {
      key = suite.hkdf(this.#fieldKey, none, 'column/v1 sealing', keyLength);
      this.#sealing.set(suite, key);
    }
    return key;
  }

  /** The text the column holds. Sealing twice gives two texts. */
  seal(place: ColumnPlace, clear: string): string {
    const { algorithm, nonce, text, tag } = this.#suite.seal(this.#sealingKey(this.#suite), utf8(clear), bindingOf(place));
    return [marker, algorithm, nonce, text, tag].join(':');
  }

  /** Error `replica_damaged` when the text was not sealed with this key for this very place. */
  open(place: ColumnPlace, sealed: string): string {
    const box = boxIn(sealed);
    const clear = box === undefined ? undefined : suiteOf(box).open(this.#sealingKey(suiteOf(box)), box, bindingOf(place));
    if (clear === undefined) {
      throw new AppError('replica_damaged', '一项个人信息无法解密：密钥不符，或数据在存放后被改动、移动过。没有显示任何内容，请联系系统管理员核验副本。', {
        ...place,
      });
    }
    return new TextDecoder().decode(clear);
  }

  /** The same for equal values of one column, and of no use without the key. 128 bits, hexadecimal. */
  blindIndex({ table, column }: Pick<ColumnPlace, 'table' | 'column'>, clear: string): string {
    return toHex(this.#suite.hmac(this.#indexing, utf8(`${table}\n${column}\n${clear}`)).subarray(0, 16));
  }
}

const bindingOf = ({ table, column, row }: ColumnPlace): Uint8Array => utf8(`column/v1\n${table}\n${column}\n${row}`);

function boxIn(sealed: string): SealedBox | undefined {
  const [mark, named, nonce, text, tag, ...rest] = sealed.split(':');
  const algorithm = boxAlgorithms.find((known) => known === named);
  if (mark !== marker || algorithm === undefined || nonce === undefined || text === undefined || tag === undefined || rest.length > 0) return undefined;
  return { algorithm, nonce, text, tag };
}

const ciphers = new WeakMap<object, ColumnCipher>();

/** Gives a connection the cipher of its personal columns. */
export function useCipher(connection: Database.Database, cipher: ColumnCipher): void {
  ciphers.set(connection, cipher);
}

export function columnCipherOf(db: ReadDb): ColumnCipher {
  const cipher = ciphers.get(identityOf(db));
  if (cipher === undefined) throw new Error('this connection was not given a column key: call openColumns first');
  return cipher;
}
