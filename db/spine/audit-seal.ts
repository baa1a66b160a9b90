// The secret that authenticates audit records, and the hashes of the chain made with it.

import type Database from 'better-sqlite3';
import { joinBytes, toHex, utf8 } from '#crypto/bytes.ts';
import type { Suite } from '#crypto/suite.ts';
import { identityOf, type ReadDb } from '../kernel/database.ts';

/** What a connection needs to add to the audit or to judge it. Who knows the key of the file alone cannot make these codes. */
export interface AuditSeal {
  readonly suite: Suite;
  readonly key: Uint8Array;
}

/** The key of a replica whose key file has none of its own; no stronger than the key of the file. */
export const sealFromFileKey = (suite: Suite, fileKey: Uint8Array): AuditSeal => ({
  suite,
  key: suite.hkdf(fileKey, new Uint8Array(32), 'audit/v1 without a key of its own', 32),
});

const seals = new WeakMap<object, AuditSeal>();

/** Says with which key this connection's acts are recorded. Without it nothing can be written. */
export function sealAuditOf(connection: Database.Database, seal: AuditSeal): void {
  seals.set(connection, seal);
}

export function auditSealOf(db: ReadDb): AuditSeal {
  const seal = seals.get(identityOf(db));
  if (seal === undefined) throw new Error('this connection was not given an audit key: call sealAuditOf first');
  return seal;
}

/** First byte of what is hashed: a hash made for one purpose never passes for one of another (as in RFC 6962). */
const purpose = { leaf: Uint8Array.of(0), link: Uint8Array.of(1), list: Uint8Array.of(2) };

/** What the first link follows. */
export const noLink: Uint8Array = new Uint8Array(32);

/** `H(0x01 ‖ previous link ‖ H(0x00 ‖ record))`. */
export function linkAfter(suite: Suite, previous: Uint8Array, canonical: string): Uint8Array {
  const leaf = suite.hash(joinBytes(purpose.leaf, utf8(canonical)));
  return suite.hash(joinBytes(purpose.link, previous, leaf));
}

const macLabel = utf8('drc-audit/1 link\n');

/** Code of a link, and through it of every record up to it. */
export const macOf = ({ suite, key }: AuditSeal, link: Uint8Array): Uint8Array => suite.hmac(key, joinBytes(macLabel, link));

/** Hash of a list of texts, made entry by entry: `d = H(0x02 ‖ d ‖ text)`. */
export class ListHash {
  count = 0;
  private readonly suite: Suite;
  private digest: Uint8Array = noLink;

  constructor(suite: Suite) {
    this.suite = suite;
  }

  add(text: string): void {
    this.digest = this.suite.hash(joinBytes(purpose.list, this.digest, utf8(text)));
    this.count += 1;
  }

  /** Hexadecimal; null for an empty list. */
  get value(): string | null {
    return this.count === 0 ? null : toHex(this.digest);
  }
}
