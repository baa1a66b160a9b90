// One table: header, columns, unit, rows, projects. A sheet holds one or more of them.

import { squeeze } from './cell-text.ts';
import { compareDeclared, unitFromDeclared } from './declared.ts';
import type { Grid } from './grid.ts';
import { isNoteText, isOverview } from './group-label.ts';
import { headerParts, type HeaderBlock } from './header-find.ts';
import { mapColumns, type MappedColumn } from './header-map.ts';
import { canonicalHeader, isSerialHeader, type Vocabulary } from './header-words.ts';
import { findLayout, type Layout } from './name-columns.ts';
import { ProblemLog } from './problem-log.ts';
import { buildProjects, type BuiltProject, type TableReading } from './projects.ts';
import { factsOf, habitsOf, repeatTest, type RowFacts } from './row-facts.ts';
import { judgeRows, type RowVerdict } from './row-kind.ts';
import { mergeSameCode } from './same-code.ts';
import { columnLetter } from './cell-text.ts';
import type { ClassifiedRow, ImportTarget, MoneyUnit, RowCounts, SheetOverride, UnderstandOptions, UnderstoodSheet, UnitFinding } from './types.ts';
import { findUnit, unitInHeader } from './unit-find.ts';
import { tableYear } from './table-year.ts';

export interface TableTask {
  readonly grid: Grid;
  /** Zero-based first row that may belong to this table. */
  readonly from: number;
  readonly block: HeaderBlock;
  /** 1-based number of the table in its sheet. */
  readonly number: number;
  readonly vocabulary: Vocabulary;
  readonly options: UnderstandOptions;
  readonly override: SheetOverride | undefined;
  /** Unit the other sheets of the workbook agree on. */
  readonly fallbackUnit: UnitFinding | null;
}

export interface TableResult {
  readonly sheet: UnderstoodSheet;
  /** Year the table's title names. */
  readonly titleYear: number | null;
  /** Zero-based row where the next table starts; null at the end of the sheet. */
  readonly next: number | null;
}

type Column = MappedColumn & { readonly unit: MoneyUnit | null };

export function understandTable(task: TableTask): TableResult {
  const { grid, block, options, override } = task;
  const log = new ProblemLog(grid.name);
  const titles = titleTexts(grid, task.from, block.top);
  const year = tableYear(titles, grid.name, allHeaderTexts(grid, block), options.year);
  const mapped = applyOverride(mapColumns(grid, block, task.vocabulary, year.base), override, options.targets);
  const layout = findLayout(grid, block, mapped);
  const firstRow = block.end + 1;
  const title = titles[0] ?? '';
  if (layout === null) return { sheet: withoutNames(task, mapped, title), titleYear: year.title, next: null };

  const columns = dropDuplicateNames(mapped, layout);
  const { facts, repeats, next } = collectFacts(task, layout, titles);
  const verdicts = judge(grid, columns, facts, firstRow, options, repeats);
  const unit = override?.unit === undefined ? (findUnit(grid, task.from, block.top, noteRows(verdicts, firstRow)) ?? task.fallbackUnit) : { unit: override.unit, from: 'override' as const, text: '' };
  const priced = priceColumns(columns, unit, override);
  const base: Omit<TableReading, 'columns' | 'log'> = { grid, layout, firstRow, verdicts, options, year: year.base };
  const settled = settleUnit(base, priced, unit, grid.name);
  const built = buildProjects({ ...base, columns: settled.columns, log });
  const declared = compareDeclared(grid, settled.columns, firstRow, verdicts, built, log);
  const projects = mergeSameCode(built, options.targets, log);
  reportTable(task, settled, facts, verdicts, projects, year, log);
  const rows = verdicts.map((verdict, i): ClassifiedRow => ({ row: firstRow + i + 1, kind: verdict.kind, reason: verdict.reason }));
  const sheet: UnderstoodSheet = {
    name: grid.name,
    table: task.number,
    title,
    headerRows: headerRowNumbers(block),
    unit: settled.found?.unit ?? null,
    unitFrom: settled.found,
    columns: settled.columns.map((column) => ({
      index: column.index,
      letter: columnLetter(column.index),
      header: column.header,
      field: column.target?.id ?? null,
      ...(column.alsoTarget === null ? {} : { alsoField: column.alsoTarget.id }),
      ...(column.unit === null || column.target?.kind !== 'money' ? {} : { unit: column.unit }),
      confidence: Number(column.confidence.toFixed(2)),
      reason: column.reason,
    })),
    rows,
    counts: countRows(rows, projects.length),
    projects: projects.map(({ under: _under, ...project }) => project),
    declared,
    problems: log.list(),
  };
  return { sheet, titleYear: year.title, next };
}

export const headerRowNumbers = (block: HeaderBlock): number[] => Array.from({ length: block.bottom - block.top + 1 }, (_, i) => block.top + i + 1);

function titleTexts(grid: Grid, from: number, headerTop: number): string[] {
  const texts: string[] = [];
  for (let row = from; row < headerTop; row += 1) {
    for (const column of grid.filled(row)) {
      const text = grid.text(row, column);
      if (text.length <= 80 && !isNoteText(text) && /[\u4e00-\u9fa5]/.test(text)) texts.push(squeeze(text));
    }
  }
  return texts;
}

function allHeaderTexts(grid: Grid, block: HeaderBlock): string[] {
  return Array.from({ length: grid.width }, (_, column) => headerParts(grid, block.top, block.bottom, column).join('')).filter((text) => text !== '');
}

function applyOverride(columns: readonly MappedColumn[], override: SheetOverride | undefined, targets: readonly ImportTarget[]): readonly MappedColumn[] {
  const chosen = override?.columns;
  if (chosen === undefined) return columns;
  const taken = new Set(Object.values(chosen).filter((id) => id !== null));
  return columns.map((column) => {
    const id = chosen[column.index];
    if (id === undefined) {
      return column.target !== null && taken.has(column.target.id) ? { ...column, target: null, alsoTarget: null, confidence: 0, reason: '已手工指定由其他列填写' } : column;
    }
    const target = targets.find((t) => t.id === id) ?? null;
    const keepsPair = target !== null && target.id === column.target?.id ? column.alsoTarget : null;
    return { ...column, target, alsoTarget: keepsPair, confidence: 1, reason: target === null ? '手工指定不导入' : '手工指定' };
  });
}

/** The second column of a split name is no column of its own. */
function dropDuplicateNames(columns: readonly MappedColumn[], layout: Layout): readonly MappedColumn[] {
  const title = columns.find((column) => column.target?.isTitle === true)?.target ?? null;
  return columns.map((column) => {
    const isName = column.index === layout.nameColumns[0];
    if (isName && column.target?.isTitle !== true) return { ...column, target: title, alsoTarget: null, confidence: 0.9, reason: '项目名称实际写在这一列' };
    if (!isName && column.target?.isTitle === true) return { ...column, target: null, confidence: 0, reason: '表头写着项目名称，内容是序号' };
    if (!isName && layout.nameColumns.includes(column.index)) return { ...column, target: null, alsoTarget: null, confidence: 0, reason: '项目名称分写在两列，与前一列合用' };
    return column;
  });
}

interface CollectedFacts {
  readonly facts: readonly (RowFacts | null)[];
  /** Indexes of `facts` that repeat the header or the title. */
  readonly repeats: ReadonlySet<number>;
  readonly next: number | null;
}

function collectFacts(task: TableTask, layout: Layout, titles: readonly string[]): CollectedFacts {
  const { grid, block } = task;
  const headers = new Map<number, ReadonlySet<string>>();
  for (let column = 0; column < grid.width; column += 1) {
    const parts = headerParts(grid, block.top, block.bottom, column).map(squeeze);
    if (parts.length > 0) headers.set(column, new Set(parts));
  }
  const isRepeat = repeatTest(grid, headers);
  const opensTable = headerTest(task.vocabulary);
  const titleSet = new Set(titles);
  const facts: (RowFacts | null)[] = [];
  const repeats = new Set<number>();
  for (let row = block.end + 1; row < grid.rowCount; row += 1) {
    const f = factsOf(grid, layout, row);
    if (f !== null && f.filled > 0) {
      if (isRepeat(row, f.first) || (f.filled <= 2 && titleSet.has(squeeze(f.first)))) repeats.add(facts.length);
      else if (opensTable(grid, row)) return { facts: facts.slice(0, titleStart(facts)), repeats, next: block.end + 1 + titleStart(facts) };
    }
    facts.push(f);
  }
  return { facts, repeats, next: null };
}

/** Title and unit lines right above a new header belong to the new table. */
function titleStart(facts: readonly (RowFacts | null)[]): number {
  let start = facts.length;
  while (start > 0) {
    const f = facts[start - 1];
    if (f !== null && f !== undefined && (f.serial !== null || f.filled > 2 || f.inBlock)) break;
    start -= 1;
  }
  return start;
}

/** A row that is a header of its own: a name header and at least one more known header word. */
function headerTest(vocabulary: Vocabulary): (grid: Grid, row: number) => boolean {
  const names = new Set(vocabulary.words.filter(({ target }) => target.isTitle === true).flatMap(({ aliases }) => aliases.map((alias) => alias.text)));
  const endings = new Set([...names].map((name) => name.at(-1)));
  return (grid, row) => {
    const filled = grid.filled(row).slice(0, 10);
    if (filled.length < 2) return false;
    const named = filled.some((column) => {
      const cell = grid.cell(row, column);
      if (typeof cell !== 'string' || cell.length > 14) return false;
      const text = cell.trim();
      return endings.has(text.at(-1)) && names.has(canonicalHeader(text));
    });
    if (!named) return false;
    const known = filled.filter((column) => {
      const text = canonicalHeader(grid.text(row, column));
      return isSerialHeader(text) || (vocabulary.match(text, new Set())[0]?.score ?? 0) >= 0.9;
    });
    return known.length >= 2;
  };
}

function judge(grid: Grid, columns: readonly MappedColumn[], facts: readonly (RowFacts | null)[], firstRow: number, options: UnderstandOptions, repeats: ReadonlySet<number>): RowVerdict[] {
  const judged = facts.map((f, i) => (repeats.has(i) ? null : f));
  const habits = habitsOf(judged.filter((f) => f !== null));
  const regionTarget = options.targets.find((target) => target.fromContext === 'district');
  const resolve = regionTarget === undefined ? undefined : options.parseCode?.[regionTarget.id];
  const amountColumn = columns.find((column) => column.target?.kind === 'money')?.index;
  const amountAt = (i: number): number | null => {
    const cell = amountColumn === undefined ? null : grid.cell(firstRow + i, amountColumn);
    return typeof cell === 'number' ? cell : null;
  };
  const sumsFollowing = (index: number): boolean => {
    const total = amountAt(index);
    let sum = 0;
    let rows = 0;
    for (let i = index + 1; i < judged.length; i += 1) {
      const f = judged[i];
      if (f === null || f === undefined) continue;
      if (f.details === 0 && rows > 0) break;
      sum += amountAt(i) ?? 0;
      rows += 1;
    }
    return total !== null && rows > 0 && Math.abs(sum - total) <= Math.abs(total) * 0.005;
  };
  const verdicts = judgeRows({ facts: judged, habits, isRegion: (text) => resolve?.(text) !== undefined, sumsFollowing });
  return verdicts.map((verdict, i) => (repeats.has(i) ? { kind: 'header_repeat', reason: '重复的表头或标题' } : verdict));
}

const noteRows = (verdicts: readonly RowVerdict[], firstRow: number): number[] => verdicts.flatMap((verdict, i) => (verdict.kind === 'note' ? [firstRow + i] : []));

function priceColumns(columns: readonly MappedColumn[], unit: UnitFinding | null, override: SheetOverride | undefined): readonly (Column & { readonly odd: boolean })[] {
  return columns.map((column) => {
    if (column.target?.kind !== 'money') return { ...column, unit: null, odd: false };
    const own = unitInHeader(column.parts);
    if (override?.unit !== undefined) return { ...column, unit: override.unit, odd: false };
    if (own === 'foreign' || own === 'odd') return { ...column, unit: null, odd: true };
    return { ...column, unit: own ?? unit?.unit ?? null, odd: false };
  });
}

interface Settled {
  readonly columns: readonly (Column & { readonly odd: boolean })[];
  readonly found: UnitFinding | null;
}

/** Without any written unit, totals in group titles may still tell it; else columns in one unit name it. */
function settleUnit(base: Omit<TableReading, 'columns' | 'log'>, columns: Settled['columns'], unit: UnitFinding | null, sheet: string): Settled {
  const money = columns.filter((column) => column.target?.kind === 'money');
  const units = new Set(money.map((column) => column.unit));
  const [only] = units;
  const head = money[0];
  if (units.size === 1 && only !== undefined && only !== null && head !== undefined && unitInHeader(head.parts) === only && unit?.from !== 'override') {
    return { columns, found: { unit: only, from: 'header', text: head.header } };
  }
  const open = money.filter((column) => column.unit === null && !column.odd);
  if (unit !== null || open.length === 0) return { columns, found: unit };
  const asWan = columns.map((column) => (open.includes(column) ? { ...column, unit: 'wan' as const } : column));
  const trial = buildProjects({ ...base, columns: asWan, log: new ProblemLog(sheet) });
  const told = unitFromDeclared(base.verdicts, base.firstRow, trial, open[0]?.target?.id ?? '');
  if (told === null) return { columns, found: null };
  return {
    columns: columns.map((column) => (open.includes(column) ? { ...column, unit: told.unit } : column)),
    found: { unit: told.unit, from: 'declared_total', text: told.text },
  };
}

function countRows(rows: readonly ClassifiedRow[], projects: number): RowCounts {
  const of = (...kinds: readonly ClassifiedRow['kind'][]): number => rows.filter((row) => kinds.includes(row.kind)).length;
  return { project: projects, section: of('section', 'district', 'status'), subtotal: of('subtotal'), note: of('note'), skipped: of('blank', 'header_repeat', 'continuation') };
}

function withoutNames(task: TableTask, columns: readonly MappedColumn[], title: string): UnderstoodSheet {
  return {
    name: task.grid.name,
    table: task.number,
    title,
    headerRows: headerRowNumbers(task.block),
    unit: null,
    unitFrom: null,
    columns: columns.map((column) => ({ index: column.index, letter: columnLetter(column.index), header: column.header, field: column.target?.id ?? null, confidence: column.confidence, reason: column.reason })),
    rows: [],
    counts: { project: 0, section: 0, subtotal: 0, note: 0, skipped: 0 },
    projects: [],
    declared: [],
    problems: [],
  };
}

function reportTable(
  task: TableTask,
  settled: Settled,
  facts: readonly (RowFacts | null)[],
  verdicts: readonly RowVerdict[],
  projects: readonly BuiltProject[],
  year: ReturnType<typeof tableYear>,
  log: ProblemLog,
): void {
  const { grid, block, options } = task;
  if (projects.length === 0) {
    log.add('warning', 'no_rows', `工作表“${grid.name}”认出了表头，但表头下面没有项目行；没有导入任何内容，请确认文件已填写。`, { row: block.bottom });
  }
  for (const column of settled.columns) {
    if (column.target?.kind !== 'money' || column.unit !== null) continue;
    const bare = projects.some((project) => typeof grid.cell(project.row - 1, column.index) === 'number' || /^[\d.,\s]+$/.test(grid.text(project.row - 1, column.index)));
    if (!bare) continue;
    const message = column.odd
      ? `“${column.header}”的单位不是元、万元或亿元；这一列的金额没有读取，请折算后重新导入，或手工指定单位。`
      : `没有找到“${column.header}”的金额单位；这一列的金额没有读取，请指定单位（元、万元或亿元）。`;
    log.add('error', 'unit_unknown', message, { row: block.bottom, column: column.index });
  }
  if (settled.found?.from === 'declared_total' || settled.found?.from === 'other_sheet') {
    log.add('warning', 'unit_inferred', `本表没有写金额单位；${settled.found.text}，请核对。`, { row: block.bottom });
  }
  if (year.title !== null && options.year !== undefined && year.title !== options.year) {
    log.add('warning', 'year_mismatch', `表题写的是 ${year.title} 年，选择导入的是 ${options.year} 年；请确认没有选错文件。`, { row: task.from });
  }
  const first = block.end + 1;
  verdicts.forEach((verdict, i) => {
    const f = facts[i];
    if (verdict.unsure === true && f) log.add('warning', 'unsure_row', `“${f.name}”${verdict.kind === 'project' ? '按项目读取' : '按分组标题处理，没有作为项目'}（${verdict.reason}）；请核对。`, { row: first + i });
    if (verdict.kind === 'note' && verdict.reason === '没有项目名称' && f && f.details + f.amounts > 1) {
      log.add('warning', 'missing_name', '这一行有内容但没有项目名称；没有读取，请补填名称。', { row: first + i });
    }
    if (verdict.kind === 'note' && f && isOverview(f.first)) log.add('info', 'overview_row', `“${f.first.slice(0, 40)}”是概述文字，没有作为项目。`, { row: first + i });
  });
}
