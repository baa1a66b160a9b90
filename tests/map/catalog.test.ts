// The catalog and the folders say the same: ten libraries, five systems, eight functions.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functions } from '#domain/catalog/functions.ts';
import { systems } from '#domain/catalog/systems.ts';
import { libraries, libraryIds } from '#domain/dictionary/index.ts';
import { systemIds } from '#domain/dictionary/libraries/library.ts';

const root = join(import.meta.dirname, '..', '..');

interface Row {
  readonly id: string;
  readonly number: number;
}

const counted = (row: Row): string => `${row.number}-${row.id}`;
const countedTwoDigits = ({ id, number }: Row): string => `${String(number).padStart(2, '0')}-${id}`;

/** Names in a folder without their extension; none when the folder is not there yet. */
function names(folder: string): string[] {
  const path = join(root, folder);
  return existsSync(path) ? readdirSync(path).map((name) => name.replace(/(\.test)?\.ts$/, '')) : [];
}

describe('catalog', () => {
  it.each([
    { what: 'libraries', rows: libraries as readonly Row[], count: 10 },
    { what: 'systems', rows: systems as readonly Row[], count: 5 },
    { what: 'functions', rows: functions as readonly Row[], count: 8 },
  ])('numbers the $count $what in order, each once', ({ rows, count }) => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
  });

  it('keeps libraries and systems in the order of their ids', () => {
    expect(libraries.map(({ id }) => id)).toEqual(libraryIds);
    expect(systems.map(({ id }) => id)).toEqual(systemIds);
  });

  it('has one declaration file per library, and no other numbered file', () => {
    const files = names('domain/dictionary/libraries').filter((name) => /^\d/.test(name));
    expect([...new Set(files)].toSorted()).toEqual(libraries.map(countedTwoDigits).toSorted());
  });

  it.each([
    { folder: 'renderer/systems', rows: systems as readonly Row[] },
    { folder: 'main/systems', rows: systems as readonly Row[] },
    { folder: 'renderer/functions', rows: functions as readonly Row[] },
    { folder: 'main/functions', rows: functions as readonly Row[] },
  ])('has a row for everything in $folder', ({ folder, rows }) => {
    const known = new Set(rows.map(counted));
    expect(names(folder).filter((name) => !known.has(name))).toEqual([]);
  });

  it('says of every library which systems work on it', () => {
    for (const { id, systems: worked } of libraries) {
      expect(worked.length, id).toBeGreaterThan(0);
    }
  });
});
