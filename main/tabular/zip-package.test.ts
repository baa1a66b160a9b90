// Tests of the package limits: sizes that lie, bombs, broken checksums, odd names.

import { describe, expect, it } from 'vitest';
import { zipSync } from 'fflate';
import { xlsx, zip } from './testing/xlsx-fixture.ts';
import { ZipPackage } from './zip-package.ts';

const MB = 1024 * 1024;
const part = 'xl/worksheets/sheet1.xml';

async function inflate(bytes: Uint8Array, name: string): Promise<number> {
  const opened = await ZipPackage.open(bytes);
  let size = 0;
  for await (const chunk of opened.stream(name)) size += chunk.length;
  return size;
}

/** Changes the directory record of one entry; offsets after APPNOTE 4.3.12. */
function patchEntry(bytes: Uint8Array, name: string, patch: (record: Buffer) => void): Uint8Array {
  const buffer = Buffer.from(bytes);
  for (let at = buffer.indexOf('PK\x01\x02', 0, 'latin1'); at !== -1; at = buffer.indexOf('PK\x01\x02', at + 4, 'latin1')) {
    if (buffer.subarray(at + 46, at + 46 + buffer.readUInt16LE(at + 28)).toString() === name) patch(buffer.subarray(at));
  }
  return buffer;
}

describe('ZipPackage', () => {
  it('gives the bytes of a part under any spelling of its name', async () => {
    const opened = await ZipPackage.open(zip({ 'XL\\Work.xml': '<a/>' }));
    expect((await opened.bytes('/xl/work.xml')).toString()).toBe('<a/>');
    expect(opened.has('xl/other.xml')).toBe(false);
  });

  it('treats a traversing name as a name', async () => {
    const opened = await ZipPackage.open(zip({ '../../../../tmp/evil.txt': 'x', [part]: '<a/>' }));
    expect(await opened.bytes(part)).toHaveLength(4);
  });

  it('stops an entry that is larger than it says', async () => {
    const bytes = patchEntry(zip({ [part]: 'x'.repeat(300_000) }), part, (record) => record.writeUInt32LE(1000, 24));
    await expect(inflate(bytes, part)).rejects.toMatchObject({ code: 'spreadsheet_hostile' });
  });

  it('refuses an entry that is smaller than it says', async () => {
    const bytes = patchEntry(zip({ [part]: 'x'.repeat(1000) }), part, (record) => record.writeUInt32LE(1001, 24));
    await expect(inflate(bytes, part)).rejects.toMatchObject({ code: 'spreadsheet_damaged' });
  });

  it('refuses a wrong CRC, compressed or stored', async () => {
    for (const level of [0, 6] as const) {
      const bytes = patchEntry(zipSync({ a: Buffer.from('内容'.repeat(100)) }, { level }), 'a', (record) => record.writeUInt32LE(1, 16));
      await expect(inflate(bytes, 'a')).rejects.toMatchObject({ code: 'spreadsheet_damaged' });
    }
  });

  it('stops a bomb at 200 times its compressed size', async () => {
    const bomb = zip({ bomb: new Uint8Array(50 * MB) });
    const opened = await ZipPackage.open(bomb);
    let size = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of opened.stream('bomb')) size += chunk.length;
    };
    await expect(read()).rejects.toMatchObject({ code: 'spreadsheet_hostile' });
    expect(size).toBeGreaterThan(1 * MB);
    expect(size).toBeLessThan(200 * bomb.length);
  });

  it('refuses a declared size over the limit before inflating', async () => {
    const bytes = patchEntry(zip({ [part]: 'x' }), part, (record) => record.writeUInt32LE(100 * MB + 1, 24));
    await expect(inflate(bytes, part)).rejects.toMatchObject({ code: 'spreadsheet_too_large' });
  });

  it('refuses more than 300 MB in all', async () => {
    // A part read again counts again.
    const opened = await ZipPackage.open(zipSync({ a: new Uint8Array(60 * MB) }, { level: 0 }));
    for (let times = 0; times < 5; times++) expect(await opened.bytes('a')).toHaveLength(60 * MB);
    await expect(opened.bytes('a')).rejects.toMatchObject({ code: 'spreadsheet_too_large' });
  });

  it('takes 2,000 entries and refuses 2,001', async () => {
    const many = (count: number): Uint8Array => zip(Object.fromEntries(Array.from({ length: count }, (_, i) => [`e${i}`, ''])));
    expect([...(await ZipPackage.open(many(2_000))).names]).toHaveLength(2_000);
    await expect(ZipPackage.open(many(2_001))).rejects.toMatchObject({ code: 'spreadsheet_too_large' });
  });

  it('refuses two parts of one name', async () => {
    await expect(ZipPackage.open(zip({ 'a.xml': '1', 'A.XML': '2' }))).rejects.toMatchObject({ code: 'spreadsheet_damaged' });
  });

  it('refuses encrypted entries', async () => {
    const bytes = patchEntry(xlsx(), part, (record) => record.writeUInt16LE(record.readUInt16LE(8) | 1, 8));
    await expect(inflate(bytes, part)).rejects.toMatchObject({ code: 'spreadsheet_encrypted' });
  });

  it('refuses a package cut at any place', async () => {
    const whole = xlsx({ sheet: '<row><c><v>1</v></c></row>' });
    for (let length = 4; length < whole.length; length += 37) {
      await expect(ZipPackage.open(whole.subarray(0, length))).rejects.toMatchObject({ code: 'spreadsheet_damaged' });
    }
  });
});
