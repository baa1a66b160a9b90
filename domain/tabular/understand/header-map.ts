// Gives every column at most one target (two for 起止年限), from its header path and from what the column holds.

import { readAmount } from './amounts.ts';
import { isEmptyMark, squeeze } from './cell-text.ts';
import { readDate, readDateRange } from './dates.ts';
import type { Grid } from './grid.ts';
import { headerParts, type HeaderBlock } from './header-find.ts';
import {
  canonicalHeader,
  isPlainMoney,
  isRangeHeader,
  isSerialHeader,
  isWholeWord,
  qualifiersOf,
  rangeEnd,
  withoutBrackets,
  type Qualifier,
  type Vocabulary,
} from './header-words.ts';
import type { ImportTarget } from './types.ts';

export interface MappedColumn {
  readonly index: number;
  /** Texts of the header from top to bottom. */
  readonly parts: readonly string[];
  readonly header: string;
  readonly target: ImportTarget | null;
  /** The finish-date target when the column holds 起止. */
  readonly alsoTarget: ImportTarget | null;
  readonly confidence: number;
  readonly reason: string;
  readonly serial: boolean;
}

interface Candidate {
  readonly column: number;
  readonly target: ImportTarget;
  readonly also: ImportTarget | null;
  readonly score: number;
  readonly reason: string;
}

const SAMPLE = 40;
const NONE: ReadonlySet<Qualifier> = new Set();

/** Assigns targets to the columns under a header block; `end` is the table's last row, exclusive. */
export function mapColumns(grid: Grid, block: HeaderBlock, end: number, vocabulary: Vocabulary, baseYear: number | undefined): MappedColumn[] {
  const columns = Array.from({ length: grid.width }, (_, index) => {
    const parts = joinCutWords(headerParts(grid, block.top, block.bottom, index), vocabulary, baseYear);
    return { index, parts, sample: sampleColumn(grid, block.end + 1, end, index) };
  });
  const candidates = columns.flatMap(({ index, parts, sample }) =>
    candidatesFor(parts, vocabulary, baseYear).map((c): Candidate => {
      const fit = contentFit(c.target, c.also !== null, sample);
      return { column: index, ...c, score: c.score * fit.factor + fit.bonus, reason: fit.note === '' ? c.reason : `${c.reason}；${fit.note}` };
    }),
  );
  const chosen = assign(candidates);
  return columns.map(({ index, parts }) => describe(index, parts, chosen.get(index), candidates));
}

/** 建设起 over 止年限 is one word cut by the page, not a parent and a child. */
function joinCutWords(parts: readonly string[], vocabulary: Vocabulary, baseYear: number | undefined): readonly string[] {
  if (parts.length < 2) return parts;
  const joined = canonicalHeader(parts.join(''), baseYear);
  const exact = (text: string): boolean => isSerialHeader(text) || isRangeHeader(text) || (vocabulary.match(text, NONE)[0]?.score ?? 0) >= 0.98;
  const tail = canonicalHeader(parts.at(-1) ?? '', baseYear);
  const head = canonicalHeader(parts[0] ?? '', baseYear);
  if (isSerialHeader(joined) && joined.length <= 3) return [parts.join('')];
  const cut = exact(joined) && !exact(tail) && !isRangeHeader(head) && (head.length <= 3 || tail.length <= 3 || !exact(head));
  return cut && !isWholeWord(tail) && parts.every((part) => part.length <= 8) ? [parts.join('')] : parts;
}

function candidatesFor(parts: readonly string[], vocabulary: Vocabulary, baseYear: number | undefined): Omit<Candidate, 'column'>[] {
  if (parts.length === 0) return [];
  const path = parts.map((part) => canonicalHeader(part, baseYear));
  const tail = path.at(-1) ?? '';
  const parents = path.slice(0, -1);
  const context = new Set(parents.flatMap((parent) => [...qualifiersOf(parent)]));
  const found = new Map<string, Omit<Candidate, 'column'>>();
  const offer = (target: ImportTarget, score: number, reason: string, also: ImportTarget | null = null): void => {
    if (score > (found.get(target.id)?.score ?? 0)) found.set(target.id, { target, also, score, reason });
  };

  const range = pairFor(vocabulary);
  const end = parents.some(isRangeHeader) ? rangeEnd(tail) : null;
  if (range && end !== null) offer(range[end], 0.98, '起止时间之下的一端');
  else if (range && (isRangeHeader(tail) || (parents.length === 0 && isRangeHeader(path.join('')))))
    offer(range.start, 0.99, '表头是起止时间，一列填开工和竣工', range.finish);

  // 2026年 or 全年 over figures is that year's column, not a column of years.
  const literalYear = /^(?:20\d{2}年?度?|全年)$/.test(squeeze(parts.at(-1) ?? ''));
  for (const m of vocabulary.match(tail, context))
    if (!literalYear || m.target.kind !== 'year') offer(m.target, m.score, m.score >= 0.97 ? '表头就是字段名' : `表头含“${m.alias}”`);
  if (parents.length > 0) {
    for (let from = 0; from < parents.length; from += 1) {
      const above = new Set(path.slice(0, from).flatMap((parent) => [...qualifiersOf(parent)]));
      for (const m of vocabulary.match(path.slice(from).join(''), above))
        if (m.score >= 0.85) offer(m.target, m.score * 0.98, `上下级表头合起来是“${m.alias}”`);
    }
  }
  // 一季度 under 年度计划投资 is the 一季度计划投资 of the dictionary.
  if (/^(?:第?[一二三四]季度|\d{1,2}月)$/.test(tail)) {
    for (const parent of parents)
      for (const m of vocabulary.match(tail.replace('第', '') + parent.replaceAll('年度', ''), NONE))
        if (m.score >= 0.85) offer(m.target, m.score * 0.97, `上下级表头合起来是“${m.alias}”`);
  }
  // 全年 beside the quarters is the whole of the plan above them.
  if ((isWholeWord(tail) || tail === '年度') && parents.length > 0) {
    const above = new Set(path.slice(0, -2).flatMap((parent) => [...qualifiersOf(parent)]));
    for (const m of vocabulary.match(path.at(-2) ?? '', above)) offer(m.target, m.score * 0.96, `上级表头是“${m.alias}”，本列是合计`);
  }
  annualFigure(tail, parents, context, vocabulary, offer);
  return [...found.values()];
}

/** 总投资 under 2024年计划投资 is that year's figure; so is a bare 2024年计划 over numbers. */
function annualFigure(
  tail: string,
  parents: readonly string[],
  context: ReadonlySet<Qualifier>,
  vocabulary: Vocabulary,
  offer: (target: ImportTarget, score: number, reason: string) => void,
): void {
  const annual = vocabulary.annualMoney();
  if (annual === undefined) return;
  const own = qualifiersOf(tail);
  const all = new Set([...own, ...context]);
  const onlyAnnual = all.size === 1 && all.has('annual');
  const plainTail = withoutBrackets(tail);
  if (onlyAnnual && !own.has('annual') && isPlainMoney(plainTail) && parents.length > 0) offer(annual, 0.92, '在年度表头之下的投资额是年度数');
  if (onlyAnnual && /^(?:年度)(?:计划|安排|投资|预计|任务)(?:安排|投资|完成|数|额|总投资)*$/.test(plainTail)) offer(annual, 0.9, '年度计划数');
  const total = vocabulary.match('总投资', NONE)[0]?.target;
  if (all.size === 0 && total !== undefined && /^(?:项目)?投资(?:规模|总额|额|金额|总量)?$/.test(plainTail)) offer(total, 0.7, '没有写明年度的投资额按总投资');
}

function pairFor(vocabulary: Vocabulary): { start: ImportTarget; finish: ImportTarget } | undefined {
  for (const { target } of vocabulary.words) {
    const finish = target.pairedWith === undefined ? undefined : vocabulary.words.find((w) => w.target.id === target.pairedWith)?.target;
    if (finish) return { start: target, finish };
  }
  return undefined;
}

interface Sample {
  readonly texts: readonly (string | number | { readonly date: string })[];
}

/** Values of a column spread over the table, so a few odd rows at the top do not decide. */
function sampleColumn(grid: Grid, from: number, end: number, column: number): Sample {
  const texts: (string | number | { readonly date: string })[] = [];
  const rows = end - from;
  const step = Math.max(1, Math.floor(rows / (SAMPLE * 3)));
  for (let row = from; row < end && texts.length < SAMPLE; row += step) {
    const cell = grid.cell(row, column);
    if (typeof cell === 'number') texts.push(cell);
    else if (typeof cell === 'string' && cell.trim() !== '' && !isEmptyMark(cell.trim())) texts.push(cell.trim());
    else if (cell !== null && typeof cell === 'object' && 'date' in cell) texts.push(cell);
  }
  return { texts };
}

interface Fit {
  readonly factor: number;
  readonly bonus: number;
  readonly note: string;
}

/** Whether the column holds what the target stores: the header proposes, the content may veto or confirm. */
function contentFit(target: ImportTarget, range: boolean, { texts }: Sample): Fit {
  const neutral: Fit = { factor: 1, bonus: 0, note: '' };
  if (texts.length < 2) return neutral;
  const share = (test: (text: Sample['texts'][number]) => boolean): number => texts.filter(test).length / texts.length;
  const veto = (note: string): Fit => ({ factor: 0.4, bonus: 0, note });
  switch (target.kind) {
    case 'money': {
      const readable = share((t) => typeof t === 'number' || (typeof t === 'string' && moneyLike(t)));
      return readable < 0.4 ? veto('但内容不是金额') : neutral;
    }
    case 'integer':
    case 'decimal':
    case 'percent':
      return share((t) => typeof t === 'number' || (typeof t === 'string' && /^[\d.,，]+\s*[^\d\s-]{0,6}$/.test(t))) < 0.4 ? veto('但内容不是数字') : neutral;
    case 'date':
    case 'month':
    case 'year': {
      const readable = share((t) => (range ? readsAsRange(t) : readDate(t).kind === 'date' || readsAsRange(t)));
      return readable < 0.3 && !range ? veto('但内容不是日期') : neutral;
    }
    case 'code': {
      const items = target.codeItems;
      if (items === undefined) return neutral;
      const names = new Set(items.flatMap((item) => [item.code, item.name, ...(item.aliases ?? [])].map(squeeze)));
      return { factor: 1, bonus: 0.1 * share((t) => typeof t === 'string' && names.has(squeeze(t))), note: '' };
    }
    case 'text':
      return target.isTitle === true || target.identifies === true || share((t) => typeof t === 'string') > 0.2
        ? neutral
        : { factor: 0.8, bonus: 0, note: '内容是数字' };
    default:
      return neutral;
  }
}

const readsAsRange = (cell: Sample['texts'][number]): boolean => {
  const { start, finish } = readDateRange(cell);
  return start.kind === 'date' || finish.kind === 'date' || (start.kind === 'unreadable' && start.code === 'date_duration');
};

const moneyLike = (text: string): boolean => {
  const reading = readAmount(text, 'wan');
  return reading.kind !== 'unreadable' || reading.code === 'amount_approximate' || reading.code === 'amount_range' || reading.code === 'amount_several';
};

/** Best score first; a column gets one target and a target one column. */
function assign(candidates: readonly Candidate[]): Map<number, Candidate> {
  const chosen = new Map<number, Candidate>();
  const taken = new Set<string>();
  const ordered = [...candidates].sort((a, b) => b.score - a.score || a.column - b.column);
  for (const candidate of ordered) {
    if (candidate.score < 0.62 || chosen.has(candidate.column) || taken.has(candidate.target.id)) continue;
    // 起止年限 beside a column of its own for the finish fills the start only.
    const also = candidate.also !== null && taken.has(candidate.also.id) ? null : candidate.also;
    chosen.set(candidate.column, { ...candidate, also });
    taken.add(candidate.target.id);
    if (also) taken.add(also.id);
  }
  return chosen;
}

function describe(index: number, parts: readonly string[], chosen: Candidate | undefined, candidates: readonly Candidate[]): MappedColumn {
  const header = parts.join('/');
  const serial = parts.some((part) => isSerialHeader(canonicalHeader(part)));
  const base = { index, parts, header, serial };
  if (chosen) {
    return { ...base, target: chosen.target, alsoTarget: chosen.also, confidence: Math.min(1, chosen.score), reason: chosen.reason };
  }
  const lost = candidates.find((c) => c.column === index && c.score >= 0.62);
  const reason = serial ? '序号列' : header === '' ? '没有表头' : lost ? `“${lost.target.label}”已由更合适的列填写` : '没有对应的字段';
  return { ...base, target: null, alsoTarget: null, confidence: 0, reason };
}
