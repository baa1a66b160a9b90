// Tests of recognising a file by its content, whatever its name says.

import { describe, expect, it } from 'vitest';
import { readWorkbook } from './read-workbook.ts';
import { zip } from './testing/xlsx-fixture.ts';

/** A compound file header and one directory entry with the given stream name, 128-byte aligned. */
function ole(stream: string): Uint8Array {
  const bytes = Buffer.alloc(1024);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.write(`${stream}\0`, 512, 'utf16le');
  return bytes;
}

const binary = (text: string): Uint8Array => Buffer.from(text.padEnd(64, '\x01'), 'latin1');

describe('refusals name what the file looks like', () => {
  it.each([
    ['empty', new Uint8Array(0), 'not_a_spreadsheet', '0 字节'],
    ['pdf', Buffer.from('%PDF-1.7\n1 0 obj'), 'not_a_spreadsheet', 'PDF'],
    ['png', binary('\x89PNG\r\n\x1a\n'), 'not_a_spreadsheet', 'PNG'],
    ['jpeg', binary('\xff\xd8\xff\xe0'), 'not_a_spreadsheet', 'JPEG'],
    ['rar', binary('Rar!\x1a\x07'), 'not_a_spreadsheet', 'RAR'],
    ['program', binary('MZ\x90\0'), 'not_a_spreadsheet', '程序'],
    ['rtf', Buffer.from('{\\rtf1 x}'), 'not_a_spreadsheet', 'RTF'],
    ['docx', zip({ '[Content_Types].xml': '', '_rels/.rels': '', 'word/document.xml': '' }), 'not_a_spreadsheet', '.docx'],
    ['pptx', zip({ '_rels/.rels': '', 'ppt/presentation.xml': '' }), 'not_a_spreadsheet', '.pptx'],
    ['odt', zip({ mimetype: 'application/vnd.oasis.opendocument.text' }), 'not_a_spreadsheet', 'OpenDocument'],
    ['ofd', zip({ 'OFD.xml': '' }), 'not_a_spreadsheet', 'OFD'],
    ['plain zip', zip({ 'a.txt': '' }), 'not_a_spreadsheet', '压缩包'],
    ['doc', ole('WordDocument'), 'not_a_spreadsheet', '.doc'],
    ['encrypted xlsx', ole('EncryptedPackage'), 'spreadsheet_encrypted', '取消密码后另存'],
    ['other compound file', ole('Contents'), 'spreadsheet_damaged', '没有工作簿'],
    ['sylk', Buffer.from('ID;PWXL;N;E\r\nC;X1;Y1;K1'), 'spreadsheet_unsupported', 'SYLK'],
    ['mht', Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related'), 'spreadsheet_unsupported', '.mht'],
    ['dbf', Buffer.concat([Buffer.from([0x03, 0x7c, 3, 1]), Buffer.alloc(60)]), 'spreadsheet_unsupported', '.dbf'],
    ['other xml', Buffer.from('<?xml version="1.0"?><svg/>'), 'not_a_spreadsheet', 'XML'],
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919 + (at >> 3) * 31) % 256)), 'not_a_spreadsheet', '二进制'],
  ])('%s', async (_, bytes, code, words) => {
    await expect(readWorkbook(bytes, '名单.xlsx')).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(`^文件“名单\\.xlsx”.*${words.replaceAll('.', '\\.')}.*本次未写入任何数据。$`)),
    });
  });
});

it('does not take text that begins like a binary for one', async () => {
  expect(await readWorkbook(Buffer.from('BM编号,名称\n1,甲\n'), 'a.csv')).toMatchObject({ format: 'csv' });
  expect(await readWorkbook(Buffer.from('MZ,PK\n1,2\n'), 'a.csv')).toMatchObject({ format: 'csv' });
});

it('refuses more than 50 MB without looking', async () => {
  await expect(readWorkbook(new Uint8Array(50 * 1024 * 1024 + 1), 'a.xlsx')).rejects.toMatchObject({ code: 'spreadsheet_too_large' });
});
