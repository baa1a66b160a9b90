// A workstation in this process on a data folder of its own, called through its contract.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkstationClient, type WorkstationClient, type WorkstationContract } from '#domain/contract/index.ts';
import type { Row } from '#domain/contract/query.ts';
import type { ImportReport } from '#domain/contract/import.ts';
import { createChannelPair } from '#domain/rpc/memory-channel.ts';
import type { InputOf, OutputOf, ProcedureName } from '#domain/rpc/define.ts';
import type { AppErrorShape } from '#domain/result.ts';
import { serveHost, type HostStart } from '#main/hosts/host-parts.ts';
import { openWorkstation } from '#main/workstation.ts';

/** Meets the rules of a new station. */
export const testPassword = '测试Kou-ling-2026';

// The user's own directory on this computer, for this run of tests and the programs it starts: the real one stays as it is.
process.env['WS_PROFILE_DIR'] ??= mkdtempSync(join(tmpdir(), 'ws-profile-'));

export interface TestWorkstation {
  readonly dataDir: string;
  /** The application as its host has it. */
  readonly host: Awaited<ReturnType<typeof openWorkstation>>;
  readonly client: WorkstationClient;
  /** The answer; a refusal fails the test with its code and sentence. */
  readonly ask: <K extends ProcedureName<WorkstationContract>>(name: K, input: InputOf<WorkstationContract, K>) => Promise<OutputOf<WorkstationContract, K>>;
  /** The refusal; an answer fails the test. */
  readonly refusal: <K extends ProcedureName<WorkstationContract>>(name: K, input: InputOf<WorkstationContract, K>) => Promise<AppErrorShape>;
  readonly importFile: (
    file: { readonly name: string; readonly bytes: Uint8Array },
    request: { readonly database: string; readonly year?: number; readonly sheet?: string; readonly commit?: boolean },
  ) => Promise<ImportReport>;
  /** Errors nobody foresaw; empty in every good test. */
  readonly unexpected: readonly unknown[];
  /** Ends the program and leaves the folder. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A field of a record that must hold a text. */
export function textIn(row: Row, field: string): string {
  const value = row[field];
  if (typeof value !== 'string') throw new Error(`${field} holds no text`);
  return value;
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'ws-test-'));

/** Opens a workstation with a fresh, unlocked office replica; `dataDir` given, whatever is in there. */
export async function openTestWorkstation({
  dataDir: given,
  ...spawns
}: { readonly dataDir?: string } & Pick<HostStart, 'spawnParser' | 'spawnDatabase' | 'profileDir' | 'clocks'> = {}): Promise<TestWorkstation> {
  const dataDir = given ?? newFolder();
  const unexpected: unknown[] = [];
  const host = await openWorkstation({
    dataDir,
    demo: null,
    calibration: 'floor',
    ...spawns,
    log: (level, _event, fields) => void (level === 'error' && unexpected.push(fields)),
  });
  const [near, far] = createChannelPair();
  serveHost(host, far, (level, _event, fields) => void (level === 'error' && unexpected.push(fields)));
  const client = createWorkstationClient(near);
  const ask: TestWorkstation['ask'] = async (name, input) => {
    const result = await client.call(name, input);
    if (result.ok) return result.value;
    throw new Error(
      `${name}: ${result.error.code} ${result.error.message} ${JSON.stringify(result.error.details ?? {})} ${unexpected.map((fields) => JSON.stringify(fields, (_key, value: unknown) => (value instanceof Error ? value.stack : value))).join('\n')}`,
    );
  };
  if (given === undefined) await ask('session.create', { user: '测试员', unit: '测试单位', password: testPassword });
  const stop = async (): Promise<void> => {
    near.close();
    await host.close();
  };
  return {
    dataDir,
    host,
    client,
    ask,
    unexpected,
    refusal: async (name, input) => {
      const result = await client.call(name, input);
      if (result.ok) throw new Error(`${name} was not refused`);
      return result.error;
    },
    importFile: async ({ name, bytes }, { database, year = null, sheet = null, commit = false }) => {
      const { handle } = await ask('file.put', { name, bytes });
      return ask(commit ? 'import.commit' : 'import.inspect', { handle, database, year, sheet });
    },
    stop,
    close: async () => {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
