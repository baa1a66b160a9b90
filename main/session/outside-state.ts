// What the station remembers outside the replica: in the key store, in the person's profile and in the data folder; the newest of the three counts.

import { AppError } from '#domain/result.ts';

/** One of the places. Names are short and plain; a value is durable when `put` resolves. */
export interface StatePlace {
  get(name: string): Promise<Uint8Array | undefined>;
  put(name: string, value: Uint8Array): Promise<void>;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface Kept {
  /** Grows with every writing of this name, in all places. */
  readonly seq: number;
  readonly value: Json;
}

export interface StatePlaces {
  /** Beside the replica: goes back with it when a copy of the folder is put in place. */
  readonly dataFolder: StatePlace;
  /** Key store and profile of the person: stay when the data folder is replaced. May be fewer, never with less said about it. */
  readonly outside: readonly StatePlace[];
}

export class OutsideState {
  private readonly places: StatePlaces;
  private readonly behind = new Set<string>();

  constructor(places: StatePlaces) {
    this.places = places;
  }

  /** Names whose copy in the data folder was older than the one outside, or gone: somebody put an old folder in place. */
  get rolledBack(): readonly string[] {
    return [...this.behind];
  }

  /** Whether anything of this name is kept outside the data folder: a profile that was rebuilt has nothing. */
  async isKeptOutside(name: string): Promise<boolean> {
    const outside = await Promise.all(this.places.outside.map((place) => read(place, name)));
    return outside.some((kept) => kept !== undefined);
  }

  /** The newest value of this name; undefined when nothing was ever put. */
  async get(name: string): Promise<Json | undefined> {
    return (await this.newest(name))?.value;
  }

  /** Keeps a value; on the disk, in every place that can be written, when this resolves. Errors of the data folder; `audit_unavailable` when no place outside it took the value. */
  async put(name: string, value: Json): Promise<void> {
    const seq = ((await this.newest(name))?.seq ?? 0) + 1;
    await this.write(name, { seq, value });
  }

  /** After an alarm about an old data folder was recorded: brings the folder up to what is kept outside. */
  async heal(): Promise<void> {
    for (const name of this.behind) {
      const kept = await this.newest(name);
      if (kept !== undefined) await this.write(name, kept);
    }
    this.behind.clear();
  }

  private async newest(name: string): Promise<Kept | undefined> {
    const [inFolder, ...outside] = await Promise.all([this.places.dataFolder, ...this.places.outside].map((place) => read(place, name)));
    const newestOutside = highest(outside);
    if (newestOutside !== undefined && newestOutside.seq > (inFolder?.seq ?? 0)) this.behind.add(name);
    return highest([newestOutside, inFolder]);
  }

  /** The data folder first: a kill in between leaves it ahead of the others, never behind. */
  private async write(name: string, kept: Kept): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(kept));
    await this.places.dataFolder.put(name, bytes);
    const outside = await Promise.allSettled(this.places.outside.map((place) => place.put(name, bytes)));
    // One of them that fails today is no reason to lock everybody out; with none, an old data folder would undo the count.
    const [first] = outside;
    if (first?.status === 'rejected' && outside.every(({ status }) => status === 'rejected')) {
      throw new AppError(
        'audit_unavailable',
        '本机的用户目录不能写入，登录尝试无法登记，没有登录，数据没有改动。请检查用户目录的权限和磁盘空间后重试。',
        { name },
        first.reason,
      );
    }
  }
}

const highest = (all: readonly (Kept | undefined)[]): Kept | undefined => all.filter((kept) => kept !== undefined).toSorted((a, b) => b.seq - a.seq)[0];

/** What cannot be read counts as not there. */
async function read(place: StatePlace, name: string): Promise<Kept | undefined> {
  try {
    const bytes = await place.get(name);
    if (bytes === undefined) return undefined;
    const parsed = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Kept> | null;
    return Number.isSafeInteger(parsed?.seq) && parsed?.value !== undefined ? { seq: parsed.seq ?? 0, value: parsed.value } : undefined;
  } catch {
    return undefined;
  }
}
