// The folder of backups: each lies in a folder of its own, which appears whole or not at all.

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#domain/result.ts';
import { z } from '#domain/rpc/zod.ts';
import { replaceFileDurably, syncFolder } from '../keys/durable-file.ts';
import { manifestText, readManifest, type Manifest } from './manifest.ts';

/** Beside the key file, written by the system administrator: `{"folder": "D:\\备份"}`. */
const settingsFile = 'backups.json';
const manifestFile = 'manifest.json';
const checkFile = 'check.json';
const copyFile = 'replica.db';
const unfinished = '.making-';

/** Where the backups of a data folder are kept. Error `bad_input` when the administrator's setting cannot be used. */
export function backupFolderOf(dataDir: string): string {
  const settings = join(dataDir, settingsFile);
  if (!existsSync(settings)) return join(dataDir, 'backups');
  const read = z.strictObject({ folder: z.string().min(1).refine(isAbsolute) });
  try {
    return read.parse(JSON.parse(readFileSync(settings, 'utf8'))).folder;
  } catch (error) {
    throw new AppError('bad_input', `备份位置的设置 ${settingsFile} 无法读取，没有进行备份，数据没有改动。请系统管理员更正或删除该文件。`, undefined, error);
  }
}

/** What the last check of a backup found. */
export interface Checked {
  readonly state: 'good' | 'damaged';
  readonly detail: string;
  readonly at: string;
}

const checked = z.strictObject({ state: z.enum(['good', 'damaged']), detail: z.string(), at: z.string() });

export interface BackupFile {
  readonly name: string;
  /** Undefined when it cannot be read. */
  readonly manifest: Manifest | undefined;
  readonly checked: Checked | undefined;
}

export class BackupFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Newest first, by name: names begin with the time. Backups that were never finished do not count. */
  list(): BackupFile[] {
    if (!existsSync(this.path)) return [];
    return readdirSync(this.path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => this.read(name))
      .toSorted((a, b) => (a.name < b.name ? 1 : -1));
  }

  /** Error `not_found`. */
  get(name: string): BackupFile {
    const found = this.list().find((each) => each.name === name);
    if (found === undefined) throw new AppError('not_found', `没有名为“${name}”的备份，没有改动任何数据。`, { name });
    return found;
  }

  copyOf = (name: string): string => join(this.path, name, copyFile);

  private read(name: string): BackupFile {
    const text = (file: string): string => {
      try {
        return readFileSync(join(this.path, name, file), 'utf8');
      } catch {
        return '';
      }
    };
    let found: Checked | undefined;
    try {
      found = checked.safeParse(JSON.parse(text(checkFile))).data;
    } catch {
      // Never checked, or written by somebody else: it counts as unchecked.
    }
    return { name, manifest: readManifest(text(manifestFile)), checked: found };
  }

  /** Remembers what a check found; a folder that cannot be written only forgets it. */
  remember(name: string, result: Checked): void {
    try {
      replaceFileDurably(join(this.path, name, checkFile), `${JSON.stringify(result)}\n`);
    } catch {
      // A read-only medium holds good backups, too.
    }
  }

  /** A place for a new backup, removed with everything in it when `make` fails; shows under its name when it is whole. */
  async add(name: string, make: (copy: string) => Promise<Manifest>): Promise<Manifest> {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    const making = join(this.path, `${unfinished}${name}`);
    rmSync(making, { recursive: true, force: true });
    mkdirSync(making, { mode: 0o700 });
    try {
      const manifest = await make(join(making, copyFile));
      replaceFileDurably(join(making, manifestFile), manifestText(manifest));
      renameSync(making, join(this.path, name));
      syncFolder(this.path);
      return manifest;
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      throw error;
    }
  }

  remove(name: string): void {
    rmSync(join(this.path, name), { recursive: true, force: true });
  }

  /** What a killed program left half made. */
  tidy(): void {
    if (!existsSync(this.path)) return;
    for (const name of readdirSync(this.path)) if (name.startsWith(unfinished)) rmSync(join(this.path, name), { recursive: true, force: true });
  }

  /** Error `disk_full` when fewer than `bytes` are free; nothing is written then. */
  requireSpace(bytes: number): void {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = statfsSync(this.path);
    const free = bavail * bsize;
    if (free >= bytes) return;
    throw new AppError(
      'disk_full',
      `备份所在磁盘空间不足：需要 ${megabytes(bytes)} MB，剩余 ${megabytes(free)} MB。没有备份，数据没有改动。请清理磁盘或更换备份位置。`,
      { needed: bytes, free },
    );
  }
}

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_048_576);

/** Size and SHA-256 of a file; undefined when there is none. */
export async function fingerprintOf(file: string): Promise<{ bytes: number; sha256: string } | undefined> {
  if (!existsSync(file)) return undefined;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1_048_576 }), hash);
  return { bytes: statSync(file).size, sha256: hash.digest('hex') };
}
