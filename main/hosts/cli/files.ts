// Files the command line reads and writes for a person; failures say what happened to which file.

import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { contract } from '#domain/contract/index.ts';
import { AppError } from '#domain/result.ts';

const largestFile = contract.procedures['file.put'].maxInputBytes;

/** A file handed in for import. Errors `bad_input` when it cannot be read, `spreadsheet_too_large` before it is read into memory. */
export function readInputFile(file: string): { name: string; bytes: Uint8Array } {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw new AppError('bad_input', `“${file}”不是文件，没有写入任何数据。请给出一个表格文件。`, { file });
    if (stat.size > largestFile) {
      throw new AppError(
        'spreadsheet_too_large',
        `文件“${file}”有 ${Math.ceil(stat.size / 1_048_576)} MB，超过 ${Math.floor(largestFile / 1_048_576)} MB 的上限，没有写入任何数据。请拆分后导入。`,
        { file, size: stat.size },
      );
    }
    return { name: basename(file), bytes: new Uint8Array(readFileSync(file)) };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('bad_input', `文件“${file}”无法打开，没有写入任何数据。请检查路径和权限。`, { file, reason: codeOf(error) }, error);
  }
}

/** Refuses to replace a file with something in it. Error `bad_input`. */
export function refuseExisting(out: string): void {
  if (existsSync(out) && (!statSync(out).isFile() || statSync(out).size > 0)) {
    throw new AppError('bad_input', `“${out}”已存在，没有覆盖。请换一个文件名，或加 --overwrite。`, { out });
  }
}

/** Writes beside the target first, so that a full disk leaves the old file as it was. Errors `disk_full`, `bad_input`. */
export function writeOutputFile(out: string, bytes: Uint8Array): void {
  const unfinished = `${out}.part`;
  try {
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, out);
  } catch (error) {
    rmSync(unfinished, { force: true });
    const reason = codeOf(error);
    if (reason === 'ENOSPC' || reason === 'EDQUOT' || reason === 'EFBIG') {
      throw new AppError('disk_full', `磁盘空间不足，没有写出“${out}”，数据没有改动。请清理磁盘后重试。`, { out, reason }, error);
    }
    throw new AppError('bad_input', `不能写出“${out}”，数据没有改动。请检查目录是否存在、是否有权限。`, { out, reason }, error);
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
