// The published lists kept as examples: every project, value and non-project row of their answer key.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from '#main/tabular/read-workbook.ts';
import { understandWorkbook, type Understood, type UnderstoodProject } from './index.ts';
import { sampleTargets } from './sample-targets.ts';

interface KeyProject {
  readonly row: number;
  readonly name: string;
  readonly total_wan: number | null;
  readonly annual_wan?: number | null;
  readonly start?: number | null;
  readonly end?: number | null;
  readonly section?: string | null;
  readonly unit?: string;
  readonly responsible?: string;
  readonly code?: string;
  readonly rows?: readonly number[];
  readonly rows_spanned?: number;
  readonly original_row?: number;
}
interface KeySheet {
  readonly sheet: string;
  readonly header_rows: readonly number[];
  readonly projects: readonly KeyProject[];
  readonly not_projects: readonly { readonly row: number; readonly why: string; readonly declared?: number }[];
}
interface KeyFile {
  readonly sheets: readonly KeySheet[];
  readonly project_count: number;
  readonly sum_total_wan: number;
  readonly sum_annual_wan: number;
}
interface Key {
  readonly files: Readonly<Record<string, KeyFile>>;
  readonly variants: readonly { readonly file: string; readonly variant_of: string }[];
}
interface FormKey {
  readonly file: string;
  readonly header_rows: readonly number[];
  readonly columns: readonly string[];
}

const folder = path.resolve(import.meta.dirname, '../../../../shared/data/project-lists');
const present = existsSync(folder);
const json = (file: string): unknown => JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
const key = present ? (json('answer-key.json') as Key) : { files: {}, variants: [] };
const forms = present ? (json('forms/key.json') as readonly FormKey[]) : [];

const read = async (file: string): Promise<Understood> =>
  understandWorkbook(await readWorkbook(readFileSync(path.join(folder, file)), file), { targets: sampleTargets, today: '2026-01-01' });
const yuan = (wan: number | null | undefined): number | undefined => (wan === null || wan === undefined ? undefined : Math.round(wan * 10_000));
/** The key prints footnote marks; we keep them apart from the name. */
const unmarked = (name: string): string => name.replace(/[★▲]/g, '');
const sum = (projects: readonly UnderstoodProject[], field: string): number =>
  projects.reduce((total, project) => total + Number(project.values[field] ?? 0), 0);

const files = [...Object.keys(key.files).map((file) => [file, file] as const), ...key.variants.map(({ file, variant_of: of }) => [file, of] as const)];

describe.skipIf(!present)('published lists (needs ../shared/data)', () => {
  it.each(files)('%s', async (file, keyName) => {
    const expected = key.files[keyName];
    if (expected === undefined) throw new Error(`no key for ${keyName}`);
    const understood = await read(file);
    expect(understood.sheets.map((sheet) => sheet.headerRows)).toEqual(expected.sheets.map((sheet) => sheet.header_rows));
    expected.sheets.forEach((wanted, index) => {
      const sheet = understood.sheets[index];
      if (sheet === undefined) throw new Error(`sheet ${wanted.sheet} was not read`);
      expect(sheet.projects.map((project) => [project.row, project.values['project_name'], project.values['total_investment']])).toEqual(
        wanted.projects.map((project) => [project.row, unmarked(project.name), yuan(project.total_wan)]),
      );
      const kinds = new Map(sheet.rows.map((row) => [row.row, row.kind]));
      expect(wanted.not_projects.filter(({ row }) => kinds.get(row) === 'project' || kinds.get(row) === 'continuation')).toEqual([]);
      compareDetails(sheet.projects, wanted.projects);
      const declared = new Map(sheet.declared.map((total) => [total.row, total.count]));
      for (const { row, declared: count } of wanted.not_projects) if (count !== undefined) expect([row, declared.get(row)]).toEqual([row, count]);
    });
    const projects = understood.sheets.flatMap((sheet) => sheet.projects);
    expect(projects).toHaveLength(expected.project_count);
    expect(sum(projects, 'total_investment')).toBe(yuan(expected.sum_total_wan));
    expect(sum(projects, 'year_plan')).toBe(yuan(expected.sum_annual_wan));
    expect(understood.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  });

  it.each(forms.map((form) => [form.file, form] as const))('%s: the header is recognised and there is nothing to import', async (file, form) => {
    const [sheet] = (await read(`forms/${file}`)).sheets;
    expect(sheet?.headerRows).toEqual(form.header_rows);
    expect(sheet?.columns.map((column) => column.header)).toEqual(form.columns);
    expect(sheet?.projects).toEqual([]);
    expect(sheet?.problems.map((problem) => problem.code)).toEqual(['no_rows']);
  });
});

function compareDetails(projects: readonly UnderstoodProject[], wanted: readonly KeyProject[]): void {
  wanted.forEach((expected, index) => {
    const project = projects[index];
    if (project === undefined) return;
    const { values, context } = project;
    const at = (value: unknown): unknown[] => [expected.row, value];
    if (expected.annual_wan !== undefined) expect(at(values['year_plan'])).toEqual(at(yuan(expected.annual_wan)));
    if (values['planned_start'] !== undefined) expect(at(String(values['planned_start']).slice(0, 4))).toEqual(at(String(expected.start)));
    if (values['planned_finish'] !== undefined) expect(at(String(values['planned_finish']).slice(0, 4))).toEqual(at(String(expected.end)));
    if (values['owner_org_name'] !== undefined && expected.unit !== undefined) expect(at(values['owner_org_name'])).toEqual(at(expected.unit));
    if (values['responsible_org_name'] !== undefined && expected.responsible !== undefined)
      expect(at(values['responsible_org_name'])).toEqual(at(expected.responsible));
    if (expected.code !== undefined) expect(at(values['national_code'])).toEqual(at(expected.code));
    if (expected.rows !== undefined) expect(at(project.rows)).toEqual(at(expected.rows));
    if (expected.rows_spanned !== undefined) expect(at(project.rows.length)).toEqual(at(expected.rows_spanned));
    // Lists with their own group rows; other sections in the key come from a column or from rows that were cut.
    if (context.path.length > 0) expect(at(context.path.join('/'))).toEqual(at(expected.section));
  });
}
