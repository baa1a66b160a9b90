// Published lists through the whole workstation: read as their answer key says, written once, found again, taken back.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestWorkstation, type TestWorkstation } from '../cli/test-workstation.ts';

interface KeyFile {
  readonly sheets: readonly {
    readonly sheet: string;
    readonly header_rows: readonly number[];
    readonly projects: readonly { readonly row: number; readonly name: string; readonly total_wan: number | null }[];
  }[];
  readonly project_count: number;
}
interface Key {
  readonly files: Readonly<Record<string, KeyFile>>;
  readonly variants: readonly { readonly file: string; readonly variant_of: string }[];
}

const folder = join(import.meta.dirname, '../../../shared/data/project-lists');
const present = existsSync(join(folder, 'answer-key.json'));
const key: Key = present ? (JSON.parse(readFileSync(join(folder, 'answer-key.json'), 'utf8')) as Key) : { files: {}, variants: [] };
const lists = [...Object.keys(key.files).map((file) => ({ file, of: file })), ...key.variants.map(({ file, variant_of: of }) => ({ file, of }))];

/** The key prints footnote marks, which are kept apart from the name. */
const unmarked = (name: string): string => name.replace(/[★▲]/g, '');
const yuan = (wan: number | null): number | undefined => (wan === null ? undefined : Math.round(wan * 10_000));

describe.skipIf(!present)('published lists (needs ../shared/data)', () => {
  let workstation: TestWorkstation;
  beforeAll(async () => {
    workstation = await openTestWorkstation();
  });
  afterAll(() => workstation.close());

  const count = async (database: string): Promise<number> => (await workstation.ask('record.list', { database, limit: 0 })).total;

  it.each(lists)('$file', async ({ file, of }) => {
    const expected = key.files[of];
    if (expected === undefined) throw new Error(`no key for ${of}`);
    // Notices of the approval platform carry project codes: the library of approvals and filings is theirs.
    const database = of.startsWith('L5') ? 'filing' : 'key';
    const source = { name: file, bytes: new Uint8Array(readFileSync(join(folder, file))) };
    const before = await count(database);

    const rehearsed = await workstation.importFile(source, { database, year: 2026 });
    expect(rehearsed.projects.map(({ row, project_name: name, total_investment: total }) => [row, name, total])).toEqual(
      expected.sheets.flatMap(({ projects }) => projects.map(({ row, name, total_wan: total }) => [row, unmarked(name), yuan(total)])),
    );
    expect(rehearsed.totals).toEqual({
      count: expected.project_count,
      total_investment: expected.sheets.flatMap(({ projects }) => projects).reduce((sum, { total_wan: total }) => sum + (yuan(total) ?? 0), 0),
    });
    expect(await count(database)).toBe(before);

    const written = await workstation.importFile(source, { database, year: 2026, commit: true });
    expect({ ...written, batch: null }).toEqual(rehearsed);
    expect(written.accepted + written.rejected).toBe(expected.project_count);
    expect(written.rejected).toBe(0);
    expect(await count(database)).toBe(before + written.created);

    const again = await workstation.importFile(source, { database, year: 2026, commit: true });
    expect(again).toMatchObject({ created: 0, changed: 0, rejected: 0, unchanged: expected.project_count, batch: null });

    if (written.batch === null) throw new Error('no batch');
    expect((await workstation.ask('batch.undo', { batch: written.batch })).removed).toBe(written.created);
    expect(await count(database)).toBe(before);
    expect((await workstation.ask('search.find', { text: unmarked(expected.sheets[0]?.projects[0]?.name ?? '') })).total).toBe(0);
  });

  it('leaves a sound replica behind', async () => {
    expect(await workstation.ask('replica.verify', {})).toMatchObject({ ok: true });
    expect(workstation.unexpected).toEqual([]);
  });
});
