// The log of everything a writer wrote in a folder: compiles the recorder, runs a writer under it, reads what it noted.

import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type LogEntry =
  | { readonly kind: 'write'; readonly name: string; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly name: string; readonly length: number }
  /** Of a file, or of a folder (the data folder itself is called ''). */
  | { readonly kind: 'sync'; readonly name: string }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string };

const compilers = ['cc', 'gcc', 'clang'];

/** A C compiler of this machine; null where there is none, or none of its kind (the recorder is made for Linux). */
export function compiler(): string | null {
  if (process.platform !== 'linux') return null;
  const folders = (process.env['PATH'] ?? '').split(':');
  return compilers.find((name) => folders.some((folder) => existsSync(join(folder, name)))) ?? null;
}

/** Runs a program of ours; answers with all it wrote in `folder`. Error when there is no compiler or the program fails. */
export async function recordWrites(program: string, args: readonly string[], folder: string, workFolder: string): Promise<LogEntry[]> {
  const cc = compiler();
  if (cc === null) throw new Error('recording writes needs Linux and a C compiler (cc, gcc or clang)');
  const recorder = join(workFolder, 'write-log.so');
  const log = join(workFolder, 'writes.log');
  execFileSync(cc, ['-shared', '-fPIC', '-O2', '-o', recorder, join(import.meta.dirname, 'write-log.c'), '-ldl', '-lpthread'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  mkdirSync(folder, { recursive: true });
  await promisify(execFile)(process.execPath, [program, ...args], {
    env: { ...process.env, LD_PRELOAD: recorder, WRITE_LOG_OF: folder, WRITE_LOG_TO: log },
  });
  return [...entriesIn(readFileSync(log))];
}

const headLength = 14;

function* entriesIn(log: Buffer): Generator<LogEntry> {
  for (let at = 0; at < log.length;) {
    const kind = String.fromCharCode(log.readUInt8(at));
    const nameLength = log.readUInt8(at + 1);
    const dataLength = log.readUInt32LE(at + 2);
    const offset = Number(log.readBigUInt64LE(at + 6));
    const name = log.toString('utf8', at + headLength, at + headLength + nameLength);
    const data = log.subarray(at + headLength + nameLength, at + headLength + nameLength + dataLength);
    if (kind === 'W') yield { kind: 'write', name, offset, data };
    else if (kind === 'T') yield { kind: 'truncate', name, length: offset };
    else if (kind === 'S') yield { kind: 'sync', name };
    else if (kind === 'U') yield { kind: 'remove', name };
    else if (kind === 'R') yield { kind: 'rename', name, to: data.toString('utf8') };
    else throw new Error(`the log holds an entry of unknown kind ${kind}`);
    at += headLength + nameLength + dataLength;
  }
}
