// Takes out what a keyboard, a PDF or a spreadsheet put into a text without meaning it: widths, dashes, invisible marks.

// Format characters (zero-width, bidi, BOM, soft hyphen) and control characters that are not white space.
const invisible = /\p{Cf}|(?![\t-\r\u0085])\p{Cc}/gu;
const blanks = /[\s\u0085]+/gu;
// Hyphens, en and em dashes, minus signs, box-drawing lines and the katakana long mark: all typed for "-".
const dashes = /[\u02d7\u2010-\u2015\u2043\u2212\u2500\u2501\u2796\u30fc]/gu;
const fullWidthAlphanumeric = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/gu;
// Kangxi radicals, radicals supplement and compatibility ideographs: look like the character, compare unequal.
const lookAlikeIdeograph = /[\u2e80-\u2fd5\uf900-\ufaff]/gu;

const foldCompatible = (match: string): string => match.normalize('NFKC');

/**
 * Normalises running text (names, addresses). Compatibility folding is limited to where it cannot change meaning:
 * full-width letters and digits, radicals, compatibility ideographs. Chinese punctuation, `㎡` and `①` stay.
 * Runs of white space, the ideographic space included, become one blank; the ends are trimmed. Idempotent.
 */
export function normaliseText(text: string): string {
  return text
    .replace(invisible, '')
    .replace(fullWidthAlphanumeric, foldCompatible)
    .replace(lookAlikeIdeograph, foldCompatible)
    .replace(blanks, ' ')
    .trim()
    .normalize('NFC');
}

/**
 * Normalises text that is a code: full NFKC, every dash is `-`, no white space at all, ASCII letters in upper case.
 * Idempotent.
 */
export function normaliseCode(text: string): string {
  return text
    .replace(invisible, '')
    .replace(blanks, '')
    .normalize('NFKC')
    .replace(dashes, '-')
    .replace(/[a-z]/g, (letter) => letter.toUpperCase())
    .replace(blanks, '') // NFKC spells some stand-alone accents with a blank
    .normalize('NFKC');
}
