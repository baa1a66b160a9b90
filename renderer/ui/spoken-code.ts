// Codes that people read to each other: groups of five, read in order.

const groupLength = 5;

/** The characters of a code in groups of five, whatever separators it came with. */
export function spokenGroups(code: string): readonly string[] {
  const bare = code.replaceAll(/[^0-9A-Za-z]/g, '').toUpperCase();
  return Array.from({ length: Math.ceil(bare.length / groupLength) }, (_, index) => bare.slice(index * groupLength, (index + 1) * groupLength));
}
