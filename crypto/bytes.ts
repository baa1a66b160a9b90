// Bytes to hexadecimal text and back, joined, compared and forgotten.

import { timingSafeEqual } from 'node:crypto';

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

/** Bytes of a hexadecimal text; undefined when it is not one. */
export function fromHex(text: string): Uint8Array | undefined {
  return text.length % 2 === 0 && /^[0-9a-f]*$/.test(text) ? new Uint8Array(Buffer.from(text, 'hex')) : undefined;
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** In constant time for equal lengths. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

/** Overwrites secrets that are no longer needed. */
export function forget(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}
