// An append-only file of encrypted frames: each is whole and genuine or not there; a torn end is found and cut off.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/**
 * Layout: head = mark (8) ‖ file id (16) ‖ base (8, big-endian) ‖ level (4) ‖ nonce (12) ‖ tag (16) over the rest of the head;
 * frame = length of text (4) ‖ number (6) ‖ part (3) ‖ last part? (1) ‖ weight (4) ‖ nonce (12) ‖ text ‖ tag (16).
 * AES-256-GCM, named by the mark; file id and frame head are authenticated with the text, so frames cannot be moved or mixed.
 */
const mark = Buffer.from('DRCLOG01');
const openHead = 36;
const headLength = openHead + 28;
const frameHead = 18;
const nonceLength = 12;
const tagLength = 16;
const frameExtra = frameHead + nonceLength + tagLength;
const algorithm = 'aes-256-gcm';

export interface FrameLabel {
  /** Number of the entry the frame belongs to. */
  readonly number: number;
  /** Place of the frame in its entry, from 0. */
  readonly part: number;
  readonly isLast: boolean;
  /** What the entry counts for when entries are counted without being read; 0 … 2³² − 1. */
  readonly weight: number;
}

interface Frame extends FrameLabel {
  readonly at: number;
  readonly length: number;
}

/** Frames of one entry, all of them there. */
export interface Entry {
  readonly number: number;
  readonly weight: number;
  /** Where the entry begins in the file. */
  readonly at: number;
  readonly frames: readonly Frame[];
}

export class FrameFile {
  readonly path: string;
  /** Number of the last entry that is not in this file: the first one is `base + 1`. */
  readonly base: number;
  /** Level of the schema its entries were written for. */
  readonly level: number;
  #file: number;
  readonly #key: Uint8Array;
  readonly #id: Buffer;
  #length: number;

  private constructor(path: string, file: number, key: Uint8Array, head: { id: Buffer; base: number; level: number }) {
    this.path = path;
    this.#file = file;
    this.#key = key;
    this.#id = head.id;
    this.base = head.base;
    this.level = head.level;
    this.#length = fstatSync(file).size;
  }

  /** Makes an empty file, which is on the disk when this returns. Fails when there is one already. */
  static create(path: string, key: Uint8Array, { base, level }: { base: number; level: number }): FrameFile {
    const file = openSync(path, 'wx+', 0o600);
    const id = randomBytes(16);
    const open = Buffer.concat([mark, id, bigEndian(base, 8), bigEndian(level, 4)]);
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, key, nonce);
    cipher.setAAD(open);
    cipher.final();
    writeSync(file, Buffer.concat([open, nonce, cipher.getAuthTag()]));
    fsyncSync(file);
    syncFolder(dirname(path));
    return new FrameFile(path, file, key, { id, base, level });
  }

  /** Undefined when the head is not genuine under this key: a file of another key, or a damaged one. */
  static open(path: string, key: Uint8Array, mode: 'read' | 'append'): FrameFile | undefined {
    const file = openSync(path, mode === 'read' ? 'r' : 'r+');
    const head = Buffer.alloc(headLength);
    const isWhole = readSync(file, head, 0, headLength, 0) === headLength && head.subarray(0, 8).equals(mark);
    if (
      isWhole &&
      opened(key, head.subarray(openHead, openHead + nonceLength), head.subarray(0, openHead), Buffer.alloc(0), head.subarray(-tagLength)) !== undefined
    ) {
      return new FrameFile(path, file, key, {
        id: Buffer.from(head.subarray(8, 24)),
        base: Number(head.readBigUInt64BE(24)),
        level: head.readUInt32BE(32),
      });
    }
    closeSync(file);
    return undefined;
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  /** Appends one frame; with `durable` it and all before it are on the disk when this returns. */
  append(label: FrameLabel, text: Uint8Array, durable: boolean): void {
    const head = headOf(label, text.length);
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.#key, nonce);
    cipher.setAAD(Buffer.concat([this.#id, head]));
    const frame = Buffer.concat([head, nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    for (let written = 0; written < frame.length;) written += writeSync(this.#file, frame, written, frame.length - written, this.#length + written);
    this.#length += frame.length;
    if (durable) fsyncSync(this.#file);
  }

  /** Takes back everything after byte `length`. */
  cut(length: number): void {
    ftruncateSync(this.#file, length);
    fsyncSync(this.#file);
    this.#length = length;
  }

  /**
   * The entries that follow each other without a gap from `base + 1`, and where they end. What comes after `end` is torn
   * or does not belong. Only heads are looked at, except of the last entry, which a power cut may have left half written.
   */
  entries(): { entries: readonly Entry[]; end: number } {
    const entries: Entry[] = [];
    let at = headLength;
    for (;;) {
      const entry = this.#entryAt(at, this.base + entries.length + 1);
      if (entry === undefined) break;
      entries.push(entry);
      const last = entry.frames.at(-1);
      at = last === undefined ? at : last.at + last.length;
    }
    while (entries.length > 0) {
      const last = entries.at(-1);
      if (last === undefined || last.frames.every((frame) => this.#read(frame) !== undefined)) break;
      at = last.at;
      entries.pop();
    }
    return { entries, end: at };
  }

  /** Texts of an entry's frames; undefined when one of them is not genuine. */
  read(entry: Entry): readonly Uint8Array[] | undefined {
    const texts = entry.frames.map((frame) => this.#read(frame)).filter((text) => text !== undefined);
    return texts.length === entry.frames.length ? texts : undefined;
  }

  close(): void {
    if (this.#file >= 0) closeSync(this.#file);
    this.#file = -1;
  }

  #entryAt(start: number, number: number): Entry | undefined {
    const frames: Frame[] = [];
    for (let at = start; ;) {
      const frame = this.#frameAt(at);
      if (frame === undefined || frame.number !== number || frame.part !== frames.length) return undefined;
      frames.push(frame);
      at += frame.length;
      if (frame.isLast) return { number, weight: frame.weight, at: start, frames };
    }
  }

  #frameAt(at: number): Frame | undefined {
    const head = Buffer.alloc(frameHead);
    if (readSync(this.#file, head, 0, frameHead, at) !== frameHead) return undefined;
    const length = head.readUInt32BE(0) + frameExtra;
    if (at + length > this.#length) return undefined;
    return { at, length, number: head.readUIntBE(4, 6), part: head.readUIntBE(10, 3), isLast: head[13] === 1, weight: head.readUInt32BE(14) };
  }

  #read({ at, length }: Frame): Uint8Array | undefined {
    const frame = Buffer.alloc(length);
    if (readSync(this.#file, frame, 0, length, at) !== length) return undefined;
    const nonce = frame.subarray(frameHead, frameHead + nonceLength);
    const text = frame.subarray(frameHead + nonceLength, length - tagLength);
    return opened(this.#key, nonce, Buffer.concat([this.#id, frame.subarray(0, frameHead)]), text, frame.subarray(length - tagLength));
  }
}

function headOf({ number, part, isLast, weight }: FrameLabel, length: number): Buffer {
  return Buffer.concat([bigEndian(length, 4), bigEndian(number, 6), bigEndian(part, 3), Buffer.of(isLast ? 1 : 0), bigEndian(weight, 4)]);
}

function bigEndian(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer.subarray(8 - bytes);
}

function opened(key: Uint8Array, nonce: Uint8Array, aad: Uint8Array, text: Uint8Array, tag: Uint8Array): Uint8Array | undefined {
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
  decipher.setAAD(aad);
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch {
    return undefined;
  }
}
