// A disk that forgets: what was synced stays, what was not may be there, missing, half there, or there before what was written earlier.

import { dirname } from 'node:path';
import type { Random } from '#db/demo/random.ts';
import type { LogEntry } from './write-log.ts';

/** What a disk writes whole or not at all. */
const sectorBytes = 512;

type Change = Extract<LogEntry, { kind: 'write' | 'truncate' }>;

interface File {
  /** Content as of the last sync. */
  durable: Buffer;
  pending: Change[];
}

type NameChange = { readonly kind: 'make' | 'remove'; readonly name: string } | { readonly kind: 'rename'; readonly name: string; readonly to: string };

/** How a power cut treats what a file had not synced. */
const treatments = ['lost', 'kept', 'torn', 'some writes', 'some sectors'] as const;
type Treatment = (typeof treatments)[number];

export class ForgetfulDisk {
  private readonly files = new Map<string, File>();
  /** Names that survive for certain, and what each stands for. */
  private readonly durableNames = new Map<string, File>();
  private pendingNames: { readonly folder: string; readonly change: NameChange; readonly file: File }[] = [];

  /** Does what the writer did. Folders are taken to be there from the beginning. */
  take(entry: LogEntry): void {
    if (entry.kind === 'sync') this.sync(entry.name);
    else if (entry.kind === 'write' || entry.kind === 'truncate') this.named(entry.name).pending.push(entry);
    else {
      const file = this.named(entry.name);
      this.files.delete(entry.name);
      if (entry.kind === 'rename') this.files.set(entry.to, file);
      this.pendingNames.push({ folder: folderOf(entry.name), change: entry, file });
    }
  }

  /** The files as they may be found after the power was cut now. */
  afterPowerCut(random: Random): Map<string, Buffer> {
    const names = new Map(this.durableNames);
    // A journaling file system keeps changes of names in their order.
    const kept = random.int(0, this.pendingNames.length);
    for (const { change, file } of this.pendingNames.slice(0, kept)) applyName(names, change, file);
    return new Map([...names].map(([name, file]) => [name, contentAfter(file, random.pick(treatments), random)]));
  }

  private named(name: string): File {
    const known = this.files.get(name);
    if (known !== undefined) return known;
    const file: File = { durable: Buffer.alloc(0), pending: [] };
    this.files.set(name, file);
    this.pendingNames.push({ folder: folderOf(name), change: { kind: 'make', name }, file });
    return file;
  }

  private sync(name: string): void {
    const file = this.files.get(name);
    if (file !== undefined) {
      file.durable = withAll(file);
      file.pending = [];
      return;
    }
    for (const { folder, change, file: of } of this.pendingNames) if (folder === name) applyName(this.durableNames, change, of);
    this.pendingNames = this.pendingNames.filter(({ folder }) => folder !== name);
  }
}

/** Folder a name lies in; the data folder itself is ''. */
const folderOf = (name: string): string => dirname(name).replace(/^\.$/, '');

function applyName(names: Map<string, File>, change: NameChange, file: File): void {
  if (change.kind === 'make') names.set(change.name, file);
  else names.delete(change.name);
  if (change.kind === 'rename') names.set(change.to, file);
}

function contentAfter({ durable, pending }: File, treatment: Treatment, random: Random): Buffer {
  if (treatment === 'lost' || pending.length === 0) return durable;
  if (treatment === 'kept') return withAll({ durable, pending });
  const kept = random.int(0, pending.length - 1);
  const share = random.next();
  return pending.reduce<Buffer>((content, change, index) => {
    if (treatment === 'some writes') return random.chance(share) ? applied(content, change) : content;
    if (treatment === 'some sectors') return applied(content, change, () => random.chance(share));
    // All up to one write, and of that one only some sectors.
    if (index > kept) return content;
    return index < kept ? applied(content, change) : applied(content, change, () => random.chance(0.5));
  }, durable);
}

const withAll = ({ durable, pending }: File): Buffer => pending.reduce<Buffer>((content, change) => applied(content, change), durable);

/** `content` with one change made to it; of a write only the sectors that `keeps`. */
function applied(content: Buffer, change: Change, keeps?: () => boolean): Buffer {
  if (change.kind === 'truncate') {
    if (keeps !== undefined && !keeps()) return content;
    return change.length <= content.length ? content.subarray(0, change.length) : extended(content, change.length);
  }
  const { offset, data } = change;
  let changed = extended(Buffer.from(content), keeps === undefined ? offset + data.length : 0);
  for (let from = offset; from < offset + data.length;) {
    const to = Math.min(offset + data.length, (Math.floor(from / sectorBytes) + 1) * sectorBytes);
    if (keeps === undefined || keeps()) {
      changed = extended(changed, to);
      data.copy(changed, from, from - offset, to - offset);
    }
    from = to;
  }
  return changed;
}

/** At least so long; what nobody wrote reads as zeros. */
const extended = (content: Buffer, length: number): Buffer =>
  content.length >= length ? content : Buffer.concat([content, Buffer.alloc(length - content.length)]);
