// Tests of noticing that the end of an xls is missing.

import { describe, expect, it } from 'vitest';
import { isCutOff } from './xls-container.ts';

/** A compound file of six sectors: sector 0 is the allocation table, 1 → 2 → 5 is a chain, 3 and 4 are free. */
function compound(): Buffer {
  const bytes = Buffer.alloc(512 * 7);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 44);
  bytes.fill(0xff, 76, 512);
  bytes.writeUInt32LE(0, 76);
  bytes.fill(0xff, 512, 1024);
  for (const [sector, next] of [
    [0, 0xfffffffd],
    [1, 2],
    [2, 5],
    [5, 0xfffffffe],
    // Filler of some writers beyond the end of the file.
    [100, 0xfffffffe],
  ] as const) {
    bytes.writeUInt32LE(next, 512 + sector * 4);
  }
  return bytes;
}

describe('isCutOff', () => {
  it('takes a whole compound file, and one without the padding of its last sector', () => {
    expect(isCutOff(compound())).toBe(false);
    expect(isCutOff(compound().subarray(0, 512 * 6 + 10))).toBe(false);
  });

  it('notices a missing sector of a chain, and a missing allocation table', () => {
    expect(isCutOff(compound().subarray(0, 512 * 6))).toBe(true);
    expect(isCutOff(compound().subarray(0, 800))).toBe(true);
  });

  it('wants the end record of a file from before compound files', () => {
    const records = Buffer.from([0x09, 0x00, 0x04, 0x00, 0x02, 0x00, 0x10, 0x00, 0x0a, 0x00, 0x00, 0x00]);
    expect(isCutOff(records)).toBe(false);
    expect(isCutOff(records.subarray(0, 8))).toBe(true);
  });
});
