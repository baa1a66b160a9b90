// Every collected spreadsheet handed to the workstation: recognised or refused by name within ten seconds, nothing written.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#domain/result.ts';
import type { ParserReply, ParserRequest } from '#main/tabular/parser-protocol.ts';
import type { Child } from '#main/processes/fork-child.ts';
import { forkParser, type ParserSpawn } from '#main/tabular/parser-spawn.ts';
import { runTask } from '#main/tabular/parser-tasks.ts';
import { readWorkbook } from '#main/tabular/read-workbook.ts';
import { openTestWorkstation, type TestWorkstation } from '../cli/test-workstation.ts';

const folder = join(import.meta.dirname, '../../../shared/data/spreadsheets');
const present = existsSync(join(folder, 'manifest.json'));

interface Manifest {
  readonly public_files: readonly { readonly file: string; readonly expected: 'reads' | 'clear-error' | 'reads-or-clear-error' }[];
}
const manifest: Manifest = present ? (JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest) : { public_files: [] };
const expectations = new Map(manifest.public_files.map(({ file, expected }) => [file, expected]));
const files = present ? ['files', 'constructed'].flatMap((part) => readdirSync(join(folder, part)).map((name) => `${part}/${name}`)) : [];
/** Told by three independent readers; the reader's own test has also put the refused ones through the real process. */
const harmless = new Set(files.filter((file) => expectations.get(file) === 'reads' || expectations.get(file) === 'clear-error').map((file) => basename(file)));

/** A valid flat OpenDocument file; the collection's readers of the time could not read that format, we can. */
const readBeyondExpectation = new Set(['files/sheetjs__LO7322.fods']);

const limitMs = 10_000;

/** Files known to be harmless are read in this process, which saves two minutes; all others in the real one. */
const spawnParser: ParserSpawn = (entry, memoryMb) => {
  const listeners: ((message: unknown) => void)[] = [];
  const ends: ((detail: string) => void)[] = [];
  let child: Child | undefined;
  return {
    // Known only after the request came: the memory watch asks again each time.
    get pid() {
      return child?.pid;
    },
    post(message) {
      const request = message as ParserRequest;
      const tell = (reply: unknown): void => {
        for (const listener of listeners) listener(reply);
      };
      if (harmless.has(request.fileName)) {
        void answerHere(request).then(tell);
        return;
      }
      child = forkParser(entry, memoryMb);
      child.onMessage(tell);
      child.onEnd((detail) => {
        for (const end of ends) end(detail);
      });
      child.post(request);
    },
    onMessage: (listener) => void listeners.push(listener),
    onEnd: (listener) => void ends.push(listener),
    kill: () => child?.kill(),
  };
};

async function answerHere({ bytes, fileName, task }: ParserRequest): Promise<ParserReply> {
  try {
    return { ok: true, value: runTask(await readWorkbook(bytes, fileName), task, fileName) };
  } catch (error) {
    return { ok: false, error: error instanceof AppError ? error.toJSON() : { code: 'internal', message: String(error) } };
  }
}

describe.skipIf(!present)('collected spreadsheets (needs ../shared/data)', () => {
  let workstation: TestWorkstation;
  beforeAll(async () => {
    workstation = await openTestWorkstation({ spawnParser });
  });
  afterAll(() => workstation.close());

  it.concurrent.each(files)('%s', async (file) => {
    const { client } = workstation;
    const put = await client.call('file.put', { name: basename(file), bytes: new Uint8Array(readFileSync(join(folder, file))) });
    if (!put.ok) throw new Error(put.error.message);
    const before = performance.now();
    const result = await client.call('import.inspect', { handle: put.value.handle, database: 'key' });
    // The time to start a process on a busy machine is not the reader's.
    expect(performance.now() - before).toBeLessThan(limitMs + 5000);
    const expected = expectations.get(file);
    if (expected === 'clear-error' && !readBeyondExpectation.has(file)) expect(result.ok).toBe(false);
    if (result.ok) {
      const { accepted, rejected, projects, sheets, problems } = result.value;
      expect(accepted + rejected).toBe(projects.length);
      // A workbook without any list says so.
      if (projects.length === 0 && sheets.length > 0) expect(problems.length).toBeGreaterThan(0);
    } else {
      expect(result.error.code).toMatch(/^(?:not_a_spreadsheet|spreadsheet_(?:encrypted|damaged|hostile|unsupported|too_large|timeout))$/);
      expect(result.error.message).toMatch(/没有写入任何数据|未写入任何数据/);
      if (expected === 'reads') expect(result.error.code).toBe('not_a_spreadsheet');
    }
  });

  it('leaves the replica as it was', async () => {
    expect((await workstation.ask('library.summary', {})).libraries.filter(({ count }) => count > 0)).toEqual([]);
    expect(await workstation.ask('batch.list', {})).toEqual({ batches: [] });
    expect((await workstation.ask('session.state', {})).dataDate).toBeNull();
    expect(workstation.unexpected).toEqual([]);
  });
});
