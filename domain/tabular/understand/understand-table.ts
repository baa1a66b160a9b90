// One table: header, columns, unit, rows, projects. A sheet holds one or more of them.

import { columnLetter, quoted, squeeze } from './cell-text.ts';
import { compareDeclared, unitFromDeclared } from './declared.ts';
import type { Grid } from './grid.ts';
import { isNoteText, isOverview } from './group-label.ts';
import { headerParts, type HeaderBlock } from './header-find.ts';
import { mapColumns, type MappedColumn } from './header-map.ts';
import type { Vocabulary } from './header-words.ts';
import { findLayout, type Layout } from './name-columns.ts';
import { ProblemLog } from './problem-log.ts';
import { buildProjects, type BuiltProject, type TableReading } from './projects.ts';
import { factsOf, habitsOf, type RowFacts } from './row-facts.ts';
import { judgeRows, type RowVerdict } from './row-kind.ts';
import { mergeSameCode } from './same-code.ts';
import { tableExtent } from './table-extent.ts';
import { tableYear } from './table-year.ts';
import type { ClassifiedRow, ImportTarget, MoneyUnit, RowCounts, SheetOverride, UnderstandOptions, UnderstoodSheet, UnitFinding } from './types.ts';
import { findUnit, unitInHeader } from './unit-find.ts';

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
  const extent = tableExtent(grid, task.from, block, titles, task.vocabulary);
  const mapped = applyOverride(mapColumns(grid, block, extent.end, task.vocabulary, year.base), override, options.targets);
  const layout = findLayout(grid, block, extent.end, mapped);
  const firstRow = block.end + 1;
  const title = titles[0] ?? '';
  if (layout === null) return { sheet: withoutNames(task, mapped, title), titleYear: year.title, next: extent.next };

  const columns = dropDuplicateNames(mapped, layout);
  const facts: (RowFacts | null)[] = [];
  for (let row = firstRow; row < extent.end; row += 1) facts.push(extent.repeats.has(row) ? null : factsOf(grid, layout, row));
  const verdicts = judge(grid, columns, facts, firstRow, options).map((verdict, i): RowVerdict =>
    extent.repeats.has(firstRow + i) ? { kind: 'header_repeat', reason: '重复的表头或标题' } : verdict,
  );
  const unit =
    override?.unit === undefined
      ? (findUnit(grid, task.from, block.top, noteRows(verdicts, firstRow)) ?? task.fallbackUnit)
      : { unit: override.unit, from: 'override' as const, text: '' };
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
  return { sheet, titleYear: year.title, next: extent.next };
}

const headerRowNumbers = (block: HeaderBlock): number[] => Array.from({ length: block.bottom - block.top + 1 }, (_, i) => block.top + i + 1);

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
      return column.target !== null && taken.has(column.target.id)
        ? { ...column, target: null, alsoTarget: null, confidence: 0, reason: '已手工指定由其他列填写' }
        : column;
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
    if (!isName && layout.nameColumns.includes(column.index))
      return { ...column, target: null, alsoTarget: null, confidence: 0, reason: '项目名称分写在两列，与前一列合用' };
    return column;
  });
}

function judge(grid: Grid, columns: readonly MappedColumn[], facts: readonly (RowFacts | null)[], firstRow: number, options: UnderstandOptions): RowVerdict[] {
  const habits = habitsOf(facts.filter((f) => f !== null));
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
    for (let i = index + 1; i < facts.length; i += 1) {
      const f = facts[i];
      if (f === null || f === undefined) continue;
      if (rows > 0 && (habits.serialDense ? f.serial === null : f.details === 0)) break;
      sum += amountAt(i) ?? 0;
      rows += 1;
    }
    return total !== null && rows > 0 && Math.abs(sum - total) <= Math.abs(total) * 0.005;
  };
  return judgeRows({ facts, habits, isRegion: (text) => resolve?.(text) !== undefined, sumsFollowing });
}

const noteRows = (verdicts: readonly RowVerdict[], firstRow: number): number[] =>
  verdicts.flatMap((verdict, i) => (verdict.kind === 'note' ? [firstRow + i] : []));

function priceColumns(
  columns: readonly MappedColumn[],
  unit: UnitFinding | null,
  override: SheetOverride | undefined,
): readonly (Column & { readonly odd: boolean })[] {
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

/** Columns that name one unit tell it for the table; without any written unit, totals in group titles may. */
function settleUnit(base: Omit<TableReading, 'columns' | 'log'>, columns: Settled['columns'], unit: UnitFinding | null, sheet: string): Settled {
  const money = columns.filter((column) => column.target?.kind === 'money');
  const open = money.filter((column) => column.unit === null && !column.odd);
  const units = new Set(money.filter((column) => column.unit !== null).map((column) => column.unit));
  const [only] = units;
  const head = money.find((column) => column.unit !== null);
  if (units.size === 1 && only !== undefined && only !== null && head !== undefined && unitInHeader(head.parts) === only && unit?.from !== 'override') {
    const filled = columns.map((column) => (open.includes(column) ? { ...column, unit: only } : column));
    return { columns: filled, found: { unit: only, from: 'header', text: head.header } };
  }
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
  return {
    project: projects,
    section: of('section', 'district', 'status'),
    subtotal: of('subtotal'),
    note: of('note'),
    skipped: of('blank', 'header_repeat', 'continuation'),
  };
}

function withoutNames(task: TableTask, columns: readonly MappedColumn[], title: string): UnderstoodSheet {
  return {
    name: task.grid.name,
    table: task.number,
    title,
    headerRows: headerRowNumbers(task.block),
    unit: null,
    unitFrom: null,
    columns: columns.map((column) => ({
      index: column.index,
      letter: columnLetter(column.index),
      header: column.header,
      field: column.target?.id ?? null,
      confidence: column.confidence,
      reason: column.reason,
    })),
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
    const bare = projects.some(
      (project) => typeof grid.cell(project.row - 1, column.index) === 'number' || /^[\d.,\s]+$/.test(grid.text(project.row - 1, column.index)),
    );
    if (!bare) continue;
    const message = column.odd
      ? `“${column.header}”的单位不是元、万元或亿元；这一列的金额没有读取，请折算后重新导入，或手工指定单位。`
      : `没有找到“${column.header}”的金额单位；这一列的金额没有读取，请指定单位（元、万元或亿元）。`;
    log.add('error', 'unit_unknown', message, { row: block.bottom, column: column.index });
  }
  if (settled.found?.from === 'header') {
    for (const column of settled.columns) {
      if (column.target?.kind !== 'money' || unitInHeader(column.parts) !== null) continue;
      const message = `“${column.header}”没有写金额单位；按“${settled.found.text}”的单位读取，请核对。`;
      log.add('warning', 'unit_inferred', message, { row: block.bottom, column: column.index });
    }
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
    if (verdict.unsure === true && f)
      log.add(
        'warning',
        'unsure_row',
        `${quoted(f.name)}${verdict.kind === 'project' ? '按项目读取' : '按分组标题处理，没有作为项目'}（${verdict.reason}）；请核对。`,
        { row: first + i },
      );
    if (verdict.kind === 'note' && verdict.reason === '没有项目名称' && f && f.details + f.amounts > 1) {
      log.add('warning', 'missing_name', '这一行有内容但没有项目名称；没有读取，请补填名称。', { row: first + i });
    }
    if (verdict.kind === 'note' && f && isOverview(f.first))
      log.add('info', 'overview_row', `${quoted(f.first)}是概述文字，没有作为项目。`, { row: first + i });
  });
}
