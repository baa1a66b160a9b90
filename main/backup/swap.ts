// Puts a restored replica in the place of the old one: after a kill at any step the station opens the one or the other.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from '#domain/rpc/zod.ts';
import { createFileDurably, syncFolder } from '../keys/durable-file.ts';
import { keyFileName } from '../keys/key-file.ts';

/** Where a restore is prepared; nothing in it counts until the marker stands. */
const preparing = 'restoring';
/** From the moment this file stands, the restore is carried through, by whoever comes next. */
const markerFile = 'restore.json';
const quarantineFolder = 'quarantine';

const report = z.strictObject({
  backup: z.string(),
  /** Name of the folder in quarantine. */
  quarantined: z.string().nullable(),
  at: z.string(),
  by: z.strictObject({ name: z.string(), login: z.string() }),
  acts: z.int(),
  operations: z.int(),
  /** Why the newest part of the journal could not be used; null when all was. */
  stopped: z.string().nullable(),
  carriedRecords: z.int(),
  carriedOperations: z.int(),
  auditBefore: z.int(),
  auditAfter: z.int(),
});
/** What the restore did, for the audit and for the person. */
export type RestoreReport = z.output<typeof report>;

const marker = z.strictObject({
  /** Entries of the data folder that go to quarantine. */
  leaving: z.array(z.string()),
  /** Entries of the prepared folder that come to the data folder. */
  coming: z.array(z.string()),
  report,
});
type Marker = z.output<typeof marker>;

export const preparedFolder = (dataDir: string): string => join(dataDir, preparing);

/** An empty folder to prepare a restore in; what an interrupted one left there goes. */
export function prepare(dataDir: string): string {
  const folder = preparedFolder(dataDir);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/**
 * Decides for a prepared restore. `file` lies in the prepared folder, whole and on the disk; with `keyFile` the key file
 * there comes along, without `keepJournal` the journal goes to quarantine with the old file.
 */
export function decideSwap(dataDir: string, file: string, what: { keyFile: boolean; keepJournal: boolean }, done: Omit<RestoreReport, 'quarantined'>): void {
  const leaving = [file, `${file}-wal`, `${file}-shm`, ...(what.keyFile ? [keyFileName] : []), ...(what.keepJournal ? [] : ['journal'])].filter((name) =>
    existsSync(join(dataDir, name)),
  );
  const coming = [file, ...(what.keyFile ? [keyFileName] : [])];
  const full: RestoreReport = { ...done, quarantined: leaving.length === 0 ? null : freeName(dataDir, done.at) };
  syncFolder(preparedFolder(dataDir));
  createFileDurably(join(dataDir, markerFile), `${JSON.stringify({ leaving, coming, report: full } satisfies Marker)}\n`);
}

export const isSwapDecided = (dataDir: string): boolean => existsSync(join(dataDir, markerFile));

/** Does what was decided; every step may have been done before. The marker stands until `endSwap`. */
export function carryOutSwap(dataDir: string): RestoreReport {
  const { leaving, coming, report: done } = marker.parse(JSON.parse(readFileSync(join(dataDir, markerFile), 'utf8')));
  const prepared = preparedFolder(dataDir);
  const isStillOld = (name: string): boolean => !coming.includes(name) || existsSync(join(prepared, name));
  if (done.quarantined !== null) {
    const quarantine = join(dataDir, quarantineFolder, basename(done.quarantined));
    mkdirSync(quarantine, { recursive: true, mode: 0o700 });
    for (const name of leaving) if (isStillOld(name) && existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(quarantine, name));
    syncFolder(quarantine);
  }
  for (const name of coming) if (existsSync(join(prepared, name))) renameSync(join(prepared, name), join(dataDir, name));
  syncFolder(dataDir);
  return done;
}

/** The restore is carried out, and recorded. */
export function endSwap(dataDir: string): void {
  rmSync(join(dataDir, markerFile), { force: true });
  syncFolder(dataDir);
  abandonPrepared(dataDir);
}

/** A restore nobody had decided for is forgotten. */
export const abandonPrepared = (dataDir: string): void => rmSync(preparedFolder(dataDir), { recursive: true, force: true });

function freeName(dataDir: string, at: string): string {
  const folder = join(dataDir, quarantineFolder);
  const taken = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const stamp = at.replaceAll(/[^0-9]/g, '').slice(0, 14);
  for (let attempt = 1; ; attempt += 1) {
    const name = attempt === 1 ? stamp : `${stamp}-${attempt}`;
    if (!taken.has(name)) return name;
  }
}
