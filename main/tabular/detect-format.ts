// Tells what a file is by its content; names and extensions are only claims.

import { ReadProblem } from './read-problem.ts';
import { controlCharacters, decodeText, textEncoding } from './text-encoding.ts';
import { xmlEncoding } from './xml-part.ts';
import { ZipPackage } from './zip-package.ts';

/** A file recognised as something we read, with what recognising already opened. */
export type DetectedFile =
  | { readonly kind: 'xlsx' | 'xlsb' | 'ods'; readonly zip: ZipPackage }
  | { readonly kind: 'xls' | 'flat-ods' | 'spreadsheetml' }
  | { readonly kind: 'html' | 'csv'; readonly encoding: string };

/** Signatures of files people pick by mistake: bytes in Latin-1 at offset 0, and what to call the file. */
const foreignSignatures: readonly (readonly [string, string])[] = [
  ['%PDF-', 'PDF 文档'],
  ['\x89PNG', 'PNG 图片'],
  ['\xff\xd8\xff', 'JPEG 图片'],
  ['GIF8', 'GIF 图片'],
  ['BM', 'BMP 图片'],
  ['II*\0', 'TIFF 图片'],
  ['MM\0*', 'TIFF 图片'],
  ['RIFF', '图片或音视频文件'],
  ['Rar!', 'RAR 压缩包，请先解压'],
  ['7z\xbc\xaf', '7z 压缩包，请先解压'],
  ['\x1f\x8b', 'gzip 压缩包，请先解压'],
  ['{\\rtf', 'RTF 文档'],
  ['SQLite format 3\0', 'SQLite 数据库'],
  ['MZ', 'Windows 程序'],
  ['\x7fELF', 'Linux 程序'],
];

/** Text files that hold tables in formats no longer in use. */
const retiredTextFormats: readonly (readonly [RegExp, string])[] = [
  [/^ID;P/, 'SYLK（.slk）'],
  [/^TABLE\s+0,1\s/, 'DIF（.dif）'],
  [/^MIME-Version:/i, '单个文件网页（.mht）'],
];

/**
 * Recognises a spreadsheet by content. Throws `ReadProblem`: `not_a_spreadsheet` naming what the file looks like,
 * `spreadsheet_encrypted`, `spreadsheet_unsupported`, or what opening the zip found.
 */
export async function detectFormat(bytes: Uint8Array): Promise<DetectedFile> {
  if (bytes.length === 0) throw new ReadProblem('not_a_spreadsheet', '文件是空的（0 字节）');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString('latin1');
  if (head.startsWith('PK')) return detectInZip(await ZipPackage.open(bytes));
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return detectInOle(bytes);
  if (isBareBiff(bytes)) return { kind: 'xls' };
  const foreign = foreignSignatures.find(([signature]) => head.startsWith(signature));
  if (foreign !== undefined && !looksLikeText(head)) throw new ReadProblem('not_a_spreadsheet', `看起来是${foreign[1]}`);
  if (head.slice(4, 8) === 'ftyp') throw new ReadProblem('not_a_spreadsheet', '看起来是视频文件');
  if (isDbf(bytes)) throw new ReadProblem('spreadsheet_unsupported', '这是 dBASE（.dbf）数据表');
  return detectInText(bytes);
}

/** Two-letter signatures (`BM`, `MZ`) also begin ordinary text: only a head with control bytes is binary. */
function looksLikeText(head: string): boolean {
  return controlCharacters(head) === 0 && !/^(?:%PDF-|\{\\rtf)/.test(head);
}

async function detectInZip(zip: ZipPackage): Promise<DetectedFile> {
  if (zip.has('mimetype')) {
    const type = (await zip.bytes('mimetype')).subarray(0, 200).toString('latin1').trim();
    if (type.startsWith('application/vnd.oasis.opendocument.spreadsheet')) return { kind: 'ods', zip };
    if (type.startsWith('application/vnd.oasis.opendocument')) throw new ReadProblem('not_a_spreadsheet', '看起来是 OpenDocument 文字或演示文稿');
  }
  const names = [...zip.names];
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/(?:^|\/)workbook\.bin$/)) return { kind: 'xlsb', zip };
  if (has(/^word\//)) throw new ReadProblem('not_a_spreadsheet', '看起来是 Word 文档（.docx）');
  if (has(/^ppt\//)) throw new ReadProblem('not_a_spreadsheet', '看起来是 PowerPoint 演示文稿（.pptx）');
  if (has(/(?:^|\/)workbook\.xml$/) || has(/^xl\//) || has(/^_rels\/\.rels$/)) return { kind: 'xlsx', zip };
  if (has(/^content\.xml$/)) return { kind: 'ods', zip };
  if (has(/^ofd\.xml$/)) throw new ReadProblem('not_a_spreadsheet', '看起来是 OFD 版式文档');
  if (has(/\.iwa$/)) throw new ReadProblem('spreadsheet_unsupported', '看起来是 Apple 的 iWork 文档');
  throw new ReadProblem('not_a_spreadsheet', '看起来是 zip 压缩包，请先解压');
}

function detectInOle(bytes: Uint8Array): DetectedFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (hasOleStream(buffer, 'EncryptedPackage')) throw new ReadProblem('spreadsheet_encrypted', '文件已加密');
  if (hasOleStream(buffer, 'Workbook') || hasOleStream(buffer, 'Book')) return { kind: 'xls' };
  if (hasOleStream(buffer, 'WordDocument')) throw new ReadProblem('not_a_spreadsheet', '看起来是 Word 文档（.doc）');
  if (hasOleStream(buffer, 'PowerPoint Document')) throw new ReadProblem('not_a_spreadsheet', '看起来是 PowerPoint 演示文稿（.ppt）');
  throw new ReadProblem('spreadsheet_damaged', '文件中没有工作簿');
}

/** Looks for a directory entry of a compound file: 128-byte aligned, UTF-16 name, ended by NUL. */
function hasOleStream(bytes: Buffer, name: string): boolean {
  const pattern = Buffer.from(`${name}\0`, 'utf16le');
  for (let at = bytes.indexOf(pattern); at !== -1; at = bytes.indexOf(pattern, at + 1)) {
    if (at % 128 === 0) return true;
  }
  return false;
}

/** Excel 2–4 wrote the record stream without a compound file: BOF record, length, then a known version or type. */
function isBareBiff(bytes: Uint8Array): boolean {
  const [opcode, version, length, zero] = bytes;
  return (
    opcode === 0x09 && (version === 0 || version === 2 || version === 4 || version === 8) && length !== undefined && length >= 4 && length <= 16 && zero === 0
  );
}

/** dBASE: version byte, a plausible date, and a header length that is filled with 32-byte fields. */
function isDbf(bytes: Uint8Array): boolean {
  const [version, , month, day] = bytes;
  if (version === undefined || ![0x02, 0x03, 0x30, 0x31, 0x43, 0x83, 0x8b, 0xf5].includes(version) || bytes.length < 32) return false;
  return month !== undefined && month >= 1 && month <= 12 && day !== undefined && day >= 1 && day <= 31;
}

function detectInText(bytes: Uint8Array): DetectedFile {
  const encoding = textEncoding(bytes);
  const start = decodeText(bytes.subarray(0, 64 * 1024), encoding).text.trimStart();
  const retired = retiredTextFormats.find(([pattern]) => pattern.test(start));
  if (retired !== undefined) throw new ReadProblem('spreadsheet_unsupported', `这是 ${retired[1]} 格式`);
  if (!start.startsWith('<')) return { kind: 'csv', encoding };
  if (/<(?:\w+:)?Workbook\b/.test(start) && start.includes('urn:schemas-microsoft-com:office:spreadsheet')) return { kind: 'spreadsheetml' };
  if (/<office:document\b/.test(start)) {
    if (start.includes('opendocument.spreadsheet')) return { kind: 'flat-ods' };
    throw new ReadProblem('not_a_spreadsheet', '看起来是 OpenDocument 文字或演示文稿');
  }
  if (/<(?:!doctype\s+html|html|head|body|meta|table|style)\b/i.test(start)) return { kind: 'html', encoding: htmlEncoding(bytes, encoding) };
  if (start.startsWith('<?xml')) throw new ReadProblem('not_a_spreadsheet', '看起来是其他用途的 XML 文件');
  return { kind: 'csv', encoding };
}

/** A page may declare its encoding; one that can be read as UTF-8 is UTF-8 all the same. */
function htmlEncoding(bytes: Uint8Array, guessed: string): string {
  if (guessed !== 'gb18030') return guessed;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const declared = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase() ?? xmlEncoding(bytes);
  return ['big5', 'shift_jis', 'euc-kr', 'windows-1252', 'iso-8859-1'].includes(declared) ? declared : guessed;
}
