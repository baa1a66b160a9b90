// Bytes as groups of five letters and digits that can be read over the phone; each group checks itself and its place.

import { AppError } from '#domain/result.ts';

/** Crockford's alphabet: without I, L, O and U, which are misread or misheard. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const dataPerGroup = 4;
const groupLength = dataPerGroup + 1;

/** Multiplication by two in the field of 32 elements, x^5 + x^2 + 1. */
const doubled = (value: number): number => (value << 1) ^ (value & 16 ? 37 : 0);

/**
 * Check symbol of a group: every symbol counts with another power of two, and the place of the group counts with one.
 * One wrong symbol, two swapped symbols and two swapped groups are always found; anything else in 31 of 32 cases.
 */
function checkOf(data: readonly number[], place: number): number {
  return doubled(data.reduce((sum, symbol) => doubled(sum ^ symbol), 0)) ^ (place % 32);
}

const symbolsFor = (bytes: number): number => Math.ceil((bytes * 8) / 5);
const groupsFor = (bytes: number): number => Math.ceil(symbolsFor(bytes) / dataPerGroup);

/** The code of these bytes: groups of four symbols and a check symbol, joined by dashes. */
export function toReadable(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = Array.from({ length: groupsFor(bytes.length) }, (_, place) => {
    const data = Array.from({ length: dataPerGroup }, (_each, index) => {
      const at = (place * dataPerGroup + index) * 5;
      return Number.parseInt(bits.slice(at, at + 5).padEnd(5, '0'), 2);
    });
    return [...data, checkOf(data, place)].map((symbol) => alphabet[symbol]).join('');
  });
  return groups.join('-');
}

/** Reads what people type: small letters, O for 0, I and L for 1, full-width forms, blanks and dashes anywhere. */
const tidied = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}_.,，。·]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');

/** The bytes of a code. Error `bad_input` with the first wrong group (`details.group`, from 1), or with the number of groups there should be. */
export function fromReadable(text: string, byteLength: number): Uint8Array {
  const symbols = [...tidied(text)];
  const groups = groupsFor(byteLength);
  const values = symbols.map((symbol) => alphabet.indexOf(symbol));
  const wrong = Array.from({ length: Math.min(groups, Math.ceil(symbols.length / groupLength)) }, (_, place) => place).find((place) => {
    const group = values.slice(place * groupLength, (place + 1) * groupLength);
    return group.length < groupLength || group.includes(-1) || checkOf(group.slice(0, dataPerGroup), place) !== group[dataPerGroup];
  });
  if (wrong !== undefined) {
    throw new AppError('bad_input', `代码第 ${wrong + 1} 组有误，没有进行任何操作。请核对这一组的 ${groupLength} 个字符后重新输入。`, { group: wrong + 1 });
  }
  if (symbols.length !== groups * groupLength) {
    throw new AppError('bad_input', `代码应为 ${groups} 组、每组 ${groupLength} 个字符，没有进行任何操作。请核对是否缺少或多出一组。`, { groups });
  }
  const bits = values
    .filter((_, index) => index % groupLength < dataPerGroup)
    .map((value) => value.toString(2).padStart(5, '0'))
    .join('');
  if (/1/.test(bits.slice(byteLength * 8))) {
    throw new AppError('bad_input', `代码第 ${groups} 组有误，没有进行任何操作。请核对这一组的 ${groupLength} 个字符后重新输入。`, { group: groups });
  }
  return Uint8Array.from({ length: byteLength }, (_, index) => Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2));
}
