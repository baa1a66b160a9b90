// The names Excel gives to columns, blocks and sheets inside a file.

/** Letters of a zero-based column: 0 → A, 26 → AA. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

/** A block such as `B4:D9`; columns are zero-based, rows are the numbers Excel shows. */
export function block(left: number, top: number, right: number, bottom: number): string {
  return `${columnLetters(left)}${top}:${columnLetters(right)}${bottom}`;
}

/** The same, absolute and with its sheet: `'名单'!$B$4:$D$9`. */
export function absoluteBlock(sheet: string, left: number, top: number, right: number, bottom: number): string {
  return `${sheetPrefix(sheet)}$${columnLetters(left)}$${top}:$${columnLetters(right)}$${bottom}`;
}

/** A sheet's name in front of a reference, quoted. */
export const sheetPrefix = (sheet: string): string => `'${sheet.replaceAll("'", "''")}'!`;
