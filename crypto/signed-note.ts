// Signed notes in the manner of C2SP: a short text a person can read, then a line with who signed it.

import { fromHex, joinBytes, toHex } from './bytes.ts';
import { keyIdOf, verifyDocument, type DocumentSignature } from './signed-document.ts';
import type { SigningPublicKey } from './suite.ts';

/** Whoever can sign documents; the private key stays where it is. */
export interface NoteSigner {
  /** Stands in the signature line; no white space and no plus signs. */
  readonly name: string;
  readonly public: SigningPublicKey;
  sign(document: object): DocumentSignature;
}

/** What is signed: the text as the one content of a document, so that no note passes for a document of another kind. */
const documentOf = (text: string): { readonly kind: string; readonly text: string } => ({ kind: 'note', text });

/** Four bytes that tell the keys of one name apart. */
const hintOf = (key: SigningPublicKey): Uint8Array => Buffer.from(keyIdOf(key), 'hex').subarray(0, 4);

/** `text` must end with a line feed and have no empty line. Answers with text, empty line and signature line. */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith('\n') || text.includes('\n\n') || !/^[^\s+]+$/.test(signer.name)) throw new RangeError('not a text for a signed note');
  const signature = fromHex(signer.sign(documentOf(text)).value);
  if (signature === undefined) throw new RangeError('not a signature');
  return `${text}\n— ${signer.name} ${Buffer.from(joinBytes(hintOf(signer.public), signature)).toString('base64')}\n`;
}

/** The text of a note with exactly one signature, which is good under `key`; undefined for anything else. */
export function verifiedText(note: string, key: SigningPublicKey): string | undefined {
  const [, text = '', encoded = ''] = /^([\s\S]*\n)\n— [^\s+]+ ([A-Za-z0-9+/]+=*)\n$/.exec(note) ?? [];
  const bytes = new Uint8Array(Buffer.from(encoded, 'base64'));
  const hint = hintOf(key);
  // One way to write a signature, or two notes would say the same.
  if (text === '' || Buffer.from(bytes).toString('base64') !== encoded || hint.some((byte, index) => bytes[index] !== byte)) return undefined;
  const signature = { key_id: keyIdOf(key), algorithm: key.algorithm, value: toHex(bytes.subarray(hint.length)) };
  return verifyDocument({ ...documentOf(text), signatures: [signature] }, [key]).length === 1 ? text : undefined;
}
