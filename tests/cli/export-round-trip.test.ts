// What is exported and imported again changes nothing: every field of every library, awkward values included.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '#domain/contract/query.ts';
import { importTargets } from '#domain/dictionary/import-targets.ts';
import { libraries, type Library } from '#domain/dictionary/index.ts';
import { richRecord } from './rich-records.ts';
import { openTestWorkstation, textIn, type TestWorkstation } from './test-workstation.ts';

const variants = 12;

let workstation: TestWorkstation;
beforeAll(async () => {
  workstation = await openTestWorkstation();
});
afterAll(async () => {
  await workstation.close();
});

async function createRich(library: Library): Promise<Row[]> {
  const records: Row[] = [];
  for (let variant = 0; variant < variants; variant += 1) {
    const values = richRecord(library, variant);
    const { problems } = await workstation.ask('record.check', { database: library.id, values });
    // Rules over several fields do not hold for made-up values: what they blame is left empty.
    const blamed = new Set(problems.filter(({ severity }) => severity === 'error').map(({ field }) => field));
    const sound = Object.fromEntries(Object.entries(values).filter(([id]) => !blamed.has(id)));
    records.push((await workstation.ask('record.create', { database: library.id, values: sound })).record);
  }
  return records;
}

describe.each(libraries.map((library) => [library.id, library] as const))('%s', (database, library) => {
  it('comes back from its exported file value by value, and nothing counts as changed', async () => {
    const records = await createRich(library);
    const { bytes, rows } = await workstation.ask('record.export', { database });
    expect(rows).toBe(variants);
    const report = await workstation.importFile({ name: '导出.xlsx', bytes }, { database, commit: true });
    const targets = importTargets(library).map(({ id }) => id);
    const differences = records.flatMap((record) => {
      const read = report.projects.find(({ id }) => id === record['id']);
      return targets.flatMap((id) => {
        const stored = record[id] ?? null;
        const seen = read?.[id] ?? null;
        return JSON.stringify(stored) === JSON.stringify(seen) ? [] : [`${id}: ${JSON.stringify(stored)} → ${JSON.stringify(seen)}`];
      });
    });
    expect([...new Set(differences)]).toEqual([]);
    const changed = await Promise.all(
      report.projects
        .filter(({ outcome }) => outcome !== 'unchanged')
        .map(async (row) => [row['outcome'], (await workstation.ask('record.history', { database, id: textIn(row, 'id') })).entries[0]?.changes]),
    );
    expect(changed).toEqual([]);
    expect(report).toMatchObject({ accepted: variants, rejected: 0, created: 0, changed: 0, unchanged: variants, batch: null });
  });
});
