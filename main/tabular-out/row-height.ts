// How high a row must be for its wrapped text: WPS and LibreOffice do not work it out when they open a file.

const LINE_POINTS = 15;
const PADDING_POINTS = 3;
/** Excel's limit. */
const MAX_POINTS = 409;

/** Height in points of a row with this many lines of body text. */
export const rowHeight = (lines: number): number => Math.min(lines * LINE_POINTS + PADDING_POINTS, MAX_POINTS);

/** Lines a text takes in a column of `width` characters; a Chinese character is two wide. An estimate on the safe side. */
export function wrappedLines(text: string, width: number): number {
  if (text.length * 2 < width && !text.includes('\n')) return 1;
  // One character stays free at the edges of a cell.
  const usable = Math.max(width - 1, 2);
  let lines = 0;
  for (const line of text.split('\n')) lines += Math.max(Math.ceil(displayWidth(line) / usable), 1);
  return lines;
}

function displayWidth(line: string): number {
  let width = 0;
  for (let index = 0; index < line.length; index++) width += line.charCodeAt(index) < 0x1100 ? 1 : 2;
  return width;
}
