// Where the money unit is written: in a column's header, on a unit line, in the title, or in a note.

import { squeeze } from './cell-text.ts';
import type { Grid } from './grid.ts';
import type { MoneyUnit, UnitFinding } from './types.ts';

const NAMES: Readonly<Record<string, MoneyUnit>> = { 元: 'yuan', 万元: 'wan', 万: 'wan', 亿元: 'yi', 亿: 'yi' };
const FOREIGN = /(?:美元|欧元|港元|港币|日元|英镑|usd|eur|hkd)/i;

export type HeaderUnit = MoneyUnit | 'foreign' | 'odd' | null;

/** The unit a header path names, the innermost part first. `odd`: a unit such as 千元 that columns cannot be read in. */
export function unitInHeader(parts: readonly string[]): HeaderUnit {
  for (const part of parts.toReversed()) {
    const text = squeeze(part);
    if (FOREIGN.test(text)) return 'foreign';
    const bracket = /[([【][^)\]】]*?((?:[百千十]?万|亿|千)?元)[^([【]*[)\]】]?/.exec(text);
    const plain = bracket ?? /(?:单位)?[:,/]?((?:[百千十]?万|亿|千)元)(?:[)\]】]|$)/.exec(text) ?? /[([](亿|万)[)\]]/.exec(text);
    if (plain) return NAMES[plain[1] ?? ''] ?? 'odd';
  }
  return null;
}

const UNIT_LINE = /单位(?:(?:均|都|统一)?(?:为|是|[:：])+[^。;；\d]{0,12}?|[(（]?)((?:[百千十]?万|亿|千)?元)(?!\/)/;
/** 以万元为单位, 按亿元计. */
const UNIT_CLAUSE = /[以按]((?:[百千十]?万|亿|千)?元)(?:作?为)?(?:计量|填报)?(?:单位|计|填[报写列])/;
const TITLE_UNIT = /[([【](?:金额|投资)?(?:单位[:：]?)?[^)\]】\d]{0,8}?((?:万|亿)?元)[^)\]】]{0,6}[)\]】]/;

/** Looks for a unit in the rows above the header (the nearest first), then in the notes below the table. */
export function findUnit(grid: Grid, from: number, headerTop: number, noteRows: readonly number[]): UnitFinding | null {
  for (let row = headerTop - 1; row >= from; row -= 1) {
    const found = unitInRow(grid, row, 'unit_line');
    if (found) return found;
  }
  for (const row of noteRows) {
    const found = unitInRow(grid, row, 'note');
    if (found) return found;
  }
  return null;
}

function unitInRow(grid: Grid, row: number, from: 'unit_line' | 'note'): UnitFinding | null {
  const texts = grid.filled(row).map((column) => grid.text(row, column));
  for (const text of texts) {
    const tight = squeeze(text);
    const line = UNIT_LINE.exec(tight) ?? UNIT_CLAUSE.exec(tight);
    const unit = line ? NAMES[line[1] ?? ''] : undefined;
    if (unit) return { unit, from: /^[(（]?(?:金额|投资|资金|货币|计量|数据)?单位/.test(tight) || from === 'note' ? from : 'title', text };
    const title = from === 'unit_line' ? TITLE_UNIT.exec(tight) : null;
    const titleUnit = title ? NAMES[title[1] ?? ''] : undefined;
    if (titleUnit) return { unit: titleUnit, from: 'title', text };
  }
  const bare = from === 'unit_line' ? texts.map((text) => /^[(]?((?:万|亿)元)[)]?$/.exec(squeeze(text))?.[1]).find((word) => word !== undefined) : undefined;
  const bareUnit = bare === undefined ? undefined : NAMES[bare];
  if (bareUnit) return { unit: bareUnit, from, text: texts.join('') };
  // 「单位：」 and 「万元」 in two neighbouring cells.
  const joined = UNIT_LINE.exec(squeeze(texts.join('')));
  const unit = joined ? NAMES[joined[1] ?? ''] : undefined;
  return unit && texts.length > 1 ? { unit, from, text: texts.join('') } : null;
}
