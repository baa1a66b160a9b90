// Published lists, forms and policy documents carry no marks of state secrets: whatever is found in them is a false alarm.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findMarking, findMarkingInFileName, type Marking } from '#domain/secrecy/markings.ts';
import { readWorkbook } from '#main/tabular/read-workbook.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const lists = join(data, 'project-lists');
const documents = join(data, 'policy/documents.jsonl');

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) yield* textsIn(part);
}

const alarms = (texts: Iterable<string>): [text: string, marking: Marking][] =>
  [...texts].flatMap((text) => {
    const marking = findMarking(text);
    return marking === undefined ? [] : [[text.slice(0, 60), marking]];
  });

describe.skipIf(!existsSync(lists))('published project lists (needs ../shared/data)', () => {
  const files = existsSync(lists) ? readdirSync(lists).filter((name) => /\.(?:xlsx?|ods|csv)$/.test(name)) : [];

  it.each(files)('%s raises no false alarm', async (name) => {
    const workbook = await readWorkbook(new Uint8Array(readFileSync(join(lists, name))), name);
    expect(findMarkingInFileName(name)).toBeUndefined();
    expect(alarms(textsIn(workbook.sheets.map((sheet) => [sheet.name, sheet.rows])))).toEqual([]);
  });
});

describe.skipIf(!existsSync(documents))('policy documents (needs ../shared/data)', () => {
  it('speak of secrets without being taken for one', () => {
    const texts = readFileSync(documents, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => [...textsIn(JSON.parse(line))]);
    expect(texts.filter((text) => text.includes('密')).length).toBeGreaterThan(20);
    expect(alarms(texts)).toEqual([]);
  });
});
