// A mark on the disk while an import is being written: after a power cut the next person is told what became of it.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from '#domain/rpc/zod.ts';
import { createFileDurably } from '../keys/durable-file.ts';

const markFile = 'import-pending.json';
const mark = z.strictObject({ label: z.string(), at: z.string() });
export type ImportMark = z.output<typeof mark>;

/** Runs `write` with the mark standing; it goes when the outcome is known here. */
export async function markedImport<T>(dataDir: string, { label, at }: ImportMark, write: () => Promise<T>): Promise<T> {
  const path = join(dataDir, markFile);
  rmSync(path, { force: true });
  createFileDurably(path, `${JSON.stringify({ label, at })}\n`);
  const outcome = await write().catch((error: unknown) => {
    // A database that died has not told what became of it: the next sign-in will.
    if (!(error instanceof Error && 'code' in error && (error.code === 'database_stopped' || error.code === 'locked' || error.code === 'replica_damaged')))
      rmSync(path, { force: true });
    throw error;
  });
  rmSync(path, { force: true });
  return outcome;
}

/** The import that was under way when the station stopped; undefined when there was none. Asking takes the mark away. */
export function takeImportMark(dataDir: string): ImportMark | undefined {
  const path = join(dataDir, markFile);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  rmSync(path, { force: true });
  try {
    return mark.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
