// What the file system refuses while a replica is made, as failures a person can act on.

import { rmSync } from 'node:fs';
import { AppError } from '#domain/result.ts';

const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO']);
const unusable: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG', 'ENOENT', 'SQLITE_CANTOPEN']);

/** `disk_full` or `bad_input` for failures of the data folder; anything else is passed on unchanged. */
export function asFolderError(error: unknown, dataDir: string): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (full.has(code)) return new AppError('disk_full', '磁盘空间不足，副本没有建立，没有留下任何文件。请清理磁盘后重试。', { dataDir, reason: code }, error);
  if (unusable.has(code))
    return new AppError(
      'bad_input',
      `数据目录“${dataDir}”不能写入，副本没有建立。请检查目录是否存在、是否有权限，或换一个目录。`,
      { dataDir, reason: code },
      error,
    );
  return error;
}

/** Removes a file or folder; that it cannot be removed (or was never there) must not hide the failure being handled. */
export function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true, recursive: true });
  } catch {
    // The failure being handled says more than this one.
  }
}
