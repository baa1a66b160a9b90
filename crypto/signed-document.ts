// Documents signed by one or several keys: canonical JSON without its signatures, then the signatures.

import { fromHex, joinBytes, toHex, utf8 } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import type { PublicKey, SigningKey, SigningPublicKey } from './suite.ts';
import { isSignedBy, suiteOf } from './suites.ts';

export interface DocumentSignature {
  readonly key_id: string;
  readonly algorithm: SigningPublicKey['algorithm'];
  /** Hexadecimal. */
  readonly value: string;
}

export type Signed<Document extends object> = Document & { readonly signatures: readonly DocumentSignature[] };

/** Keeps signatures over documents apart from signatures over anything else. */
const purpose = utf8('drc-signed-document/1\n');

function signedBytes(document: object): Uint8Array {
  const { signatures: _signatures, ...content } = document as { signatures?: unknown };
  return joinBytes(purpose, canonicalBytes(content));
}

/** Short name of a public key: the first 16 bytes of the hash over algorithm and key. */
export const keyIdOf = (key: PublicKey): string =>
  toHex(
    suiteOf(key)
      .hash(utf8(`${key.algorithm}:${key.key}`))
      .subarray(0, 16),
  );

/** The signature of one key over a document; signatures already on it are not part of what is signed. */
export function signatureOver(document: object, signer: SigningKey): DocumentSignature {
  const { algorithm } = signer.public;
  return { key_id: keyIdOf(signer.public), algorithm, value: toHex(suiteOf(signer.public).sign(signer, signedBytes(document))) };
}

/** The document with the signature of every signer; signatures it already has are kept. */
export function signDocument<Document extends object>(document: Document, signers: readonly SigningKey[]): Signed<Document> {
  const before = (document as { signatures?: readonly DocumentSignature[] }).signatures ?? [];
  return { ...document, signatures: [...before, ...signers.map((signer) => signatureOver(document, signer))] };
}

/** Ids of the trusted keys whose signature on the document is good, each once. Signatures of other keys and bad ones count for nothing. */
export function verifyDocument(document: Signed<object>, trusted: readonly SigningPublicKey[]): string[] {
  const message = signedBytes(document);
  const good = trusted.filter((key) => {
    const id = keyIdOf(key);
    return document.signatures.some(({ key_id, algorithm, value }) => {
      const signature = fromHex(value);
      return key_id === id && algorithm === key.algorithm && signature !== undefined && isSignedBy(key, message, signature);
    });
  });
  return [...new Set(good.map(keyIdOf))];
}
