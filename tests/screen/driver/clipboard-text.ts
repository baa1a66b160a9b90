// Reads what a list puts on the clipboard the way a spreadsheet does: quoted cells may hold tabs and line breaks.

import { parse } from 'csv-parse/sync';

export function fromTabSeparated(text: string): readonly (readonly string[])[] {
  return parse(text, { delimiter: '\t', relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
}
