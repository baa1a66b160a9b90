// Signed notes in the manner of C2SP: a short text a person can read, then one line per signature.

import { fromHex, joinBytes, utf8 } from './bytes.ts';
import { international } from './international.ts';
import type { SigningPublicKey } from './suite.ts';
import { isSignedBy } from './suites.ts';

/** Whoever can sign; the private key stays where it is. */
export interface NoteSigner {
  /** Stands in the signature line; no spaces and no plus signs. */
  readonly name: string;
  readonly public: SigningPublicKey;
  sign(message: Uint8Array): Uint8Array;
}

/** Ed25519 has type 1 in C2SP signed-note; types without a number of their own are 255 and a name. */
const keyType: Readonly<Record<SigningPublicKey['algorithm'], Uint8Array>> = {
  ed25519: Uint8Array.of(1),
  'sm2-sm3': joinBytes(Uint8Array.of(255), utf8('sm2-sm3')),
};

/** Four bytes that tell keys of one name apart; always SHA-256, as the format asks. */
function keyHint(name: string, { algorithm, key }: SigningPublicKey): Uint8Array {
  const bytes = fromHex(key);
  if (bytes === undefined) throw new RangeError('not a public key');
  return international.hash(joinBytes(utf8(`${name}\n`), keyType[algorithm], bytes)).subarray(0, 4);
}

/** `text` must end with a line feed and have no empty line. Answers with the note: text, empty line, signature line. */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith('\n') || text.includes('\n\n') || !/^[^\s+]+$/.test(signer.name)) throw new RangeError('not a text for a signed note');
  const signature = joinBytes(keyHint(signer.name, signer.public), signer.sign(utf8(text)));
  return `${text}\n— ${signer.name} ${Buffer.from(signature).toString('base64')}\n`;
}

/** The text of a note with exactly one signature, which is good under `key`; undefined for anything else. */
export function verifiedText(note: string, key: SigningPublicKey): string | undefined {
  const parts = /^([\s\S]*\n)\n— ([^\s+]+) ([A-Za-z0-9+/]+=*)\n$/.exec(note);
  const [, text = '', name = '', encoded = ''] = parts ?? [];
  const signature = new Uint8Array(Buffer.from(encoded, 'base64'));
  if (parts === null || Buffer.from(signature).toString('base64') !== encoded || fromHex(key.key) === undefined) return undefined;
  const hint = keyHint(name, key);
  if (signature.length <= hint.length || hint.some((byte, index) => signature[index] !== byte)) return undefined;
  return isSignedBy(key, utf8(text), signature.subarray(hint.length)) ? text : undefined;
}
