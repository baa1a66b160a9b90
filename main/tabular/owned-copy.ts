// Frees a piece of text from the larger text it was cut from.

/** A string that does not keep alive the larger string it was cut from (V8 slices share their parent from 13 characters). */
export function ownedCopy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}
