// Signed checkpoints as stored: a note that states size and newest link, and the chain's own record that it was signed.

import { readCheckpoint, type Checkpoint, type CheckpointCause } from '#domain/audit/checkpoint.ts';
import { AppError } from '#domain/result.ts';
import { fromHex, toHex, utf8 } from '#crypto/bytes.ts';
import { verifiedText } from '#crypto/signed-note.ts';
import { signatureAlgorithms, type SigningPublicKey, type Suite } from '#crypto/suite.ts';
import type { ReadDb } from '../kernel/database.ts';
import type { Writing } from './act.ts';
import { endOfAudit } from './audit-chain.ts';

export const checkpointed = 'audit.checkpointed';

/** How far the audit has come, and since when no checkpoint was signed. */
export interface AuditState {
  /** Number of the newest record; 0 when there is none. */
  readonly size: number;
  /** Its link, hexadecimal; null when it was made before the chain. */
  readonly head: string | null;
  readonly signed: { readonly size: number; readonly at: string } | null;
}

export function auditState(db: ReadDb): AuditState {
  const { seq, link } = endOfAudit(db);
  const signed = db.get<{ size: number; at: string }>('SELECT size, at FROM audit_checkpoint ORDER BY size DESC LIMIT 1');
  return { size: seq, head: link === null ? null : toHex(link), signed: signed ?? null };
}

/** A note somebody signed, with the key that verifies it. */
export interface SignedCheckpoint {
  readonly note: string;
  readonly signer: SigningPublicKey;
  readonly cause: CheckpointCause;
}

/** What the chain records of a checkpoint: changing the stored note or key then shows. */
export const checkpointDetail = (suite: Suite, { note, signer, cause }: SignedCheckpoint, { size }: Checkpoint): Readonly<Record<string, unknown>> => ({
  size,
  cause,
  algorithm: signer.algorithm,
  key: signer.key,
  note: toHex(suite.hash(utf8(note))),
});

/** Stores a checkpoint. Error `bad_input` when it is not about this chain as it is, or its signature is not good. */
export function storeCheckpoint({ db }: Writing, signed: SignedCheckpoint): Checkpoint {
  const checkpoint = checkpointIn(signed.note, signed.signer);
  const link = checkpoint === undefined ? undefined : db.get<{ link: Uint8Array }>('SELECT link FROM audit WHERE audit_seq = ?', [checkpoint.size])?.link;
  if (checkpoint === undefined || link === undefined || toHex(link) !== checkpoint.head) {
    throw new AppError('bad_input', '审计检查点与审计链不符，没有保存。请重新登录后再试。');
  }
  db.run('INSERT INTO audit_checkpoint (size, head, at, cause, algorithm, public_key, note) VALUES (?, ?, ?, ?, ?, ?, ?)', [
    checkpoint.size,
    link,
    checkpoint.at,
    signed.cause,
    signed.signer.algorithm,
    signed.signer.key,
    signed.note,
  ]);
  return checkpoint;
}

export interface CheckpointRow {
  readonly size: number;
  readonly head: Uint8Array;
  readonly at: string;
  readonly cause: CheckpointCause;
  readonly algorithm: string;
  readonly public_key: string;
  readonly note: string;
}

export const checkpointRows = (db: ReadDb): CheckpointRow[] =>
  db.all('SELECT size, head, at, cause, algorithm, public_key, note FROM audit_checkpoint ORDER BY size');

/** A stored checkpoint whose note is signed and says what the row says; undefined when anything was changed. */
export function soundCheckpoint(row: CheckpointRow): { readonly checkpoint: Checkpoint; readonly signed: SignedCheckpoint } | undefined {
  const algorithm = signatureAlgorithms.find((each) => each === row.algorithm);
  if (algorithm === undefined || fromHex(row.public_key) === undefined) return undefined;
  const signer = { algorithm, key: row.public_key };
  const checkpoint = checkpointIn(row.note, signer);
  if (checkpoint === undefined || checkpoint.size !== row.size || checkpoint.at !== row.at || checkpoint.head !== toHex(row.head)) return undefined;
  return { checkpoint, signed: { note: row.note, signer, cause: row.cause } };
}

function checkpointIn(note: string, signer: SigningPublicKey): Checkpoint | undefined {
  const text = verifiedText(note, signer);
  return text === undefined ? undefined : readCheckpoint(text);
}
