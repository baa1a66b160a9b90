// What an import tells: what was understood, what became of each row, every problem with its cell.

import type { ImportReport } from '#domain/contract/import.ts';
import type { Row } from '#domain/contract/query.ts';
import type { Library } from '#domain/dictionary/index.ts';
import type { UnderstoodProject, UnderstoodSheet } from '#domain/tabular/understand/index.ts';
import type { ImportOutcome } from '#db/client.ts';
import type { Recognised } from '../tabular/parser-tasks.ts';

/** A recognised row with the sheet it stands in; its place in the list is the `index` outcomes refer to. */
export interface PlacedProject {
  readonly sheet: UnderstoodSheet;
  readonly project: UnderstoodProject;
}

export function placedProjects({ understood }: Recognised): PlacedProject[] {
  return understood.sheets.flatMap((sheet) => sheet.projects.map((project) => ({ sheet, project })));
}

/** Joins what the recogniser understood with what the replica made of it. */
export function buildReport(file: string, library: Library, recognised: Recognised, placed: readonly PlacedProject[], outcome: ImportOutcome): ImportReport {
  const { understood } = recognised;
  return {
    file,
    format: recognised.format,
    encoding: recognised.encoding,
    sheets: understood.sheets.map(describeSheet),
    accepted: outcome.created + outcome.changed + outcome.unchanged,
    rejected: outcome.rejected,
    created: outcome.created,
    changed: outcome.changed,
    unchanged: outcome.unchanged,
    problems: [
      ...understood.problems.map(({ sheet, row, column, code, severity, message }) => ({
        sheet,
        row: row ?? null,
        column: column ?? null,
        code,
        severity,
        message,
      })),
      ...outcome.problems.map(({ index, field, code, severity, message }) => placeProblem(placed[index], field, { code, severity, message })),
    ],
    projects: placed.map(({ sheet, project }, index): Row => ({
      sheet: sheet.name,
      row: project.row,
      outcome: outcome.outcomes[index] ?? 'rejected',
      ...asRow(project),
    })),
    totals: {
      count: placed.length,
      total_investment: placed.reduce((sum, { project }) => sum + numberOr0(project.values['total_investment']), 0),
    },
    notices: [...recognised.notices, ...formulaNotice(recognised.formulaCells), ...unchangedNotice(library, outcome)],
    batch: outcome.batch,
  };
}

function describeSheet(sheet: UnderstoodSheet): ImportReport['sheets'][number] {
  return {
    name: sheet.name,
    skipped: sheet.skipped ?? null,
    header_rows: [...sheet.headerRows],
    unit: sheet.unit,
    unit_source: sheet.unitFrom === null ? null : sheet.unitFrom.text,
    columns: sheet.columns.map(({ index, header, field, unit, reason }) => ({ index, header, field, unit: unit ?? null, reason })),
    counts: { ...sheet.counts },
    row_kinds: Object.fromEntries(sheet.rows.filter(({ kind }) => kind !== 'blank').map(({ row, kind }) => [String(row), kind])),
  };
}

/** The cell a field's value came from, as Excel names it. */
function placeProblem(
  place: PlacedProject | undefined,
  field: string | null,
  rest: { code: string; severity: 'error' | 'warning' | 'info'; message: string },
): ImportReport['problems'][number] {
  const column = place?.sheet.columns.find((candidate) => candidate.field === field || candidate.alsoField === field);
  return { sheet: place?.sheet.name ?? '', row: place?.project.row ?? null, column: column?.letter ?? null, ...rest };
}

const asRow = ({ values }: UnderstoodProject): Row => ({ ...values });

const numberOr0 = (value: unknown): number => (typeof value === 'number' ? value : 0);

const formulaNotice = (count: number): string[] => (count === 0 ? [] : [`有 ${count} 个公式单元格，已采用文件中保存的计算结果。`]);

function unchangedNotice(library: Library, outcome: ImportOutcome): string[] {
  const nothingNew = outcome.created + outcome.changed === 0 && outcome.unchanged > 0;
  return nothingNew ? [`“${library.label}”中已有全部 ${outcome.unchanged} 条记录且内容相同，没有新增或修改。`] : [];
}
