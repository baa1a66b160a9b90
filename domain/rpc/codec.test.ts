// Messages of the WebSocket: what goes in comes out, and nothing but our own messages is taken.
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame } from './codec.ts';

function packed(frame: unknown): ArrayBuffer {
  const message = encodeFrame(frame);
  if (typeof message === 'string') throw new Error('expected a binary message');
  return message.buffer;
}

describe('frames as messages', () => {
  it('is plain JSON text when there is nothing binary', () => {
    expect(encodeFrame({ kind: 'cancel', id: 1 })).toBe('{"kind":"cancel","id":1}');
  });

  it('starts every piece at a multiple of eight', () => {
    const frame = { a: Uint8Array.of(1, 2, 3), b: [Uint8Array.of(), Uint8Array.of(9)] };
    const back = decodeFrame(packed(frame)) as typeof frame;
    expect(back).toEqual(frame);
    for (const piece of [back.a, ...back.b]) expect(piece.byteOffset % 8).toBe(0);
  });

  it('carries the same piece twice', () => {
    const piece = Uint8Array.of(5);
    expect(decodeFrame(packed([piece, piece]))).toEqual([piece, piece]);
  });

  it('keeps the reserved key to itself', () => {
    expect(() => encodeFrame({ $bin: 0 })).toThrow(TypeError);
    expect(() => encodeFrame({ content: Uint8Array.of(1), other: { $bin: 0 } })).toThrow(TypeError);
  });

  it('refuses every message cut short, and every one with a byte too many', () => {
    const whole = packed({ id: 1, content: Uint8Array.of(1, 2, 3) });
    for (let length = 0; length < whole.byteLength; length += 1) {
      expect(() => decodeFrame(whole.slice(0, length)), `length ${length}`).toThrow(Error);
    }
    const longer = new Uint8Array(whole.byteLength + 1);
    longer.set(new Uint8Array(whole));
    expect(() => decodeFrame(longer.buffer)).toThrow(RangeError);
  });

  it.each([1, -1, 0.5, '0', null])('refuses a mark for piece %s that is not there', (index) => {
    const json = JSON.stringify({ content: { $bin: index } }).padEnd(24, ' ');
    const message = new Uint8Array(16 + 24 + 1);
    new DataView(message.buffer).setUint32(0, 24, true);
    new DataView(message.buffer).setUint32(4, 1, true);
    new DataView(message.buffer).setUint32(8, 1, true);
    message.set(new TextEncoder().encode(json), 16);
    expect(() => decodeFrame(message.buffer)).toThrow(Error);
  });

  it('refuses a count that would have it allocate for ever', () => {
    const message = new ArrayBuffer(16);
    new DataView(message).setUint32(4, 0xffff_ffff, true);
    expect(() => decodeFrame(message)).toThrow(RangeError);
  });

  it('refuses text that is not UTF-8', () => {
    const message = new Uint8Array(packed({ id: 1, content: Uint8Array.of(1) }));
    message[17] = 0xff;
    expect(() => decodeFrame(message.buffer)).toThrow(TypeError);
  });
});
