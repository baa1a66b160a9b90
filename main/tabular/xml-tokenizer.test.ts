// Tests of the XML tokenizer: the same events however the text is cut, and refusals.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { XmlTokenizer, type XmlHandler } from './xml-tokenizer.ts';

/** Every element with its `k` attribute and the text between its start and the next tag that ends. */
function events(...chunks: readonly string[]): string[] {
  const seen: string[] = [];
  const handler: XmlHandler = {
    open: (name, xml) => {
      seen.push(`<${name} ${xml.attribute('k') ?? '-'}`);
      xml.captureText();
    },
    close: (name, xml) => seen.push(`${xml.takeText()}>${name}`),
  };
  const tokenizer = new XmlTokenizer(handler);
  for (const chunk of chunks) tokenizer.write(chunk);
  tokenizer.end();
  return seen;
}

const document =
  '\ufeff<?xml version="1.0"?>\n<!-- a > b --><p:root xmlns:p="u"><p:a q:k="1 &gt; 0"\n other=\'"x"\' >文 &amp; 字&#x1F600;</p:a >' +
  '<b k=">"/><c><![CDATA[<&]]>]]&gt;</c><d  k = "é" /></p:root>\n<!---->';

const expected = ['<root -', '<a 1 > 0', '文 & 字😀>a', '<b >', '>b', '<c -', '<&]]>>c', '<d é', '>d', '>root'];

describe('XmlTokenizer', () => {
  it('gives local names, decoded attributes and decoded text', () => {
    expect(events(document)).toEqual(expected);
  });

  it('gives the same events wherever the text is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(document.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((a, b) => a - b), document.length];
        const chunks = places.slice(1).map((end, at) => document.slice(places[at], end));
        expect(events(...chunks)).toEqual(expected);
      }),
    );
  });

  it.each([
    '<a',
    '<a>',
    '<a></b>',
    '<a></a></a>',
    '<a/><b/>',
    '',
    '  ',
    'text',
    '<a k></a>',
    '<a k=1/>',
    '<a k="1/>',
    '<>',
    '<a>&x;</a>',
    '<a>&#0;</a>',
    '<a>& </a>',
    '<!--',
    '</a>',
    '<a><ab></b></a>',
  ])('refuses %j as damaged', (text) => {
    expect(() => events(text)).toThrow(expect.objectContaining({ code: 'spreadsheet_damaged' }));
  });

  it('refuses a DTD wherever it stands and however it is cut', () => {
    for (const text of ['<!DOCTYPE a><a/>', '<a><!ENTITY x "y"></a>', '<!doctype a><a/>']) {
      expect(() => events(...text)).toThrow(expect.objectContaining({ code: 'spreadsheet_hostile' }));
    }
  });

  it('takes 64 levels and refuses 65', () => {
    const nested = (levels: number): string => '<a>'.repeat(levels) + '</a>'.repeat(levels);
    expect(events(nested(64))).toHaveLength(128);
    expect(() => events(nested(65))).toThrow(expect.objectContaining({ code: 'spreadsheet_hostile' }));
  });

  it('refuses a tag that never ends before it fills memory', () => {
    expect(() => events('<a k="', ...Array.from({ length: 100 }, () => 'x'.repeat(100_000)))).toThrow(expect.objectContaining({ code: 'spreadsheet_hostile' }));
  });
});
