// Decides what each row is: evidence from grammar, serials, details and merges, each decision with its reason.

import {
  isDistrictLabel,
  isNoteText,
  isOverview,
  isStatusLabel,
  isTitleStyle,
  isTotalText,
  looksLikeWork,
  readGroupLabel,
  type GroupLabel,
} from './group-label.ts';
import type { RowFacts, TableHabits } from './row-facts.ts';
import type { RowKind } from './types.ts';

export interface RowVerdict {
  readonly kind: RowKind;
  readonly reason: string;
  /** For section, district and status rows. */
  readonly label?: GroupLabel;
  readonly count?: number | null;
  /** Decided on thin evidence: worth a person's look. */
  readonly unsure?: true;
}

export interface RowJudge {
  readonly facts: readonly (RowFacts | null)[];
  readonly habits: TableHabits;
  readonly isRegion: (text: string) => boolean;
  /** The amounts of the row equal the sum of the rows after it. */
  readonly sumsFollowing: (index: number) => boolean;
}

const row = (kind: RowKind, reason: string): RowVerdict => ({ kind, reason });
const NUMBERED = row('project', '有序号和名称');
const BLANK = row('blank', '空行');

/** Judges all rows below the header. The result has one verdict per element of `facts`. */
export function judgeRows(judge: RowJudge): RowVerdict[] {
  const serials = neighbours(judge.facts);
  const verdicts: RowVerdict[] = [];
  let afterProject = false;
  judge.facts.forEach((facts, index) => {
    const verdict = facts === null ? BLANK : decide(judge, facts, index, serials, afterProject);
    if (verdict.kind !== 'continuation') afterProject = verdict.kind === 'project';
    verdicts.push(verdict);
  });
  return closeTail(judge, verdicts);
}

interface Neighbours {
  /** Nearest serial number before and after, Infinity-free: null when there is none. */
  readonly previous: readonly (number | null)[];
  readonly next: readonly (number | null)[];
  /** Serial of the very next written row. */
  readonly adjacent: readonly (number | null)[];
}

function neighbours(facts: readonly (RowFacts | null)[]): Neighbours {
  const previous: (number | null)[] = [];
  const next: (number | null)[] = Array.from({ length: facts.length }, () => null);
  const adjacent: (number | null)[] = Array.from({ length: facts.length }, () => null);
  let last: number | null = null;
  for (const f of facts) {
    previous.push(last);
    if (f !== null && f.name !== '' && f.serial !== null) last = f.serial.n;
  }
  let coming: number | null = null;
  let touching: number | null = null;
  for (let i = facts.length - 1; i >= 0; i -= 1) {
    next[i] = coming;
    adjacent[i] = touching;
    const f = facts[i];
    if (f === null || f === undefined || f.filled === 0) continue;
    touching = f.name !== '' && f.serial !== null ? f.serial.n : null;
    if (touching !== null) coming = touching;
  }
  return { previous, next, adjacent };
}

function decide(judge: RowJudge, f: RowFacts, index: number, serials: Neighbours, afterProject: boolean): RowVerdict {
  if (f.inBlock) return row('continuation', '与上面的项目名称在同一个合并单元格里');
  const numbered = f.serial !== null && f.name !== '';
  if (!(numbered && f.details > 0)) {
    if (isTotalText(f.first) || isTotalText(f.name) || isTotalText(f.serialText)) return row('subtotal', '合计行');
    if (f.filled <= 3 && f.serial === null && (isNoteText(f.first) || isNoteText(f.name))) return row('note', '说明文字');
    if (f.filled <= 2 && f.serial === null && isOverview(f.first)) return row('note', '概述文字');
    if (f.filled === 1 && f.serial === null && isParagraph(f.first)) return row('note', '说明文字');
  }
  if (f.name === '') return decideNameless(judge, f, afterProject);
  if (f.serial !== null) return decideNumbered(judge, f, index, serials);
  return decideUnnumbered(judge, f, index, serials);
}

const isParagraph = (text: string): boolean => text.length > 60 || (text.length > 30 && /[。；;]/.test(text));

function group(judge: RowJudge, label: GroupLabel, count: number | null, reason: string): RowVerdict {
  const name = label.label.replace(/(?:片区?|板块)$/, '');
  const status = isStatusLabel(label.label);
  const kind = status ? 'status' : isDistrictLabel(name) || (name.length <= 8 && judge.isRegion(name)) ? 'district' : 'section';
  return { kind, reason, label, count: label.count ?? count };
}

/** No name: a title in the serial column, more text of the project above, an unused numbered line … */
function decideNameless(judge: RowJudge, f: RowFacts, afterProject: boolean): RowVerdict {
  if (f.serialText !== '' && f.serial === null) {
    if (f.details > 0 && f.details >= judge.habits.details / 2) return row('note', '没有项目名称');
    const label = readGroupLabel(f.serialText);
    if (f.serialText.length > 40 && label.count === null && label.style === 'none') return row('note', '说明文字');
    return group(judge, label, f.count, f.wide ? '通栏的分组标题' : '序号列里是分组标题');
  }
  if (f.serial !== null) {
    if (f.details + f.amounts === 0) return row('blank', '只有序号');
    return row('note', '没有项目名称');
  }
  const label = readGroupLabel(f.first);
  if (f.filled <= 2 && (f.wide || ((label.count !== null || isTitleStyle(label.style)) && label.label !== ''))) return group(judge, label, f.count, '分组标题');
  if (afterProject) return row('continuation', '没有序号和名称，接在上一个项目之后');
  return row('note', '没有项目名称');
}

/** A serial and a name: a project, unless the serial is of another style than the projects' or the row opens a list. */
function decideNumbered(judge: RowJudge, f: RowFacts, index: number, serials: Neighbours): RowVerdict {
  const { habits } = judge;
  const style = f.serial?.style ?? 'arabic';
  if (style === habits.style && f.details > 0) return NUMBERED;
  const n = f.serial?.n ?? 0;
  const inOrder = serials.previous[index] === n - 1 && serials.next[index] === n + 1;
  const label = readGroupLabel(f.name);
  const named: GroupLabel = label.style === 'none' ? { ...label, style } : label;
  if (style !== habits.style && (isTitleStyle(style) || habits.style === 'arabic')) {
    if (f.details > 0 && (!isTitleStyle(style) || f.details >= habits.details / 2)) return NUMBERED;
    if (!isTitleStyle(style) && (inOrder || style === 'dotted')) return NUMBERED;
    return group(judge, named, f.count, '序号的写法与项目不同');
  }
  if (f.details > 0) return NUMBERED;
  const opens = serials.adjacent[index] === 1 && !(inOrder && n > 1);
  const place = isDistrictLabel(label.label) || (label.label.length <= 8 && judge.isRegion(label.label));
  const told = label.count !== null || f.count !== null || place || isStatusLabel(label.label);
  if (opens && told && n !== 1) return group(judge, named, f.count, '写着个数，且下一行序号从 1 重排');
  if (opens && (told || habits.others >= 2) && habits.details > 0) return group(judge, named, f.count, '没有项目内容，且下一行序号从 1 重排');
  if (place && habits.details > 0 && (f.count !== null || label.count !== null)) return group(judge, named, f.count, '区市名称带个数');
  return NUMBERED;
}

/** A name without a serial. */
function decideUnnumbered(judge: RowJudge, f: RowFacts, index: number, serials: Neighbours): RowVerdict {
  const { habits } = judge;
  const label = readGroupLabel(f.name);
  if (f.wide && !habits.wideNames) return group(judge, label, f.count, '通栏的分组标题');
  const strong = label.style === 'cn' || label.style === 'cn_bracket' || label.style === 'part' || label.style === 'roman';
  if (f.details > 0) {
    const thin = f.details === 1 && habits.details >= 3;
    if (thin && (strong || label.count !== null)) return group(judge, label, f.count, '分组标题，除个数金额外没有项目内容');
    return row('project', f.serialText === '' ? '有名称和项目内容' : '序号不是数字，但有名称和项目内容');
  }
  if (f.serialText !== '') {
    return f.count === null && label.count === null
      ? row('project', '序号不是数字，但有名称')
      : group(judge, readGroupLabel(f.serialText), f.count, '序号列里是分组标题');
  }
  if (isTitleStyle(label.style)) return group(judge, label, f.count, '标题式的编号');
  if (label.count !== null || f.count !== null) {
    const onlyNames = !habits.serialDense && habits.others === 0;
    const listed = onlyNames && label.count !== null && looksLikeWork(label.label) ? namesFollowing(judge, index) : label.count;
    if (listed !== label.count) return { ...row('project', '名称里的个数与后面的行数不符'), unsure: true };
    return group(judge, label, f.count, '写着个数');
  }
  const place = isDistrictLabel(label.label) || (label.label.length <= 8 && judge.isRegion(label.label));
  if (isStatusLabel(label.label) || place) return group(judge, label, null, place ? '区市名称' : '建设状态');
  return habits.serialDense ? unnumberedAmongNumbered(judge, f, label, index, serials) : bareName(judge, f, label, index);
}

/** Names until the next title, in a list that has nothing but names. */
function namesFollowing(judge: RowJudge, index: number): number {
  let names = 0;
  for (let i = index + 1; i < judge.facts.length; i += 1) {
    const f = judge.facts[i];
    if (f === null || f === undefined) continue;
    const label = readGroupLabel(f.name);
    if (f.wide || label.count !== null || isTitleStyle(label.style) || isTotalText(f.name) || isNoteText(f.name)) break;
    names += 1;
  }
  return names;
}

/** The table numbers its projects and this row has no number: the neighbours' numbers tell whether one is missing. */
function unnumberedAmongNumbered(judge: RowJudge, f: RowFacts, label: GroupLabel, index: number, serials: Neighbours): RowVerdict {
  const before = serials.previous[index] ?? null;
  const after = serials.next[index] ?? null;
  if (before !== null && after === before + 2) return row('project', `缺序号：前后序号是 ${before} 和 ${after}`);
  if (label.style === 'bracket' || label.style === 'arabic') {
    if (after !== 1) return { ...row('project', '名称前带编号'), unsure: true };
  }
  if (f.amounts > 0 && after !== null) {
    const work = looksLikeWork(f.name) && f.name.length >= 10 && !judge.sumsFollowing(index);
    return work ? { ...row('project', '没有序号，金额也不是后面各行之和'), unsure: true } : group(judge, label, f.count, '没有序号，只有合计数');
  }
  if (after === null) {
    return looksLikeWork(f.name) || f.amounts > 0 ? { ...row('project', '表尾没有序号的名称'), unsure: true } : row('note', '表尾文字');
  }
  return {
    ...group(judge, label, null, '没有序号，后面的序号接着或重新开始'),
    ...(looksLikeWork(f.name) && f.name.length > 12 ? { unsure: true as const } : {}),
  };
}

/** The table has no serials to go by. */
function bareName(judge: RowJudge, f: RowFacts, label: GroupLabel, index: number): RowVerdict {
  const { habits } = judge;
  if (f.amounts > 0) {
    return habits.details > 0 && judge.sumsFollowing(index) ? group(judge, label, f.count, '金额等于后面各行之和') : row('project', '有名称和金额');
  }
  if (habits.others >= 2 && habits.bareShare < 0.3) {
    const named = looksLikeWork(f.name) && f.name.length > 12;
    return named ? { ...row('project', '只有名称'), unsure: true } : group(judge, label, null, '只有标题，没有项目内容');
  }
  return row('project', '有名称');
}

/** Text after the last project opens nothing: it is a note, and so are the numbered lines after a 注. */
function closeTail(judge: RowJudge, verdicts: readonly RowVerdict[]): RowVerdict[] {
  const { facts, habits } = judge;
  const isRow = (v: RowVerdict): boolean => v.kind === 'project' || v.kind === 'continuation';
  const isLone = (index: number): boolean => {
    const f = facts[index];
    return f !== null && f !== undefined && f.serial === null && f.filled === 1;
  };
  const isSentence = (index: number): boolean => {
    const f = facts[index];
    return f !== null && f !== undefined && f.details + f.amounts === 0 && /[。；;]$/.test(f.name);
  };
  const noteLine = (index: number): boolean => {
    if (verdicts[index]?.kind !== 'project' || isSentence(index)) return true;
    return isLone(index) && (habits.serialDense || habits.others > 0 || /^(?:arabic|bracket|circled)$/.test(readGroupLabel(facts[index]?.name ?? '').style));
  };
  let end = verdicts.findLastIndex(isRow);
  const first = verdicts.findIndex(isRow);
  let tail = verdicts.length;
  while (tail > first + 1 && noteLine(tail - 1)) tail -= 1;
  const note = verdicts.findIndex((v, index) => index >= tail && v.kind === 'note');
  if (note >= 0 && note < end) end = note;
  return verdicts.map((verdict, index) => {
    if (index <= end || verdict.kind === 'blank' || verdict.kind === 'subtotal' || verdict.kind === 'note') return verdict;
    return isRow(verdict) || (verdict.count ?? null) === null ? row('note', '表尾文字') : verdict;
  });
}
