// Tables on the clipboard: the tab-separated text that Excel and WPS write and read.

const needsQuotes = /["\t\r\n]/;

/** Rows as clipboard text; cells with tabs or line breaks are quoted as Excel quotes them. */
export function toTabSeparated(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map((cell) => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\r\n');
}

/** Clipboard text as rows; the line break that Excel adds at the end is no row. */
export function fromTabSeparated(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    const { cell, end } = text[at] === '"' ? readQuoted(text, at) : readBare(text, at);
    cells.push(cell);
    const separator = text[end];
    if (separator === '\t') {
      at = end + 1;
      continue;
    }
    rows.push(cells);
    cells = [];
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (at >= text.length) break;
  }
  return rows;
}

function readBare(text: string, start: number): { cell: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== '\t' && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { cell: text.slice(start, end), end };
}

/** A quote opens a quoted cell only when a matching one closes it before a separator; else it is an ordinary sign. */
function readQuoted(text: string, start: number): { cell: string; end: number } {
  let at = start + 1;
  let cell = '';
  while (at < text.length) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else {
      const next = text[at + 1];
      return next === undefined || next === '\t' || next === '\n' || next === '\r' ? { cell, end: at + 1 } : readBare(text, start);
    }
    at += 1;
  }
  return readBare(text, start);
}
