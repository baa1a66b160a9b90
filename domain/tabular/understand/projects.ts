// Builds one project per name block: values, the text as printed, the groups it stands in.

import type { Cell } from '../sheet.ts';
import { cleanText, isDitto, isEmptyMark, squeeze, textOf } from './cell-text.ts';
import { readDateRange } from './dates.ts';
import type { Grid } from './grid.ts';
import { isDistrictLabel, isStatusLabel, isTotalText, statusCore } from './group-label.ts';
import { GroupStack, levelOf, type OpenGroup } from './group-stack.ts';
import type { MappedColumn } from './header-map.ts';
import type { Layout } from './name-columns.ts';
import type { ProblemLog } from './problem-log.ts';
import { readValue, resolveCode, storeDate, type ReadContext } from './read-values.ts';
import type { RowVerdict } from './row-kind.ts';
import { readSerial } from './serial.ts';
import type { ImportTarget, MoneyUnit, StoredCell, UnderstandOptions, UnderstoodProject } from './types.ts';

export interface TableReading {
  readonly grid: Grid;
  readonly layout: Layout;
  readonly columns: readonly (MappedColumn & { readonly unit: MoneyUnit | null })[];
  /** Zero-based first row the verdicts stand for. */
  readonly firstRow: number;
  readonly verdicts: readonly RowVerdict[];
  readonly options: UnderstandOptions;
  readonly year: number | undefined;
  readonly log: ProblemLog;
}

export interface BuiltProject extends UnderstoodProject {
  /** Zero-based rows of the group titles the project stands under. */
  readonly under: readonly number[];
}

const MARKS = '★☆▲△●○◆◇■□※';
const LEADING = new RegExp(`^[${MARKS}*\\s]+`);

/** A name without footnote marks and without a serial written into it. */
function tidyName(printed: string, serial: number | null): { name: string; marks: string[] } {
  const flat = cleanText(printed.trim());
  const lead = LEADING.exec(flat)?.[0] ?? '';
  let end = flat.length;
  while (end > lead.length && LEADING.test(flat[end - 1] ?? '')) end -= 1;
  const trail = flat.slice(end);
  let name = flat.slice(lead.length, end);
  const numbered = /^(?:[(（]\s*(\d{1,4})\s*[)）]\s*、?|(\d{1,4})(?:、|[.．](?!\d)))\s*(?=\D)/.exec(name);
  if (numbered && (serial === null || Number(numbered[1] ?? numbered[2]) === serial)) name = name.slice(numbered[0].length);
  return { name: name === '' ? flat : name, marks: [...new Set([...lead, ...trail].filter((mark) => mark.trim() !== ''))] };
}

/** Reads every project of the table, in row order. */
export function buildProjects(reading: TableReading): BuiltProject[] {
  const builder = new ProjectBuilder(reading);
  const stack = new GroupStack();
  const { verdicts, firstRow } = reading;
  const projects: BuiltProject[] = [];
  for (let i = 0; i < verdicts.length; i += 1) {
    const verdict = verdicts[i];
    if (verdict === undefined) break;
    const row = firstRow + i;
    if (verdict.label !== undefined && (verdict.kind === 'section' || verdict.kind === 'district' || verdict.kind === 'status')) {
      const group = { row, kind: verdict.kind, label: verdict.label, count: verdict.count ?? null, beforeTitle: false };
      stack.enter({ ...group, beforeTitle: opensTitle(verdicts, i, group) });
    } else if (verdict.kind === 'project') {
      let last = i;
      while (verdicts[last + 1]?.kind === 'continuation') last += 1;
      projects.push(builder.build(row, firstRow + last, stack));
      stack.projectRead();
    }
  }
  return projects;
}

/** Whether the next written row is a title of the same level (an empty group, declared with 0, opens nothing). */
function opensTitle(verdicts: readonly RowVerdict[], index: number, group: Pick<OpenGroup, 'kind' | 'label' | 'count'>): boolean {
  if (group.count === 0) return false;
  for (let i = index + 1; i < verdicts.length; i += 1) {
    const next = verdicts[i];
    if (next === undefined || next.kind === 'blank' || next.kind === 'header_repeat' || next.kind === 'note') continue;
    const title = next.kind === 'section' || next.kind === 'district' || next.kind === 'status';
    return title && next.label !== undefined && levelOf({ kind: next.kind, label: next.label }) === levelOf(group);
  }
  return false;
}

class ProjectBuilder {
  readonly #reading: TableReading;
  readonly #mapped: TableReading['columns'];
  readonly #contexts: ReadonlyMap<number, ReadContext>;
  readonly #fillDown: ReadonlySet<number>;
  readonly #fromContext: readonly ImportTarget[];
  /** Cells of the project above, for 〃 and 同上. */
  readonly #above = new Map<number, Cell>();
  readonly #groupTexts = new Map<number, string>();

  constructor(reading: TableReading) {
    const { columns, options, year } = reading;
    this.#reading = reading;
    this.#mapped = columns.filter((column) => column.target !== null);
    this.#contexts = new Map(
      this.#mapped.map((column) => [
        column.index,
        { unit: column.unit, year, parseCode: column.target === null ? undefined : options.parseCode?.[column.target.id], codes: new Map() },
      ]),
    );
    this.#fillDown = sparseGroupFields(reading);
    this.#fromContext = options.targets.filter((target) => target.fromContext !== undefined);
  }

  build(top: number, bottom: number, stack: GroupStack): BuiltProject {
    const values: Record<string, StoredCell> = {};
    const raw: Record<string, string> = {};
    let marks: readonly string[] = [];
    for (const column of this.#mapped) {
      const target = column.target;
      if (target === null) continue;
      if (target.isTitle === true) marks = this.#readName(target, top, bottom, values, raw);
      else this.#readField(column, target, top, bottom, values, raw);
    }
    const context = this.#withGroupColumns(top, stack);
    this.#fillFromContext(context.district, context.status, values, raw);
    const rows = Array.from({ length: bottom - top + 1 }, (_, i) => top + i + 1);
    return { row: top + 1, rows, values, raw, context, marks, under: stack.open.map((group) => group.row) };
  }

  #readName(target: ImportTarget, top: number, bottom: number, values: Record<string, StoredCell>, raw: Record<string, string>): readonly string[] {
    const { grid, layout } = this.#reading;
    let printed = layout.nameColumns
      .map((column) => grid.text(top, column))
      .filter((text) => text !== '')
      .join('');
    // A name that continues in the rows below without a serial of its own.
    for (let row = top + 1; row <= bottom; row += 1) {
      printed += layout.nameColumns.map((column) => grid.text(row, column)).join('');
    }
    if (isDitto(printed)) printed = textOf(this.#above.get(layout.nameColumns[0] ?? 0) ?? printed);
    this.#above.set(layout.nameColumns[0] ?? 0, printed);
    const serialText = layout.serialColumn === null ? '' : grid.text(top, layout.serialColumn);
    const { name, marks } = tidyName(printed, readSerial(serialText)?.n ?? null);
    values[target.id] = name;
    raw[target.id] = printed;
    return marks;
  }

  #readField(
    column: TableReading['columns'][number],
    target: ImportTarget,
    top: number,
    bottom: number,
    values: Record<string, StoredCell>,
    raw: Record<string, string>,
  ): void {
    const { log } = this.#reading;
    const written =
      top === bottom ? this.#cellOf(column.index, target, top, bottom) : this.#combine(target, column.index, this.#cellsOf(column.index, target, top, bottom));
    const cell = this.#remember(column.index, written);
    if (cell === null) return;
    raw[target.id] = textOf(cell);
    const context = this.#contexts.get(column.index);
    if (context === undefined) return;
    if (column.alsoTarget !== null) {
      raw[column.alsoTarget.id] = textOf(cell);
      const { start, finish } = readDateRange(cell, context.year);
      this.#keep(target, storeDate(target, start, textOf(cell)), top, column.index, values);
      // One cell, one complaint.
      const ended = storeDate(column.alsoTarget, finish, textOf(cell));
      this.#keep(column.alsoTarget, start.kind === 'unreadable' && ended.value === undefined ? {} : ended, top, column.index, values);
      return;
    }
    const reading = target.kind === 'money' && typeof cell === 'number' && context.unit === null ? {} : readValue(target, cell, context);
    if (reading.problem) {
      const add = reading.problem.repeats === true ? log.addOnce.bind(log) : log.add.bind(log);
      add(reading.problem.severity, reading.problem.code, reading.problem.message, { row: top, column: column.index });
    }
    if (reading.value !== undefined) values[target.id] = reading.value;
  }

  #keep(target: ImportTarget, reading: ReturnType<typeof storeDate>, row: number, column: number, values: Record<string, StoredCell>): void {
    if (reading.problem) this.#reading.log.add(reading.problem.severity, reading.problem.code, reading.problem.message, { row, column });
    if (reading.value !== undefined) values[target.id] = reading.value;
  }

  /** The printed cell of a one-row project, with merges, ditto marks and fill-down resolved. */
  #cellOf(column: number, target: ImportTarget, top: number, bottom: number): Cell {
    const { grid, log } = this.#reading;
    let cell = grid.reachingCell(top, column);
    if (target.kind === 'money' && grid.hasMerges(top) && this.#isShared(top, bottom, column)) {
      if (cell !== null)
        log.addOnce('warning', 'shared_amount', `${target.label}的合并单元格跨了几个项目，分不清各自多少；这些项目的该金额留空，请拆开填写。`, {
          row: top,
          column,
        });
      cell = null;
    }
    return this.#resolved(cell, column);
  }

  #resolved(cell: Cell, column: number): Cell {
    if (typeof cell === 'string' && isDitto(cell.trim())) return this.#above.get(column) ?? null;
    return holds(cell) ? cell : null;
  }

  /** The written cells of one column in all rows of a project. */
  #cellsOf(column: number, target: ImportTarget, top: number, bottom: number): WrittenCell[] {
    const cells: WrittenCell[] = [];
    for (let row = top; row <= bottom; row += 1) {
      const cell = row === top ? this.#cellOf(column, target, top, bottom) : this.#resolved(this.#reading.grid.cell(row, column), column);
      if (cell !== null) cells.push({ row, cell });
    }
    return cells;
  }

  #remember(column: number, cell: Cell): Cell {
    if (cell !== null) this.#above.set(column, cell);
    else if (this.#fillDown.has(column)) return this.#above.get(column) ?? null;
    else this.#above.delete(column);
    return cell;
  }

  #isShared(top: number, bottom: number, column: number): boolean {
    const { grid, verdicts, firstRow } = this.#reading;
    const block = grid.block(top, column);
    if (block === undefined || (block.top >= top && block.bottom <= bottom)) return false;
    let projects = 0;
    for (let row = block.top; row <= block.bottom; row += 1) if (verdicts[row - firstRow]?.kind === 'project') projects += 1;
    return projects > 1;
  }

  /** Several cells for one value: texts follow each other; amounts are one total or its parts, never a blind sum. */
  #combine(target: ImportTarget, column: number, cells: readonly WrittenCell[]): Cell {
    const first = cells[0]?.cell ?? null;
    if (cells.length < 2) return first;
    const texts = [...new Set(cells.map(({ cell }) => textOf(cell)))];
    if (texts.length === 1) return first;
    if (target.kind === 'text' || target.kind === 'ref' || target.kind === 'texts') return texts.join('\n');
    if (target.kind !== 'money') return first;
    const { grid, log } = this.#reading;
    const total = cells.filter(({ row }) => grid.filled(row).some((other) => isTotalText(grid.text(row, other))));
    if (total.length === 1) return total[0]?.cell ?? null;
    const numbers = cells.map(({ cell }) => (typeof cell === 'number' ? cell : Number(squeeze(textOf(cell)).replaceAll(',', ''))));
    const sum = (parts: readonly number[]): number => Number(parts.reduce((a, b) => a + b, 0).toPrecision(12));
    if (numbers.length > 2 && numbers[0] === sum(numbers.slice(1))) return first;
    if (numbers.every(Number.isFinite) && this.#distinctSources(cells.map(({ row }) => row))) {
      log.add('info', 'summed_sources', `${target.label}按资金来源分行写为 ${texts.join('、')}，没有合计行，已相加。`, { row: cells[0]?.row ?? 0, column });
      return sum(numbers);
    }
    log.add('warning', 'several_amounts', `${target.label}在这个项目的几行里有 ${texts.join('、')}，看不出哪个是总数；该金额留空，请只保留一个。`, {
      row: cells[0]?.row ?? 0,
      column,
    });
    return null;
  }

  /** Each row names another source of funds: the rows are parts of one whole. */
  #distinctSources(rows: readonly number[]): boolean {
    const { grid, columns } = this.#reading;
    const source = columns.find((column) => column.target === null && /来源|渠道|资金类别/.test(column.header));
    if (source === undefined) return false;
    const names = rows.map((row) => squeeze(grid.text(row, source.index)));
    return !names.includes('') && new Set(names).size === names.length;
  }

  /** Category columns left of the names stand for all rows down to the next category. */
  #withGroupColumns(top: number, stack: GroupStack): UnderstoodProject['context'] {
    const { grid, layout } = this.#reading;
    if (layout.groupColumns.length === 0) return stack.context;
    for (const column of layout.groupColumns) {
      const text = cleanText(textOf(grid.reachingCell(top, column)));
      if (text !== '' && !isEmptyMark(text) && !isDitto(text)) this.#groupTexts.set(column, text);
    }
    const texts = layout.groupColumns.map((column) => this.#groupTexts.get(column)).filter((text) => text !== undefined);
    const district = texts.findLast(isDistrictLabel) ?? stack.context.district;
    const status = texts.findLast(isStatusLabel);
    return { path: [...stack.context.path, ...texts], district, status: status === undefined ? stack.context.status : statusCore(status) };
  }

  #fillFromContext(district: string | null, status: string | null, values: Record<string, StoredCell>, raw: Record<string, string>): void {
    for (const target of this.#fromContext) {
      const text = target.fromContext === 'district' ? district : status;
      if (text === null || values[target.id] !== undefined || raw[target.id] !== undefined) continue;
      const code = resolveCode(target, text, this.#reading.options.parseCode?.[target.id]);
      if (code === undefined) continue;
      values[target.id] = code;
      raw[target.id] = text;
    }
  }
}

interface WrittenCell {
  readonly row: number;
  readonly cell: Cell;
}

const holds = (cell: Cell): boolean => cell !== null && !(typeof cell === 'string' && cell.trim() === '');

/** Mapped columns left of the names that are written once per group without a merge. */
function sparseGroupFields({ grid, layout, columns, firstRow, verdicts }: TableReading): ReadonlySet<number> {
  const firstName = layout.nameColumns[0] ?? 0;
  const projectRows = verdicts.flatMap((verdict, i) => (verdict.kind === 'project' ? [firstRow + i] : []));
  const sparse = columns.filter((column) => {
    const kind = column.target?.kind;
    if (column.index >= firstName || column.serial || column.target?.identifies === true || (kind !== 'text' && kind !== 'ref' && kind !== 'code'))
      return false;
    const filled = projectRows.filter((row) => grid.cell(row, column.index) !== null);
    if (projectRows[0] === undefined || filled[0] !== projectRows[0] || filled.length === projectRows.length) return false;
    // Before the serials, each value written once: the cells of a group whose merge was lost on the way to csv.
    const texts = filled.map((row) => grid.text(row, column.index));
    const groups = layout.serialColumn !== null && column.index < layout.serialColumn && new Set(texts).size === texts.length;
    return filled.length < projectRows.length * (groups ? 0.8 : 0.5);
  });
  return new Set(sparse.map((column) => column.index));
}
