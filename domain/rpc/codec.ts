// Frames as WebSocket messages: JSON text, or, when there is binary content, one binary message holding both.
import { platform } from './platform.ts';

/** `{"$bin": n}` in a binary message stands for its n-th piece of binary content; the key is reserved. */
export const binaryMark = '$bin';

// Binary message, little endian: u32 length of JSON, u32 count of pieces, count × u32 lengths, then the JSON and each
// piece, every one starting at a multiple of eight, so that Arrow can read numbers in place.
const alignment = 8;
const wordBytes = 4;

/** Turns a frame into a message. Throws TypeError when a key is reserved. */
export function encodeFrame(frame: unknown): string | Uint8Array<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  const marks = new Set<unknown>();
  const json = JSON.stringify(frame, function (this: unknown, key: string, value: unknown) {
    if (key === binaryMark && !marks.has(this)) throw new TypeError(`key ${binaryMark} is reserved`);
    if (!(value instanceof Uint8Array)) return value;
    const mark = { [binaryMark]: pieces.push(value) - 1 };
    marks.add(mark);
    return mark;
  });
  return pieces.length === 0 ? json : packPieces(new platform.TextEncoder().encode(json), pieces);
}

/** Turns a message back into a frame. Throws when it is not one that `encodeFrame` makes. */
export function decodeFrame(message: string | ArrayBuffer): unknown {
  if (typeof message === 'string') return JSON.parse(message);
  const [json, ...pieces] = unpackPieces(message);
  if (json === undefined) throw new TypeError('no JSON in message');
  return JSON.parse(new platform.TextDecoder('utf-8', { fatal: true }).decode(json), (_key, value: unknown) => {
    const index = markedIndex(value);
    if (index === undefined) return value;
    const piece = pieces[index];
    if (piece === undefined) throw new RangeError(`no piece ${index}`);
    return piece;
  });
}

function markedIndex(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, binaryMark)) return undefined;
  const index = (value as Record<string, unknown>)[binaryMark];
  if (!Number.isSafeInteger(index) || Object.keys(value).length !== 1) throw new TypeError('bad binary mark');
  return index as number;
}

const aligned = (offset: number): number => Math.ceil(offset / alignment) * alignment;

function packPieces(json: Uint8Array, pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = [json, ...pieces];
  const offsets: number[] = [];
  let end = (2 + pieces.length) * wordBytes;
  for (const part of all) {
    offsets.push(aligned(end));
    end = aligned(end) + part.byteLength;
  }
  const message = new Uint8Array(end);
  const view = new DataView(message.buffer);
  view.setUint32(0, json.byteLength, true);
  view.setUint32(wordBytes, pieces.length, true);
  for (const [index, piece] of pieces.entries()) view.setUint32((2 + index) * wordBytes, piece.byteLength, true);
  for (const [index, part] of all.entries()) message.set(part, offsets[index]);
  return message;
}

function unpackPieces(message: ArrayBuffer): Uint8Array[] {
  const view = new DataView(message);
  const count = view.getUint32(wordBytes, true);
  if ((2 + count) * wordBytes > message.byteLength) throw new RangeError('more pieces than the message can hold');
  const parts: Uint8Array[] = [];
  let end = (2 + count) * wordBytes;
  for (let index = 0; index <= count; index += 1) {
    const length = view.getUint32(index === 0 ? 0 : (1 + index) * wordBytes, true);
    const start = aligned(end);
    end = start + length;
    // A view on the message, not a copy: the message is nobody else's, and 64 MiB are copied once less.
    parts.push(new Uint8Array(message, start, length));
  }
  if (end !== message.byteLength) throw new RangeError('message has the wrong length');
  return parts;
}
