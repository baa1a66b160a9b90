// Opens the zip package of an xlsx, xlsb or ods: bounded, checked, and never as paths on disk.

import { crc32, createInflateRaw } from 'node:zlib';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { readLimits } from './read-limits.ts';
import { ReadProblem } from './read-problem.ts';

const STORED = 0;
const DEFLATED = 8;
const INFLATE_CHUNK = 128 * 1024;

/**
 * Parts of a package by name. Names are only looked up, never used as paths, so `../../x` is merely an odd name.
 * Every read is counted against the limits by the bytes that really come out, and ends with a CRC check.
 */
export class ZipPackage {
  readonly #bytes: Buffer;
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #inflated = 0;

  private constructor(bytes: Buffer, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#bytes = bytes;
    this.#zip = zip;
    this.#entries = entries;
  }

  /** Reads the directory of the package. Throws `ReadProblem` when it is not a whole zip or has too many entries. */
  static async open(bytes: Uint8Array): Promise<ZipPackage> {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const entries = new Map<string, Entry>();
    try {
      // Names are decoded here, not by yauzl, which would refuse the whole file for one odd name.
      const zip = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false, validateEntrySizes: true });
      if (zip.entryCount > readLimits.zipEntries) throw new ReadProblem('spreadsheet_too_large', `压缩包内有 ${zip.entryCount} 个部件`);
      for await (const entry of zip.eachEntry()) {
        const key = partKey(entry.fileNameRaw.toString('utf8'));
        // Two parts of one name: readers would disagree on which one counts, so neither is trusted.
        if (entries.has(key)) throw new ReadProblem('spreadsheet_damaged', '压缩包内有重名部件');
        entries.set(key, entry);
      }
      return new ZipPackage(buffer, zip, entries);
    } catch (error) {
      throw error instanceof ReadProblem ? error : new ReadProblem('spreadsheet_damaged', '压缩包目录不完整', error);
    }
  }

  /** Names of all parts, lower case, with forward slashes. */
  get names(): Iterable<string> {
    return this.#entries.keys();
  }

  has(name: string): boolean {
    return this.#entries.has(partKey(name));
  }

  /** The whole content of a part. */
  async bytes(name: string): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.stream(name)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /**
   * The content of a part in chunks. `limit` is the bound of this part in bytes.
   * Throws `ReadProblem` when a bound is passed, the deflate data is broken, or size or CRC do not agree.
   */
  async *stream(name: string, limit: number = readLimits.entryBytes): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(partKey(name));
    if (entry === undefined) throw new ReadProblem('spreadsheet_damaged', `缺少部件 ${name}`);
    if (entry.isEncrypted()) throw new ReadProblem('spreadsheet_encrypted', '压缩包已加密');
    if (entry.uncompressedSize > limit) throw tooLarge(entry.uncompressedSize);

    let size = 0;
    let checksum = 0;
    for await (const chunk of this.#content(entry)) {
      size += chunk.length;
      this.#inflated += chunk.length;
      if (size > entry.uncompressedSize) throw new ReadProblem('spreadsheet_hostile', '压缩包声明的大小与实际不符');
      if (size > readLimits.inflateRatioFrom && size > entry.compressedSize * readLimits.inflateRatio) {
        throw new ReadProblem('spreadsheet_hostile', '压缩比异常，疑似压缩炸弹');
      }
      if (this.#inflated > readLimits.totalBytes) throw tooLarge(this.#inflated);
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (size !== entry.uncompressedSize || checksum !== entry.crc32) {
      throw new ReadProblem('spreadsheet_damaged', `部件 ${name} 校验不通过`);
    }
  }

  async *#content(entry: Entry): AsyncGenerator<Buffer> {
    try {
      const { fileDataStart } = await this.#zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const data = this.#bytes.subarray(fileDataStart, fileDataStart + entry.compressedSize);
      if (entry.compressionMethod === STORED) {
        yield data;
        return;
      }
      if (entry.compressionMethod !== DEFLATED) throw new ReadProblem('spreadsheet_unsupported', '压缩包使用了少见的压缩方法');
      const inflate = createInflateRaw({ chunkSize: INFLATE_CHUNK });
      inflate.end(data);
      for await (const chunk of inflate) yield chunk as Buffer;
    } catch (error) {
      throw error instanceof ReadProblem ? error : new ReadProblem('spreadsheet_damaged', '压缩数据有误', error);
    }
  }
}

/** Some writers use backslashes, a leading slash, or another case than their relationships say. */
function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function tooLarge(bytes: number): ReadProblem {
  return new ReadProblem('spreadsheet_too_large', `解压后超过 ${Math.floor(bytes / 1024 / 1024)} MB`);
}
