// A sealed box taken apart, with the exact lengths both suites use.

import { fromHex } from './bytes.ts';
import type { SealedBox } from './suite.ts';

export const nonceLength = 12;
export const tagLength = 16;

/** Undefined unless algorithm and lengths are the right ones: a shortened tag would be cheaper to forge. */
export function boxParts(box: SealedBox, wanted: SealedBox['algorithm']): { nonce: Uint8Array; text: Uint8Array; tag: Uint8Array } | undefined {
  const [nonce, text, tag] = [box.nonce, box.text, box.tag].map(fromHex);
  if (box.algorithm !== wanted || nonce?.length !== nonceLength || text === undefined || tag?.length !== tagLength) return undefined;
  return { nonce, text, tag };
}
