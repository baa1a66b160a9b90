// What the recogniser is asked about a file: the library's fields, and how regions are read from text.

import { resolveRegion } from '#domain/codes/region.ts';
import { resolveZone } from '#domain/codes/zone.ts';
import { importTargets } from '#domain/dictionary/import-targets.ts';
import { library } from '#domain/dictionary/index.ts';
import { recordIdHeader } from '#domain/dictionary/record-id-column.ts';
import type { SheetOverride, UnderstandOptions } from '#domain/tabular/understand/index.ts';

/** Plain data: it is sent to the parser process, which derives the rest from the dictionary itself. */
export interface RecognitionRequest {
  readonly database: string;
  readonly sheet: string | null;
  readonly year: number | null;
  readonly today: string;
  readonly overrides: readonly SheetOverride[];
}

export function recognitionOptions({ database, sheet, year, today, overrides }: RecognitionRequest): UnderstandOptions {
  return {
    targets: [...importTargets(library(database)), { id: 'id', label: recordIdHeader, aliases: [], kind: 'text' }],
    ...(sheet === null ? {} : { sheet }),
    ...(year === null ? {} : { year }),
    today,
    overrides,
    parseCode: {
      region_code: (text) => resolveRegion(text, today)?.district.code,
      zone_code: (text) => resolveZone(text)?.code,
    },
  };
}
