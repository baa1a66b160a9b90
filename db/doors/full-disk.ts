// A full disk refuses the act and is itself recorded, with the room set aside for that.

import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { AppError } from '#domain/result.ts';
import { giveUp, setAside } from '../kernel/reserve.ts';
import { perform } from '../spine/act.ts';
import type { Asker } from '../spine/asker.ts';

const isAsker = (input: unknown): input is Asker => typeof input === 'object' && input !== null && 'actor' in input && 'at' in input && 'today' in input;

/** Whether an act failed because nothing can be written any more. */
export function isFullDisk(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.code === 'audit_unavailable') return error.details?.['reason'] === 'SQLITE_FULL' || error.details?.['reason'] === 'ENOSPC';
  return error.code === 'disk_full';
}

/** Records that `call` was refused for want of room. The refusal stands whatever becomes of the record. */
export function recordFullDisk(connection: Database.Database, call: string, input: unknown): void {
  if (!isAsker(input)) return;
  const folder = dirname(connection.name);
  giveUp(folder);
  try {
    const { actor, at, today, clock } = input;
    perform(
      connection,
      { actor, at, today, ...(clock === undefined ? {} : { clock }) },
      'disk.full',
      () => undefined,
      () => ({ call }),
    );
  } catch {
    // Not even the reserve was enough; the person is told all the same.
  }
  setAside(folder);
}
