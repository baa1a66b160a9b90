// Reads every file of the collected spreadsheets, the hostile ones in the parser process, and compares with what independent readers saw.

import { isUtf8 } from 'node:buffer';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#domain/result.ts';
import type { Cell, Sheet, Workbook } from '#domain/tabular/sheet.ts';
import { readCsv } from './csv-reader.ts';
import { readWorkbook } from './read-workbook.ts';
import { runParser } from './run-parser.ts';

const data = join(import.meta.dirname, '../../../shared/data');
const spreadsheets = join(data, 'spreadsheets');
const present = existsSync(join(spreadsheets, 'manifest.json'));

interface PublicFile {
  readonly file: string;
  readonly expected: 'reads' | 'clear-error' | 'reads-or-clear-error';
  readonly expected_text: string;
  readonly rows_per_sheet?: Readonly<Record<string, number>>;
  readonly rows_not_agreed?: unknown;
  readonly excel_csv_truth?: readonly string[];
}

const files: readonly PublicFile[] = present
  ? (JSON.parse(readFileSync(join(spreadsheets, 'manifest.json'), 'utf8')) as { public_files: readonly PublicFile[] }).public_files
  : [];

/** In the parser process, with its usual limits of 10 s and 512 MB. */
function readInProcess(path: string): Promise<Workbook | AppError> {
  const request = { bytes: readFileSync(path), fileName: basename(path), task: { kind: 'read' } } as const;
  return orRefusal(runParser<'read'>(request, { entry: join(import.meta.dirname, 'parser-process.ts') }));
}

/** In this process, which saves half a minute over all files that are known to be harmless. */
function readHere(path: string): Promise<Workbook | AppError> {
  return orRefusal(readWorkbook(readFileSync(path), basename(path)));
}

async function orRefusal(reading: Promise<Workbook>): Promise<Workbook | AppError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

const filledRows = (sheet: Sheet): number => sheet.rows.filter((row) => row?.some((cell) => cell !== undefined && cell !== null)).length;

/** A refusal a person can act on: a spreadsheet code, the file's name, and that nothing was written. */
function expectClearError(error: AppError, path: string): void {
  expect(error.code).toMatch(/^(?:not_a_spreadsheet|spreadsheet_(?:encrypted|damaged|hostile|unsupported|too_large))$/);
  expect(error.message).toMatch(/本次未写入任何数据。$/);
  expect(error.message).toContain(`文件“${basename(path)}”`);
}

/** A valid flat OpenDocument file; the collection's readers of the time could not read that format, we can. */
const readBeyondExpectation = new Map([['files/sheetjs__LO7322.fods', { Sheet1: 33 }]]);

describe.skipIf(!present)('collected spreadsheets (needs ../shared/data)', () => {
  it.each(files)('$file: $expected', async (entry) => {
    const path = join(spreadsheets, entry.file);
    const result = await (entry.expected === 'reads' ? readHere(path) : readInProcess(path));
    const rows = result instanceof AppError ? {} : Object.fromEntries(result.sheets.map((sheet) => [sheet.name, filledRows(sheet)]));
    const beyond = readBeyondExpectation.get(entry.file);
    if (beyond !== undefined) {
      expect(rows).toEqual(beyond);
      return;
    }
    if (entry.expected === 'reads') expect(result).not.toBeInstanceOf(AppError);
    if (entry.expected === 'clear-error') expect(result).toBeInstanceOf(AppError);
    if (result instanceof AppError) {
      expectClearError(result, path);
      if (entry.expected_text.includes('password-protected')) expect(result.code).toBe('spreadsheet_encrypted');
    } else if (entry.expected === 'reads' && entry.rows_not_agreed === undefined) {
      expect(rows).toMatchObject(entry.rows_per_sheet ?? {});
    }
  });
});

describe.skipIf(!present)('values against Excel’s own CSV export (needs ../shared/data)', () => {
  // This CSV was exported from an older revision of the file: its last rows hold other numbers.
  const olderRevision = 'apachepoi_FormatConditionTests.xlsx.1.csv';
  const truths = files.flatMap(({ file, excel_csv_truth: paths = [] }) =>
    paths.filter((path) => !path.endsWith(olderRevision)).map((truth) => ({ file, truth })),
  );

  it.each(truths)('$truth', async ({ file, truth }) => {
    const workbook = await readWorkbook(readFileSync(join(spreadsheets, file)), file);
    const bytes = readFileSync(join(spreadsheets, truth));
    const expected = readCsv(bytes, isUtf8(bytes) ? 'utf-8' : 'windows-1252').sheets[0];
    const index = Number(/\.(\d+)\.csv$/.exec(truth)?.[1]);
    // Excel counts chart sheets, we skip them with a notice.
    const sheet = workbook.sheets[index] ?? workbook.sheets.at(-1);
    const wrong: string[] = [];
    expected?.rows.forEach((row, at) => {
      row?.forEach((shown, column) => {
        const cell = sheet?.rows[at]?.[column] ?? null;
        if (typeof shown !== 'string' || !agrees(shown, cell)) wrong.push(`${at + 1}:${column + 1} ${JSON.stringify(shown)} ≠ ${JSON.stringify(cell)}`);
      });
    });
    expect(wrong).toEqual([]);
  });
});

/** Whether what Excel shows can be the value we read; formats that cannot be inverted need only be filled. */
function agrees(shown: string, cell: Cell): boolean {
  const text = shown.trim();
  if (cell === null) return text === '';
  if (typeof cell === 'string') return cell.replaceAll('\r', '').trim() === text.replaceAll('\r', '');
  if (typeof cell === 'boolean') return String(cell).toUpperCase() === text;
  if (typeof cell === 'number') {
    const plain = text.replaceAll(',', '');
    if (!/^-?\d+(?:\.\d+)?(?:E[+-]\d+)?$/.test(plain)) return true;
    const digits = /\.(\d+)/.exec(plain)?.[1]?.length ?? 0;
    const exponent = Number(/E([+-]\d+)$/.exec(plain)?.[1] ?? 0);
    return Math.abs(cell - Number(plain)) <= 0.5001 * 10 ** (exponent - digits) + Math.abs(cell) * 1e-9;
  }
  if ('error' in cell) return cell.error === text;
  const day = /^(\d+)\/(\d+)\/(\d{2}|\d{4})$/.exec(text);
  if (day === null) return true;
  const [, month = '', date = '', year = ''] = day;
  return cell.date.slice(5, 10) === `${month.padStart(2, '0')}-${date.padStart(2, '0')}` && cell.date.slice(0, 4).endsWith(year.slice(-2));
}

describe.skipIf(!present)('constructed files (needs ../shared/data)', () => {
  const read = (name: string): Promise<Workbook | AppError> => readInProcess(join(spreadsheets, 'constructed', name));

  it.each([
    ['formatted-to-row-200000.xlsx', [2]],
    ['path-traversal-entry.xlsx', [2]],
    ['csv-mixed-newlines-semicolon.csv', [4]],
    ['csv-gbk-bytes-named-utf8.csv', [3]],
    // Both sheets are the same part: read once, with a notice.
    ['two-sheets-same-name-case.xlsx', [2]],
  ])('reads %s', async (name, rows) => {
    const workbook = await read(name);
    expect(workbook).not.toBeInstanceOf(AppError);
    if (!(workbook instanceof AppError)) expect(workbook.sheets.map(filledRows)).toEqual(rows);
  });

  it('keeps the four-byte character of GB18030', async () => {
    expect(JSON.stringify(await read('csv-gbk-bytes-named-utf8.csv'))).toContain('㐀');
  });

  it('writes nothing for a traversing entry', async () => {
    await read('path-traversal-entry.xlsx');
    expect(existsSync('/tmp/evil-from-xlsx.txt')).toBe(false);
  });

  it.each([
    ['billion-laughs-shared-strings.xlsx', 'spreadsheet_hostile', 'DOCTYPE'],
    ['csv-unclosed-quote.csv', 'spreadsheet_damaged', '第 2 行的引号没有结束'],
    ['empty.xlsx', 'not_a_spreadsheet', '0 字节'],
    ['truncated-last-100-bytes.xlsx', 'spreadsheet_damaged', '压缩包目录不完整'],
    ['docx-renamed.xlsx', 'not_a_spreadsheet', 'Word'],
  ])('refuses %s', async (name, code, words) => {
    expect(await read(name)).toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

describe.skipIf(!existsSync(join(data, 'project-lists')))('project lists (needs ../shared/data)', () => {
  const folder = join(data, 'project-lists');
  const lists = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:xlsx?|csv|ods)$/.test(name)) : [];
  const load = async (name: string): Promise<Workbook> => {
    const workbook = await readHere(join(folder, name));
    if (workbook instanceof AppError) throw workbook;
    return workbook;
  };
  const cellsOf = (workbook: Workbook): Map<string, Cell> => {
    const cells = new Map<string, Cell>();
    for (const [at, sheet] of workbook.sheets.entries()) {
      sheet.rows.forEach((row, line) => row?.forEach((cell, column) => cells.set(`${at}!${line}:${column}`, cell ?? null)));
    }
    return cells;
  };

  it.each(lists)('reads %s', async (name) => {
    const workbook = await load(name);
    expect(workbook.sheets.reduce((sum, sheet) => sum + filledRows(sheet), 0)).toBeGreaterThan(2);
  });

  it('reads the ods variant cell for cell', async () => {
    expect(cellsOf(await load('V2-L1-as-ods.ods'))).toEqual(cellsOf(await load('L1-district-and-status-rows-yi.xlsx')));
  });

  it('reads the xls variant cell for cell; it alone has the values of three formulas', async () => {
    const original = await load('L4-mixed-units-in-cells.xlsx');
    const variant = cellsOf(await load('V1-L4-as-biff8.xls'));
    expect(original.notices).toEqual([expect.stringContaining('3 个公式单元格没有保存计算结果')]);
    const known = cellsOf(original);
    expect(new Map([...variant].filter(([place]) => known.has(place)))).toEqual(known);
    expect(variant.size).toBe(known.size + 3);
  });
});
