// The one way from the bytes of an untrusted file to a workbook; to be called inside the parser process.

import { AppError } from '#domain/result.ts';
import type { Workbook } from '#domain/tabular/sheet.ts';
import { readXls, readXlsb } from './biff-reader.ts';
import { readCsv } from './csv-reader.ts';
import { detectFormat } from './detect-format.ts';
import { readHtml } from './html-reader.ts';
import { readFlatOds, readOds } from './ods-reader.ts';
import { readLimits } from './read-limits.ts';
import { readError, ReadProblem } from './read-problem.ts';
import { readSpreadsheetMl } from './spreadsheetml-reader.ts';
import { readXlsx } from './xlsx-reader.ts';

/**
 * Reads a spreadsheet of any supported format, recognised by content. `fileName` only appears in messages.
 * Throws `AppError` with one of the spreadsheet codes; formulas are never evaluated, nothing outside the bytes is opened.
 */
export async function readWorkbook(bytes: Uint8Array, fileName: string): Promise<Workbook> {
  try {
    if (bytes.length > readLimits.fileBytes) {
      throw new ReadProblem('spreadsheet_too_large', `文件超过 ${readLimits.fileBytes / 1024 / 1024} MB`);
    }
    return await readDetected(bytes);
  } catch (error) {
    if (error instanceof ReadProblem) throw readError(error.code, fileName, error.reason, error);
    if (error instanceof AppError) throw error;
    throw readError('spreadsheet_damaged', fileName, '内容无法解析', error);
  }
}

async function readDetected(bytes: Uint8Array): Promise<Workbook> {
  const file = await detectFormat(bytes);
  switch (file.kind) {
    case 'xlsx':
      return readXlsx(file.zip);
    case 'xlsb':
      return readXlsb(bytes, file.zip);
    case 'ods':
      return readOds(file.zip);
    case 'flat-ods':
      return readFlatOds(bytes);
    case 'spreadsheetml':
      return readSpreadsheetMl(bytes);
    case 'xls':
      return readXls(bytes);
    case 'html':
      return readHtml(bytes, file.encoding);
    case 'csv':
      return readCsv(bytes, file.encoding);
  }
}
