// Why a spreadsheet cannot be read, and the Chinese sentence a person gets for it.

import { AppError } from '#domain/result.ts';

export type ReadProblemCode =
  | 'not_a_spreadsheet'
  | 'spreadsheet_encrypted'
  | 'spreadsheet_damaged'
  | 'spreadsheet_too_large'
  | 'spreadsheet_hostile'
  | 'spreadsheet_unsupported'
  | 'spreadsheet_timeout';

/** Thrown inside the readers, which do not know the file's name; the border turns it into an `AppError`. */
export class ReadProblem extends Error {
  readonly code: ReadProblemCode;
  /** Chinese clause put into the sentence, without full stop. */
  readonly reason: string;

  constructor(code: ReadProblemCode, reason: string, cause?: unknown) {
    super(`${code}: ${reason}`, cause === undefined ? undefined : { cause });
    this.name = 'ReadProblem';
    this.code = code;
    this.reason = reason;
  }
}

const nothingWritten = '本次未写入任何数据。';
const saveAsXlsx = '请在 Excel 或 WPS 中打开该文件，另存为“Excel 工作簿（*.xlsx）”后再导入。';

function sentence(code: ReadProblemCode, file: string, reason: string): string {
  switch (code) {
    case 'not_a_spreadsheet':
      return `文件“${file}”不是表格文件：${reason}。请选择 Excel、WPS 表格或 CSV 文件。`;
    case 'spreadsheet_encrypted':
      return `文件“${file}”已加密，无法读取。请在 Excel 中取消密码后另存，再导入。`;
    case 'spreadsheet_damaged':
      return `文件“${file}”已损坏或不完整，无法读取：${reason}。${saveAsXlsx}若仍打不开，请向提供单位重新索取。`;
    case 'spreadsheet_too_large':
      return `文件“${file}”过大，已停止读取：${reason}。请删去无关工作表和空白行列，或拆成几个文件后再导入。`;
    case 'spreadsheet_hostile':
      return `文件“${file}”含有异常内容，出于安全已拒绝读取：${reason}。请勿再打开该文件，向提供单位核实后重新索取。`;
    case 'spreadsheet_unsupported':
      return `文件“${file}”的格式不受支持：${reason}。${saveAsXlsx}`;
    case 'spreadsheet_timeout':
      return `文件“${file}”读取超时，已停止：${reason}。请拆成几个文件，或另存为“Excel 工作簿（*.xlsx）”后再导入。`;
  }
}

/** The error for the person: names the file, says what happened, that nothing was written, and what to do. */
export function readError(code: ReadProblemCode, fileName: string, reason: string, cause?: unknown): AppError {
  return new AppError(code, sentence(code, fileName, reason) + nothingWritten, { fileName, reason }, cause);
}
