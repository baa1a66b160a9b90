// The plan year a table speaks about: from its title, else from its headers, else the year chosen for the import.

import { squeeze } from './cell-text.ts';

export interface TableYear {
  /** The one year the title (or the sheet's name) states. */
  readonly title: number | null;
  /** The year that 「本年」 means in this table's headers and month-only dates. */
  readonly base: number | undefined;
}

/** Years in a text; the year of a document number 〔2022〕9号 is not what the table is about. */
function yearsIn(text: string): number[] {
  const bare = squeeze(text).replace(/[〔[(【]20\d{2}[〕\])】]\d*号?/g, '');
  return [...bare.matchAll(/(?<!\d)(20\d{2})(?!\d)/g)].map((match) => Number(match[1]));
}

export function tableYear(titles: readonly string[], sheetName: string, headers: readonly string[], chosen: number | undefined): TableYear {
  const stated = new Set(titles.flatMap(yearsIn));
  if (stated.size === 0) for (const year of yearsIn(sheetName)) stated.add(year);
  const [only] = stated;
  if (stated.size === 1 && only !== undefined) return { title: only, base: only };
  const planned = headers.filter((header) => /计划|目标|任务|安排/.test(header)).flatMap(yearsIn);
  const base = planned.length > 0 ? Math.max(...planned) : undefined;
  const title = stated.size > 1 ? Math.max(...stated) : null;
  return { title: chosen !== undefined && stated.has(chosen) ? chosen : title, base: base ?? chosen };
}
