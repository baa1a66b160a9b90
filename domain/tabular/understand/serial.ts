// Serial numbers in all their styles: 1, "1.0", (1), 一、, （一）, Ⅰ, ①, 1.1.

export type SerialStyle = 'arabic' | 'bracket' | 'cn' | 'cn_bracket' | 'roman' | 'circled' | 'dotted' | 'part';

export interface Serial {
  readonly style: SerialStyle;
  /** The position the serial stands for; dotted serials give their last part. */
  readonly n: number;
}

const CN_DIGITS = '零一二三四五六七八九';
const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };

/** 一 → 1, 十二 → 12, 二十一 → 21; undefined for anything else. */
function chineseNumber(text: string): number | undefined {
  const match = /^(?:([一二三四五六七八九])?(十)|)([一二三四五六七八九])?$/.exec(text);
  if (match === null || text === '') return undefined;
  const tens = match[2] === undefined ? 0 : match[1] === undefined ? 1 : CN_DIGITS.indexOf(match[1]);
  return tens * 10 + (match[3] === undefined ? 0 : CN_DIGITS.indexOf(match[3]));
}

function romanNumber(text: string): number {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) {
    const value = ROMAN[text[i] ?? ''] ?? 0;
    sum += value < (ROMAN[text[i + 1] ?? ''] ?? 0) ? -value : value;
  }
  return sum;
}

/** Reads a serial cell. Text with anything more than a serial is not one. */
export function readSerial(value: string | number): Serial | null {
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return dotted(String(value));
    if (value > 0 && value < 1_000_000) return { style: 'arabic', n: value };
    // Excel turns a typed (1) into -1.
    return value < 0 && value > -1000 ? { style: 'bracket', n: -value } : null;
  }
  if (value.length > 12) return null;
  const plain = /^\d{1,6}$/.exec(value);
  if (plain) return Number(value) > 0 ? { style: 'arabic', n: Number(value) } : null;
  return readSerialText(value);
}

function readSerialText(value: string): Serial | null {
  const circled = /^[\u2460-\u2473]$/.exec(value);
  if (circled) return { style: 'circled', n: value.charCodeAt(0) - 0x245f };
  const text = value
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^[*★▲☆△※#]+|[*★▲☆△※#]+$/g, '');
  const arabic = /^(?:№|no\.?)?(\d{1,6})(?:\.0+)?[、.．:)]?$/i.exec(text);
  if (arabic) return Number(arabic[1]) > 0 ? { style: 'arabic', n: Number(arabic[1]) } : null;
  const bracket = /^(?:[([【〔](\d{1,5})[)\]】〕]|-(\d{1,3}))、?$/.exec(text);
  if (bracket) return { style: 'bracket', n: Number(bracket[1] ?? bracket[2]) };
  const part = /^第([一二三四五六七八九十]+)(?:部分|类|批|章|篇)$/.exec(text);
  if (part) return serialOf('part', chineseNumber(part[1] ?? ''));
  const cnBracket = /^[([]([一二三四五六七八九十]+)[)\]]、?$/.exec(text);
  if (cnBracket) return serialOf('cn_bracket', chineseNumber(cnBracket[1] ?? ''));
  const cn = /^([一二三四五六七八九十]+)[、.．:]?$/.exec(text);
  if (cn) return serialOf('cn', chineseNumber(cn[1] ?? ''));
  const roman = /^([IVX]{1,5})[、.]?$/.exec(text);
  if (roman) return { style: 'roman', n: romanNumber(roman[1] ?? '') };
  return dotted(text);
}

function dotted(text: string): Serial | null {
  const match = /^\d{1,3}(?:[.-]\d{1,4}){1,3}[、.]?$/.exec(text);
  return match ? { style: 'dotted', n: Number(/(\d+)[、.]?$/.exec(text)?.[1] ?? 0) } : null;
}

function serialOf(style: SerialStyle, n: number | undefined): Serial | null {
  return n === undefined ? null : { style, n };
}
