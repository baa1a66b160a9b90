// Grants brought by file or network while nobody is signed in: kept beside the replica until their person signs in.

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readGrant, type SignedGrant } from '#domain/identity/grant.ts';
import { replaceFileDurably } from '../keys/durable-file.ts';

const folderOf = (dataDir: string): string => join(dataDir, 'grants');

/** Keeps a grant that was found good. The newest of a person replaces the one before. */
export function keepGrant(dataDir: string, document: SignedGrant): void {
  mkdirSync(folderOf(dataDir), { recursive: true, mode: 0o700 });
  replaceFileDurably(join(folderOf(dataDir), `${document.user_id}.json`), JSON.stringify(document));
}

/** The grant waiting for this person; undefined when there is none that can be read. Signatures are judged again by whoever uses it. */
export function waitingGrant(dataDir: string, userId: string): SignedGrant | undefined {
  try {
    if (!readdirSync(folderOf(dataDir)).includes(`${userId}.json`)) return undefined;
    return readGrant(readFileSync(join(folderOf(dataDir), `${userId}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}

/** The replica has it now. */
export const forgetGrant = (dataDir: string, userId: string): void => rmSync(join(folderOf(dataDir), `${userId}.json`), { force: true });
