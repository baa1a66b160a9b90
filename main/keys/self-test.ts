// Every algorithm against its published answer, once, before anything is opened.

import { selfTest } from '#crypto/self-test.ts';
import { stretchingSelfTest } from './stretching.ts';

let passed: Promise<void> | undefined;

/** Error `crypto_self_test`: nothing may be opened then. Runs once per program. */
export function requireRightAlgorithms(): Promise<void> {
  passed ??= testAll();
  return passed;
}

async function testAll(): Promise<void> {
  selfTest();
  await stretchingSelfTest();
}
