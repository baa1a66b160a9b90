// Failures that the contract itself answers with, whichever procedure was asked for.
import type { AppErrorShape } from '../result.ts';
import type { z } from './zod.ts';

const mostIssues = 20;

/** Says which fields do not fit; the values themselves are not repeated, they may be personal. */
export function invalidInput(error: z.ZodError): AppErrorShape {
  const issues = error.issues.slice(0, mostIssues).map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const first = issues[0];
  const where = first === undefined ? '' : `(${first.path === '' ? '' : `${first.path}:`}${first.message})`;
  return { code: 'bad_input', message: `输入内容不符合要求${where},数据未改动。请修改后重试。`, details: { issues } };
}

/** Answer to a name the contract does not have. */
export function unknownProcedure(name: string): AppErrorShape {
  return {
    code: 'not_found',
    message: `工作站没有「${name.slice(0, 80)}」这项操作,数据未改动。请更新到同一版本后重试。`,
  };
}

export const cancelled: AppErrorShape = { code: 'aborted', message: '操作已取消。' };

export const disconnected: AppErrorShape = {
  code: 'aborted',
  message: '与本机服务的连接已断开,不能确认本次操作是否完成。请重新打开工作站后核对。',
  details: { reason: 'disconnected' },
};

export const notSent: AppErrorShape = {
  code: 'bad_input',
  message: '输入内容无法发送,数据未改动。请检查后重试。',
};
