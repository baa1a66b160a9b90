// Official document numbers (发文字号) and orders (令): brings the usual misspellings into standard form, flags the rest.
import { infoFinding, warningFinding, type Finding } from '#domain/codes/finding.ts';
import { normaliseCode } from '#domain/codes/normalise-text.ts';

const document = /^([\u4e00-\u9fa5]{2,20})〔((?:19|20)\d{2})〕([1-9]\d{0,5})号$/;
const order = /^([\u4e00-\u9fa5]{1,20}令)第([1-9]\d{0,5}|[一二三四五六七八九十百千零〇]{1,12})号$/;
const yearInAnyBrackets = /[[【(〔{〖〈《<](\d{4})[\]】)〕}〗〉》>]/;

export interface DocumentNumberParts {
  /** `青发改投资`, or `国务院令` for an order. */
  readonly issuer: string;
  /** Absent for an order: orders are numbered through the years. */
  readonly year?: number;
  /** As written: orders of the chairman are numbered in Chinese numerals. */
  readonly sequence: string;
}

export interface DocumentNumberCheck {
  readonly raw: string;
  readonly normalised: string;
  /** `unrecognised` keeps the text as it is: it cannot be repaired without asking a person. */
  readonly kind: 'document' | 'order' | 'unrecognised';
  readonly parts: DocumentNumberParts | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Normalises a document number to `机关代字〔年份〕序号号` or `机关令第N号`: any brackets become 〔〕, 第 and leading zeros
 * of the sequence go. What still has another form is `document_number_unrepairable`, a warning: old papers carry broken
 * numbers and must be storable, with the raw value kept beside.
 */
export function checkDocumentNumber(raw: string): DocumentNumberCheck {
  const normalised = normaliseCode(raw)
    .replace(yearInAnyBrackets, '〔$1〕')
    .replace(/〔(\d{4})〕第?0*([1-9]\d*)号/, '〔$1〕$2号')
    .replace(/令第?0*([1-9]\d*)号$/, '令第$1号');
  const changed: readonly Finding[] =
    normalised === raw ? [] : [infoFinding('document_number_normalised', `发文字号已规范为“${normalised}”，原文“${raw}”一并保留。`)];

  const [, issuer, year, sequence] = document.exec(normalised) ?? [];
  if (issuer !== undefined && year !== undefined && sequence !== undefined) {
    return { raw, normalised, kind: 'document', parts: { issuer, year: Number(year), sequence }, findings: changed };
  }
  const [, orderIssuer, orderSequence] = order.exec(normalised) ?? [];
  if (orderIssuer !== undefined && orderSequence !== undefined) {
    return { raw, normalised, kind: 'order', parts: { issuer: orderIssuer, sequence: orderSequence }, findings: changed };
  }
  const message = `发文字号“${raw}”不符合“机关代字〔年份〕序号号”的格式，无法自动修正，已按原文保留；请对照文件原件更正。`;
  return {
    raw,
    normalised,
    kind: 'unrecognised',
    parts: undefined,
    findings: [warningFinding('document_number_unrepairable', message)],
  };
}
