// Tests of delimited text: encodings, separators, quotes, line ends.

import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Workbook } from '#domain/tabular/sheet.ts';
import { readWorkbook } from './read-workbook.ts';

const read = (content: string | Uint8Array): Promise<Workbook> => readWorkbook(Buffer.from(content), '清单.csv');

async function rows(content: string | Uint8Array): Promise<unknown> {
  return (await read(content)).sheets[0]?.rows;
}

describe('encodings', () => {
  const text = '项目名称,总投资\r\n胶州湾第二隧道㐀,"1,234.50"\r\n';
  const expected = [
    ['项目名称', '总投资'],
    ['胶州湾第二隧道㐀', '1,234.50'],
  ];

  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 LE with mark', iconv.encode(text, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16 BE with mark', iconv.encode(text, 'utf-16be', { addBOM: true }), 'utf-16be'],
    ['UTF-16 LE without mark', iconv.encode(text, 'utf-16le'), 'utf-16le'],
    ['UTF-16 BE without mark', iconv.encode(text, 'utf-16be'), 'utf-16be'],
    ['GB18030', iconv.encode(text, 'gb18030'), 'gb18030'],
  ])('%s', async (_, bytes, encoding) => {
    const workbook = await read(bytes);
    expect(workbook).toMatchObject({ format: 'csv', encoding, notices: [] });
    expect(workbook.sheets[0]?.rows).toEqual(expected);
  });

  it('does not take GB18030 with a stray NUL byte for UTF-16', async () => {
    const bytes = Buffer.concat([iconv.encode('项目名称,备注\n'.repeat(50), 'gb18030'), Buffer.from([0])]);
    expect(await read(bytes)).toMatchObject({ encoding: 'gb18030' });
  });

  it('says how many characters of damaged text it could not read', async () => {
    const bytes = Buffer.concat([Buffer.from('项目名称,备注\n'.repeat(50)), Buffer.from([0xff]), Buffer.from(',x\n')]);
    const workbook = await read(bytes);
    expect(workbook.encoding).toBe('utf-8');
    expect(workbook.notices).toEqual([expect.stringContaining('有 1 个字符无法识别')]);
  });
});

describe('separators', () => {
  it.each([',', ';', '\t', '|'])('finds %j, also below a title and with other separators in the text', async (separator) => {
    const line = (...fields: string[]): string => fields.join(separator);
    const others = [',', ';', '\t', '|'].filter((other) => other !== separator).join('');
    const body = Array.from({ length: 5 }, (_, row) => line(String(row), `名称${row === 2 ? others : ''}`, '2024'));
    expect(await rows(`青岛市重点项目\n${line('序号', '名称', '年度')}\n${body.join('\n')}`)).toEqual([
      ['青岛市重点项目'],
      ['序号', '名称', '年度'],
      ...[0, 1, 2, 3, 4].map((row) => [String(row), `名称${row === 2 ? others : ''}`, '2024']),
    ]);
  });

  it('obeys a sep= line and leaves it out', async () => {
    expect(await rows('sep=|\r\na,b|c\r\n')).toEqual([['a,b', 'c']]);
  });

  it('reads one column without a separator', async () => {
    expect(await rows('名称\n甲\n')).toEqual([['名称'], ['甲']]);
  });
});

describe('records', () => {
  it('keeps quotes, separators and line breaks inside quoted fields, and numbers as text', async () => {
    expect(await rows('a,"b ""引号"", 逗号\r\n第二行",007\n')).toEqual([['a', 'b "引号", 逗号\r\n第二行', '007']]);
  });

  it('takes CR, LF and CRLF in one file and keeps empty lines as empty rows', async () => {
    const result = (await read('a,b\rc,d\ne,f\r\n\r\ng,h\n\ni,j')).sheets[0]?.rows ?? [];
    expect([...result]).toEqual([['a', 'b'], ['c', 'd'], ['e', 'f'], undefined, ['g', 'h'], undefined, ['i', 'j']]);
  });

  it('takes a quote in the middle of a field as it is', async () => {
    expect(await rows('5" 管,"x"y\nb,c\n')).toEqual([
      ['5" 管', 'xy'],
      ['b', 'c'],
    ]);
  });

  it('names the line of a quote that never ends', async () => {
    await expect(read('a,b\r\n"x\ny",c\rd,"e,f\ng')).rejects.toMatchObject({
      code: 'spreadsheet_damaged',
      message: expect.stringContaining('第 4 行的引号没有结束'),
    });
  });

  it('refuses more lines than a sheet has rows, blank ones too, without looking for a separator in all of them', async () => {
    await expect(read(`a,b${'\n'.repeat(20_000_000)}`)).rejects.toMatchObject({
      code: 'spreadsheet_too_large',
      message: expect.stringContaining('超过 1048576 行') as string,
    });
  });

  it('refuses a cell of more than 32,767 characters', async () => {
    await expect(read(`a,${'字'.repeat(32_768)}\n`)).rejects.toMatchObject({ code: 'spreadsheet_too_large' });
  });
});
