// The shared strings part of an xlsx: plain and rich text, without the phonetic readings.

import { readLimits } from './read-limits.ts';
import { ReadProblem } from './read-problem.ts';
import type { XmlHandler, XmlTokenizer } from './xml-tokenizer.ts';

/** Collects `strings` in order. */
export class SharedStringsHandler implements XmlHandler {
  readonly strings: string[] = [];
  #current = '';
  #phonetic = 0;

  open(name: string, xml: XmlTokenizer): void {
    if (name === 'si') this.#current = '';
    else if (name === 'rPh') this.#phonetic++;
    else if (name === 't' && this.#phonetic === 0) xml.captureText();
  }

  close(name: string, xml: XmlTokenizer): void {
    if (name === 't' && this.#phonetic === 0) this.#current += xml.takeText();
    else if (name === 'rPh') this.#phonetic--;
    else if (name === 'si') this.#add();
  }

  #add(): void {
    const text = decodeExcelEscapes(this.#current);
    if (text.length > readLimits.cellCharacters) {
      throw new ReadProblem('spreadsheet_too_large', `有单元格超过 ${readLimits.cellCharacters} 个字符`);
    }
    this.strings.push(text);
  }
}

/** Decodes `_x000D_` style escapes (ECMA-376 part 1, 22.4.2.4); `_x005F_` protects a literal underscore. */
export function decodeExcelEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
