// One text for one value (RFC 8785), so that what is signed, hashed or bound does not depend on who wrote the JSON.

import canonicalize from 'canonicalize';
import { utf8 } from './bytes.ts';

/** Properties that are undefined are left out, as JSON does. Throws on what JSON cannot say (NaN, half a surrogate pair, nothing at all). */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('nothing to write canonically');
  return text;
}

export const canonicalBytes = (value: unknown): Uint8Array => utf8(canonicalText(value));
