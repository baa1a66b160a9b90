// Checks the clipboard text of Excel and WPS in both directions.

import { describe, expect, it } from 'vitest';
import { fromTabSeparated, toTabSeparated } from './tab-separated.ts';

describe('clipboard text', () => {
  it.each([
    [
      'the closing line break of Excel',
      'a\tb\r\n1\t2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'empty cells',
      '\t\r\nx\t',
      [
        ['', ''],
        ['x', ''],
      ],
    ],
    ['one cell', '30000', [['30000']]],
    ['line breaks and quotes in a cell', '"上行\n下行"\t"他说""好"""', [['上行\n下行', '他说"好"']]],
    ['a quote that opens nothing', '"海洋"项目\t2', [['"海洋"项目', '2']]],
    ['old Mac line ends', 'a\rb', [['a'], ['b']]],
  ])('reads %s', (_what, text, rows) => {
    expect(fromTabSeparated(text)).toEqual(rows);
  });

  it('writes what it reads back', () => {
    const rows = [
      ['项目\n名称', '含\t制表'],
      ['12.5', '"引号"'],
    ];
    expect(fromTabSeparated(toTabSeparated(rows))).toEqual(rows);
    expect(
      toTabSeparated([
        ['a', 'b'],
        ['1', ''],
      ]),
    ).toBe('a\tb\r\n1\t');
  });
});
