// The fixed table of cell styles: every look a sheet can have, numbered once, so that a cell carries only a number.

import type { ColumnFormat } from './sheet-spec.ts';

/** 方正小标宋 is not on every machine; Excel and WPS fall back to 宋体 by themselves. */
const fonts = {
  body: { name: '仿宋', size: 11, family: 3 },
  title: { name: '方正小标宋简体', size: 18, family: 4 },
  header: { name: '黑体', size: 11, family: 3 },
} as const;

interface Look {
  readonly font: keyof typeof fonts;
  readonly numberFormat: number;
  readonly align: 'left' | 'center' | 'right';
  readonly wrap?: true;
  readonly border?: true;
  readonly fill?: true;
  readonly quotePrefix?: true;
}

const TEXT = 49; // the built-in format "@": what is typed here stays text
const numberFormats = { money: 164, count: 165, year: 1, decimal2: 166, decimal6: 167, percent: 168, date: 169 } as const;

/** Negative numbers are red and keep their minus. */
const customFormats: readonly (readonly [id: number, code: string])[] = [
  [numberFormats.money, '#,##0.00##;[Red]-#,##0.00##'],
  [numberFormats.count, '#,##0;[Red]-#,##0'],
  [numberFormats.decimal2, '#,##0.00;[Red]-#,##0.00'],
  [numberFormats.decimal6, '0.000000'],
  [numberFormats.percent, '0.0%;[Red]-0.0%'],
  [numberFormats.date, 'yyyy-mm-dd'],
];

const number = (numberFormat: number): Look => ({ font: 'body', numberFormat, align: 'right' });
const centered = (numberFormat: number): Look => ({ font: 'body', numberFormat, align: 'center' });
const text: Look = { font: 'body', numberFormat: TEXT, align: 'left', wrap: true };

const ofFormat: Readonly<Record<ColumnFormat, Look>> = {
  text,
  money_wan: number(numberFormats.money),
  integer: number(numberFormats.count),
  year: centered(numberFormats.year),
  decimal2: number(numberFormats.decimal2),
  decimal6: number(numberFormats.decimal6),
  percent_bp: number(numberFormats.percent),
  date: centered(numberFormats.date),
  month: centered(TEXT),
  boolean: centered(TEXT),
};

const formats = Object.keys(ofFormat) as readonly ColumnFormat[];

const textLooks = {
  title: { font: 'title', numberFormat: TEXT, align: 'center' },
  unitLine: { font: 'body', numberFormat: TEXT, align: 'right' },
  header: { font: 'header', numberFormat: TEXT, align: 'center', wrap: true, border: true, fill: true },
  note: text,
  text: { ...text, border: true },
  centeredText: { ...centered(TEXT), border: true },
} as const satisfies Readonly<Record<string, Look>>;

export type TextStyle = keyof typeof textLooks;

const textStyles = Object.keys(textLooks) as readonly TextStyle[];
const FIRST_TEXT_STYLE = 1;
const FIRST_FORMAT_STYLE = FIRST_TEXT_STYLE + 2 * textStyles.length;

/** Position is the style number. Text comes in pairs, the second for what reads like a formula; formats too, the second without border. */
const looks: readonly Look[] = [
  { font: 'body', numberFormat: 0, align: 'left' },
  ...textStyles.flatMap((name): Look[] => [textLooks[name], { ...textLooks[name], quotePrefix: true }]),
  ...formats.flatMap((format): Look[] => [{ ...ofFormat[format], border: true }, ofFormat[format]]),
];

/** The style of a text cell; `formulaLike` marks it so that Excel keeps it as text even when a person edits it. */
export const textStyle = (name: TextStyle, formulaLike: boolean): number => FIRST_TEXT_STYLE + 2 * textStyles.indexOf(name) + (formulaLike ? 1 : 0);

/** The style of a written cell of this format. */
export const cellStyle = (format: ColumnFormat): number => FIRST_FORMAT_STYLE + 2 * formats.indexOf(format);

/** The style of a column's cells that hold nothing yet. */
export const columnStyle = (format: ColumnFormat): number => cellStyle(format) + 1;

/** `xl/styles.xml`. */
export function stylesXml(): string {
  const fontNames = Object.keys(fonts) as readonly (keyof typeof fonts)[];
  const fontXml = fontNames.map((key) => {
    const font = fonts[key];
    return `<font><sz val="${font.size}"/><color rgb="FF000000"/><name val="${font.name}"/><family val="${font.family}"/><charset val="134"/></font>`;
  });
  const sides = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`).join('');
  const cellFormats = looks.map(
    (look) =>
      `<xf numFmtId="${look.numberFormat}" fontId="${fontNames.indexOf(look.font)}" fillId="${look.fill ? 2 : 0}" borderId="${look.border ? 1 : 0}" xfId="0"` +
      `${look.quotePrefix ? ' quotePrefix="1"' : ''} applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">` +
      `<alignment horizontal="${look.align}" vertical="center"${look.wrap ? ' wrapText="1"' : ''}/></xf>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<numFmts count="${customFormats.length}">${customFormats.map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`).join('')}</numFmts>` +
    `<fonts count="${fontXml.length}">${fontXml.join('')}</fonts>` +
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F2"/><bgColor indexed="64"/></patternFill></fill></fills>' +
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${sides}<diagonal/></border></borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${cellFormats.length}">${cellFormats.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
