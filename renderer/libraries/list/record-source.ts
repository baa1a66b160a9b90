// Where the rows of a library's list come from.

import type { GridSource } from '../../ui/grid/grid-column.ts';
import { call } from '../../api/workstation.ts';

/** The records of one library, as the grid asks for them. */
export function recordSource(database: string): GridSource {
  return {
    page: (question, signal) => call('record.list', { database, ...question }, { signal }),
    async ids(question) {
      const result = await call('record.ids', { database, ...question });
      return result.ok ? { ok: true, value: result.value.ids } : result;
    },
    totals: (ids, signal) => call('record.totals', { database, ids: [...ids] }, { signal }),
    async values(field, contains, signal) {
      const result = await call('record.values', { database, field, contains, limit: 200 }, { signal });
      return result.ok ? { ok: true, value: result.value.values } : result;
    },
  };
}
