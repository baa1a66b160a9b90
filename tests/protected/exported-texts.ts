// The texts on the first sheet of an exported workbook, as written.

import { partOf } from '#main/tabular-out/testing/written-workbook.ts';

export const textsIn = (bytes: Uint8Array): string[] =>
  [...partOf(bytes, 'xl/worksheets/sheet1.xml').matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].flatMap(([, text]) => text ?? []);
