// Tells whether an xls file is all there: the library reads what is left of a cut file without a word.

const COMPOUND_SIGNATURE = 0xe011cfd0;
const HEADER_BYTES = 512;
/** Sector numbers from here on are marks, not places ([MS-CFB] 2.1). */
const MAX_REGULAR_SECTOR = 0xfffffffa;
/** Places of allocation sectors that fit in the header. */
const HEADER_ALLOCATION_SECTORS = 109;

const EOF_RECORD = 0x0a;

/** True when bytes that the file itself counts on are missing at its end. */
export function isCutOff(bytes: Buffer): boolean {
  return bytes.length >= HEADER_BYTES && bytes.readUInt32LE(0) === COMPOUND_SIGNATURE ? compoundIsCutOff(bytes) : recordsAreCutOff(bytes);
}

/**
 * A compound file is whole when every sector that a chain leads to begins inside the file; its end may lack padding.
 * Ends of chains say nothing: some writers fill the unused rest of the table with them.
 */
function compoundIsCutOff(bytes: Buffer): boolean {
  const sectorSize = 2 ** Math.min(bytes.readUInt16LE(30), 16);
  const startOf = (sector: number): number => HEADER_BYTES + sector * sectorSize;
  const perSector = sectorSize / 4;
  const allocationSectors = Math.min(bytes.readUInt32LE(44), HEADER_ALLOCATION_SECTORS);
  for (let index = 0; index < allocationSectors; index++) {
    const allocation = bytes.readUInt32LE(76 + index * 4);
    if (allocation >= MAX_REGULAR_SECTOR) continue;
    if (startOf(allocation) + sectorSize > bytes.length) return true;
    for (let entry = 0; entry < perSector; entry++) {
      const next = bytes.readUInt32LE(startOf(allocation) + entry * 4);
      if (next < MAX_REGULAR_SECTOR && startOf(Math.max(next, index * perSector + entry)) >= bytes.length) return true;
    }
  }
  return false;
}

/** Excel 2–4 files are one stream of records (number, length, content) that an EOF record ends. */
function recordsAreCutOff(bytes: Buffer): boolean {
  let position = 0;
  while (position + 4 <= bytes.length) {
    if (bytes.readUInt16LE(position) === EOF_RECORD) return false;
    position += 4 + bytes.readUInt16LE(position + 2);
  }
  return true;
}
