// A zip file as a stream: entries are deflated while they are produced, nothing is held but the directory.

import { crc32, createDeflateRaw, type DeflateRaw } from 'node:zlib';
import { AppError } from '#domain/result.ts';

export interface ZipEntry {
  /** Path inside the package, ASCII. */
  readonly name: string;
  /** Produced once, in order; the next entry is asked for when this one has ended. */
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

interface WrittenEntry {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
}

/** Measured on sheet XML: level 3 takes 0.7 of the time of level 6 for a file 1.13 times as large. */
const DEFLATE_LEVEL = 3;
const VERSION = 20;
/** Sizes follow the data, because they are not known before it. */
const FLAG_DESCRIPTOR = 0x0008;
const METHOD_DEFLATE = 8;
/** 1980-01-01 00:00, the zip epoch: the bytes depend on the content alone. */
const DOS_DATE = 0x0021;
const MAX_BYTES = 0xffff_ffff;
const MAX_ENTRIES = 0xffff;

/**
 * Yields the bytes of a zip file (no zip64, PKWARE APPNOTE 6.3). Stopping early closes the entry being produced.
 * @throws AppError `too_large` when the file would need zip64; whatever an entry's content throws
 */
export async function* zipStream(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array, void, undefined> {
  const written: WrittenEntry[] = [];
  let offset = 0;
  for await (const entry of entries) {
    const name = Buffer.from(entry.name, 'ascii');
    const start = offset;
    yield localHeader(name);
    offset += 30 + name.length;

    const tally = { crc: 0, size: 0 };
    let compressed = 0;
    for await (const chunk of deflated(tallied(entry.content, tally))) {
      compressed += chunk.length;
      yield chunk;
    }
    offset += compressed + 16;
    if (offset > MAX_BYTES || tally.size > MAX_BYTES || written.length === MAX_ENTRIES) {
      throw new AppError('too_large', '导出的文件超过 4 GB，Excel 无法打开，没有生成文件。请缩小导出范围后重试。', { bytes: offset });
    }
    const record = { name, offset: start, compressed, ...tally };
    written.push(record);
    yield dataDescriptor(record);
  }
  const directory = Buffer.concat(written.map(centralHeader));
  if (offset + directory.length > MAX_BYTES) throw new AppError('too_large', '导出的文件超过 4 GB，Excel 无法打开，没有生成文件。请缩小导出范围后重试。');
  yield directory;
  yield endOfDirectory(written.length, directory.length, offset);
}

async function* tallied(content: ZipEntry['content'], tally: { crc: number; size: number }): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of content) {
    tally.crc = crc32(chunk, tally.crc);
    tally.size += chunk.length;
    yield chunk;
  }
}

async function* deflated(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const deflate = createDeflateRaw({ level: DEFLATE_LEVEL });
  const feeding = feed(content, deflate);
  try {
    for await (const chunk of deflate as AsyncIterable<Buffer>) yield chunk;
  } finally {
    deflate.destroy();
    await feeding;
  }
}

/** Never rejects: what the content throws reaches the reader of the stream. One block is produced while the one before is compressed on another thread. */
async function feed(content: AsyncIterable<Uint8Array>, deflate: DeflateRaw): Promise<void> {
  try {
    let compressing = Promise.resolve();
    for await (const chunk of content) {
      await compressing;
      compressing = write(deflate, chunk);
      // Awaited one turn later; an error in between must not count as unhandled.
      compressing.catch(() => undefined);
    }
    await compressing;
    deflate.end();
  } catch (error) {
    deflate.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function write(deflate: DeflateRaw, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    deflate.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAG_DESCRIPTOR, 6);
  header.writeUInt16LE(METHOD_DEFLATE, 8);
  header.writeUInt16LE(DOS_DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function dataDescriptor(entry: WrittenEntry): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x0807_4b50, 0);
  descriptor.writeUInt32LE(entry.crc, 4);
  descriptor.writeUInt32LE(entry.compressed, 8);
  descriptor.writeUInt32LE(entry.size, 12);
  return descriptor;
}

function centralHeader(entry: WrittenEntry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(VERSION, 6);
  header.writeUInt16LE(FLAG_DESCRIPTOR, 8);
  header.writeUInt16LE(METHOD_DEFLATE, 10);
  header.writeUInt16LE(DOS_DATE, 14);
  header.writeUInt32LE(entry.crc, 16);
  header.writeUInt32LE(entry.compressed, 20);
  header.writeUInt32LE(entry.size, 24);
  header.writeUInt16LE(entry.name.length, 28);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, entry.name]);
}

function endOfDirectory(entries: number, directoryBytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
