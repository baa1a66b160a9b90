// Understands real published tables: a workbook and the fields it may fill → projects, and what was not understood.

import type { Sheet, Workbook } from '../sheet.ts';
import { Grid } from './grid.ts';
import { findHeader, isForm, sideBySide, type HeaderBlock } from './header-find.ts';
import { Vocabulary } from './header-words.ts';
import type { Understood, UnderstandOptions, UnderstandProblem, UnderstoodSheet, UnitFinding } from './types.ts';
import { understandTable, type TableResult } from './understand-table.ts';

export type * from './types.ts';

/** Why a sheet that looks like a table was not read. */
const NO_HEADER = '没有认出表头，找不到名称列';

interface SheetResult {
  readonly tables: readonly TableResult[];
  readonly skipped?: UnderstoodSheet;
  /** The sheet looks like a table although no name column was found. */
  readonly tableLike: boolean;
}

/**
 * Understands every sheet of a workbook. Pure: nothing is stored, nothing is thrown for bad content; what could not be
 * read is in `problems` and absent from `values`. Money is integer 元, dates are 'YYYY' | 'YYYY-MM' | 'YYYY-MM-DD'.
 */
export function understandWorkbook(workbook: Workbook, options: UnderstandOptions): Understood {
  const vocabulary = new Vocabulary(options.targets);
  const read = (sheet: Sheet, fallback: UnitFinding | null): SheetResult => understandSheet(sheet, options, vocabulary, fallback);
  const chosen = workbook.sheets.filter((sheet) => options.sheet === undefined || sheet.name === options.sheet);
  let results = chosen.map((sheet) => read(sheet, null));
  const fallback = commonUnit(results);
  if (fallback !== null) {
    results = results.map((result, i) => {
      const sheet = chosen[i];
      const open = result.tables.some(({ sheet: table }) => table.problems.some((problem) => problem.code === 'unit_unknown'));
      return open && sheet ? read(sheet, fallback) : result;
    });
  }
  const sheets = skipStale(results, options).map((sheet, _, all) => judgeEmptiness(sheet, all));
  const problems = sheets.flatMap((sheet) => sheet.problems);
  if (options.sheet !== undefined && chosen.length === 0) {
    problems.push({
      sheet: options.sheet,
      code: 'no_sheet',
      severity: 'error',
      message: `文件里没有名为“${options.sheet}”的工作表；没有读取任何内容，请重新选择工作表。`,
    });
  }
  return { sheets, problems };
}

function understandSheet(sheet: Sheet, options: UnderstandOptions, vocabulary: Vocabulary, fallbackUnit: UnitFinding | null): SheetResult {
  const grid = new Grid(sheet);
  const skip = (reason: string, tableLike = false): SheetResult => ({ tables: [], skipped: skippedSheet(sheet.name, reason), tableLike });
  if (grid.rowCount === 0) return skip('空表');
  if (sheet.visibility !== 'visible' && options.sheet !== sheet.name) return skip('隐藏的工作表');
  const override = options.overrides?.find((candidate) => candidate.sheet === sheet.name);
  const tables: TableResult[] = [];
  let from: number | null = 0;
  let next: number | null = null;
  while (from !== null) {
    const block: HeaderBlock | number | null =
      tables.length === 0 ? (givenHeader(override?.headerRows) ?? searchHeader(grid, from, vocabulary)) : searchHeader(grid, from, vocabulary);
    if (block === null || typeof block === 'number') {
      if (tables.length > 0) break;
      const tableLike = grid.width >= 3 && grid.rowCount >= 4;
      return skip(block === null ? (tableLike ? NO_HEADER : '没有表格，像是封面、说明或下拉列表') : '没有项目名称列，像是汇总表或代码表', tableLike);
    }
    if (tables.length === 0 && override === undefined && isForm(grid, block, vocabulary)) return skip('像是一个项目的表单，不是清单');
    const bands = sideBySide(grid, block, vocabulary);
    for (const part of bands.length === 0 ? [grid] : bands.map(({ left, right }) => grid.window(left, right))) {
      const result = understandTable({
        grid: part,
        from,
        block,
        number: tables.length + 1,
        vocabulary,
        options,
        override: tables.length === 0 ? override : undefined,
        fallbackUnit,
      });
      tables.push(result);
      next = result.next;
    }
    from = next;
  }
  return { tables: withHiddenRows(tables, sheet), tableLike: true };
}

function givenHeader(rows: readonly number[] | undefined): HeaderBlock | undefined {
  if (rows === undefined || rows.length === 0) return undefined;
  const top = Math.min(...rows) - 1;
  const bottom = Math.max(...rows) - 1;
  return { top, bottom, end: bottom, score: Number.POSITIVE_INFINITY };
}

/** The header block; else the row that nearly is one (no name column), or null. */
function searchHeader(grid: Grid, from: number, vocabulary: Vocabulary): HeaderBlock | number | null {
  const search = findHeader(grid, from, vocabulary);
  return search.kind === 'found' ? search.block : search.nearly;
}

function withHiddenRows(tables: readonly TableResult[], sheet: Sheet): readonly TableResult[] {
  const hidden = new Set(sheet.hiddenRows.map((row) => row + 1));
  if (hidden.size === 0) return tables;
  return tables.map((table) => {
    const rows = table.sheet.projects.filter((project) => hidden.has(project.row)).length;
    if (rows === 0) return table;
    const problem: UnderstandProblem = {
      sheet: sheet.name,
      code: 'hidden_rows',
      severity: 'warning',
      message: `有 ${rows} 个项目所在的行被隐藏或筛掉，也已读取；不需要时请在预览中取消。`,
    };
    return { ...table, sheet: { ...table.sheet, problems: [...table.sheet.problems, problem] } };
  });
}

/** The unit the other sheets are written in, when they agree on one. */
function commonUnit(results: readonly SheetResult[]): UnitFinding | null {
  const found = results.flatMap(({ tables }) => tables.map(({ sheet }) => ({ name: sheet.name, unit: sheet.unit })));
  const units = new Set(found.map(({ unit }) => unit).filter((unit) => unit !== null));
  const [unit] = units;
  const from = found.find((candidate) => candidate.unit !== null)?.name ?? '';
  return units.size === 1 && unit !== undefined ? { unit, from: 'other_sheet', text: `按工作表“${from}”的单位读取` } : null;
}

/** Sheets left in the file from earlier years are set aside, as long as another sheet has the year in question. */
function skipStale(results: readonly SheetResult[], options: UnderstandOptions): UnderstoodSheet[] {
  const tables = results.flatMap((result) => result.tables);
  const years = tables.filter(({ sheet, titleYear }) => sheet.projects.length > 0 && titleYear !== null).map(({ titleYear }) => titleYear ?? 0);
  const chosen = options.year !== undefined && years.includes(options.year);
  const current = years.length === 0 ? undefined : chosen ? options.year : Math.max(...years);
  // Without a chosen year last year's sheet may well be meant; older ones are leftovers.
  const oldest = (current ?? 0) - (chosen ? 0 : 1);
  return results.flatMap((result) => {
    if (result.skipped) return [result.skipped];
    return result.tables.map(({ sheet, titleYear }) => {
      const stale = options.sheet === undefined && current !== undefined && titleYear !== null && titleYear < oldest;
      return stale ? skippedSheet(sheet.name, `表题是 ${titleYear} 年的，与 ${current} 年的表不是一批`, sheet) : sheet;
    });
  });
}

function skippedSheet(name: string, reason: string, seen?: UnderstoodSheet): UnderstoodSheet {
  return {
    name,
    table: seen?.table ?? 1,
    skipped: reason,
    title: seen?.title ?? '',
    headerRows: seen?.headerRows ?? [],
    unit: seen?.unit ?? null,
    unitFrom: seen?.unitFrom ?? null,
    columns: seen?.columns ?? [],
    rows: [],
    counts: { project: 0, section: 0, subtotal: 0, note: 0, skipped: 0 },
    projects: [],
    declared: [],
    problems: [{ sheet: name, code: 'sheet_skipped', severity: seen === undefined ? 'info' : 'warning', message: `工作表“${name}”没有读取：${reason}。` }],
  };
}

/** What an unread sheet means depends on the others: beside a good table a cover is nothing, alone it is the failure. */
function judgeEmptiness(sheet: UnderstoodSheet, all: readonly UnderstoodSheet[]): UnderstoodSheet {
  const anyProjects = all.some((other) => other.projects.length > 0);
  if (sheet.projects.length > 0) return sheet;
  if (sheet.skipped === undefined) {
    const severity = anyProjects ? ('info' as const) : ('error' as const);
    return { ...sheet, problems: sheet.problems.map((problem) => (problem.code === 'no_rows' ? { ...problem, severity } : problem)) };
  }
  const unknown = sheet.headerRows.length === 0 && sheet.skipped !== '空表' && sheet.skipped !== '隐藏的工作表';
  const tableFound = all.some((other) => other.skipped === undefined);
  if (!unknown || (tableFound && sheet.skipped !== NO_HEADER)) return sheet;
  const problem: UnderstandProblem = {
    sheet: sheet.name,
    code: 'no_header',
    severity: tableFound ? 'warning' : 'error',
    message: `工作表“${sheet.name}”没有读取：${sheet.skipped}。请检查表头，或手工指定表头行和各列对应的字段。`,
  };
  return { ...sheet, problems: [problem] };
}
