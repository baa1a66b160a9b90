// Verbs about business data: each reads its options first, then makes contract calls and answers with one JSON document.

import { resolve } from 'node:path';
import { contract, type WorkstationContract } from '#domain/contract/index.ts';
import type { InputOf, OutputOf, ProcedureName } from '#domain/rpc/define.ts';
import { AppError } from '#domain/result.ts';
import type { Area, Answer, Verb } from '../area.ts';
import { yuanToWan } from '#domain/dictionary/format.ts';
import { flag, required, text, whole, type Options } from '../arguments.ts';
import { call, type Caller } from '../call.ts';
import { readInputFile, refuseExisting, writeOutputFile } from '../files.ts';
import { fromJson } from '../json.ts';
import { newPasswordFor, passwordFor } from '../password.ts';
import { readFilter, readSort } from '../query-argument.ts';
import { UsageError } from '../usage.ts';

const exportVerb: Verb = (options) => {
  const out = resolve(required(options, 'out'));
  const request = { database: required(options, 'database'), ...queryOf(options) };
  if (!flag(options, 'overwrite')) refuseExisting(out);
  return async (caller) => {
    const { bytes, rows, exportId } = await call(caller, 'record.export', request);
    writeOutputFile(out, bytes);
    return { file: out, rows, size: bytes.byteLength, export_id: exportId };
  };
};

const importVerb: Verb = (options) => {
  const [path] = options.positionals;
  if (path === undefined) throw new UsageError('import 需要一个文件。');
  const request = { database: required(options, 'database'), year: whole(options, 'year') ?? null, sheet: text(options, 'sheet') ?? null };
  const file = readInputFile(path);
  return async (caller) => {
    const { handle } = await call(caller, 'file.put', file);
    return call(caller, flag(options, 'commit') ? 'import.commit' : 'import.inspect', { handle, ...request });
  };
};

const list: Verb = (options) => {
  const query = { database: required(options, 'database'), ...queryOf(options) };
  const limit = whole(options, 'limit') ?? 50;
  const start = whole(options, 'offset') ?? 0;
  const withTotals = flag(options, 'totals');
  return async (caller) => {
    const page = (offset: number, size: number, totals: boolean): Promise<OutputOf<WorkstationContract, 'record.list'>> =>
      call(caller, 'record.list', { ...query, offset, limit: Math.min(1000, size), totals });
    const { rows, total, totals } = await page(start, limit, withTotals);
    for (let more = rows.length; more > 0 && rows.length < limit;) {
      const next = await page(start + rows.length, limit - rows.length, false);
      more = next.rows.length;
      rows.push(...next.rows);
    }
    return { rows, total, ...(withTotals ? { totals } : {}) };
  };
};

const verify: Verb = () => async (caller) => {
  const report = await call(caller, 'replica.verify', {});
  if (report.ok) return report;
  const failed = report.checks.filter(({ ok }) => !ok);
  throw new AppError(
    'replica_damaged',
    `副本核对发现 ${failed.length} 处问题：${failed.map(({ name }) => name).join('、')}。数据没有改动，请联系信息管理员。`,
    { checks: report.checks },
  );
};

/** Where passwords of a call come from; never from its input. */
const secrets: Readonly<Record<string, () => Promise<string>>> = {
  password: () => passwordFor('密码：'),
  newPassword: () => newPasswordFor('新密码：'),
};

/** Any procedure by name. `--file` is handed in first and its handle added; passwords come from where they always come from. */
const callVerb: Verb = (options) => {
  const [name] = options.positionals;
  if (name === undefined) throw new UsageError('call 需要一个过程名。');
  const input = inputOf(options);
  const typed = Object.keys(secrets).find((key) => key in input);
  if (typed !== undefined) throw new UsageError('密码不能写在参数中，请用环境变量 WS_PASSWORD（新密码用 WS_NEW_PASSWORD）给出。');
  const path = text(options, 'file');
  const file = path === undefined ? undefined : readInputFile(path);
  const run = async (caller: Caller): Promise<unknown> => {
    const handed = file === undefined ? {} : { handle: (await call(caller, 'file.put', file)).handle };
    // The contract itself refuses unknown names and wrong inputs.
    const known = name as ProcedureName<WorkstationContract>;
    return call(caller, known, { ...input, ...handed, ...(await secretsFor(name)) } as InputOf<WorkstationContract, typeof known>);
  };
  // Procedures of a locked station open or make a replica themselves, or need none.
  return procedureOf(name)?.access === 'open' ? { withoutSignIn: run } : run;
};

const procedureOf = (name: string) => (Object.hasOwn(contract.procedures, name) ? contract.procedures[name as ProcedureName<WorkstationContract>] : undefined);

/** The passwords a procedure asks for. One that may be left out is given only where the environment has it. */
async function secretsFor(name: string): Promise<Readonly<Record<string, string>>> {
  const shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> = procedureOf(name)?.input.shape ?? {};
  const found: Record<string, string> = {};
  for (const [key, ask] of Object.entries(secrets)) {
    const field = shape[key];
    if (field === undefined) continue;
    const isOptional = field.safeParse(undefined).success;
    if (!isOptional || (key === 'newPassword' && process.env['WS_NEW_PASSWORD'] !== undefined)) found[key] = await ask();
  }
  return found;
}

const verbs: Readonly<Record<string, Verb>> = {
  import: importVerb,
  export: exportVerb,
  list,
  verify,
  call: callVerb,

  get: (options) => {
    const where = placeOf(options);
    return async (caller) => call(caller, 'record.get', await where(caller));
  },

  history: (options) => {
    const where = placeOf(options);
    const limit = whole(options, 'limit') ?? 200;
    return async (caller) => call(caller, 'record.history', { ...(await where(caller)), limit });
  },

  undo: (options) => {
    const batch = required(options, 'batch');
    return (caller) => call(caller, 'batch.undo', { batch });
  },

  batches: (options) => {
    const limit = whole(options, 'limit') ?? 100;
    return (caller) => call(caller, 'batch.list', { limit });
  },

  search: (options) => {
    const wanted = { text: options.positionals.join(' '), limit: whole(options, 'limit') ?? 30 };
    if (wanted.text.trim() === '') throw new UsageError('search 需要要找的文字。');
    return (caller) => call(caller, 'search.find', wanted);
  },

  dictionary: (options) => {
    const database = text(options, 'database') ?? null;
    return { withoutSignIn: (caller) => call(caller, 'dictionary.describe', { database }) };
  },
};

const queryOf = (options: Options) => ({ filter: readFilter(text(options, 'filter')), sort: readSort(text(options, 'sort')) });

/** Which record `--id` means; without `--database` the replica is asked. */
function placeOf(options: Options): (caller: Caller) => Promise<{ database: string; id: string }> {
  const id = required(options, 'id');
  const database = text(options, 'database');
  return async (caller) => (database === undefined ? call(caller, 'record.locate', { id }) : { database, id });
}

function inputOf(options: Options): Readonly<Record<string, unknown>> {
  const typed = text(options, 'input') ?? '{}';
  try {
    const input = fromJson(typed);
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UsageError(`--input 应为 JSON 对象，而不是：${typed}`);
}

const forms: Area['forms'] = {
  import: (answer) => {
    const totals = answer['totals'] as { count: number; total_investment: number };
    const problems = answer['problems'] as readonly { sheet: string; row: number | null; column: string | null; message: string }[];
    return [
      `识别 ${totals.count} 项，总投资 ${yuanToWan(totals.total_investment)} 万元`,
      `新增 ${String(answer['created'])}，修改 ${String(answer['changed'])}，不变 ${String(answer['unchanged'])}，拒绝 ${String(answer['rejected'])}`,
      ...(typeof answer['batch'] !== 'string' ? ['没有写入（加 --commit 写入；或内容已全部存在）'] : [`批次 ${answer['batch']}（可用 undo --batch 撤销）`]),
      ...problems.map(
        ({ sheet, row, column, message }) => `  ${sheet}${row === null ? '' : ` 第 ${row} 行`}${column === null ? '' : ` ${column} 列`}：${message}`,
      ),
    ];
  },
  list: (answer) => {
    const rows = answer['rows'] as readonly Answer[];
    return [
      ...rows.map((row) => [row['id'], row['project_name'] ?? row['name'] ?? row['title']].filter((part) => typeof part === 'string').join('  ')),
      `共 ${String(answer['total'])} 项`,
    ];
  },
  verify: (answer) => (answer['checks'] as readonly { name: string; detail: string }[]).map(({ name, detail }) => `${name}：${detail}`),
  export: (answer) => [`已导出 ${String(answer['rows'])} 项到 ${String(answer['file'])}，导出号 ${String(answer['export_id'])}`],
};

export const records: Area = {
  texts: ['database', 'year', 'sheet', 'filter', 'sort', 'limit', 'offset', 'id', 'batch', 'out', 'input', 'file'],
  flags: ['commit', 'totals', 'overwrite'],
  verbs,
  forms,
  usage: `  import    文件 --database 库 [--year 年度] [--sheet 工作表] [--commit]   识别名单；加 --commit 才写入
  list      --database 库 [--filter JSON] [--sort JSON] [--limit N] [--offset N] [--totals]
  get       --id 标识 [--database 库]
  history   --id 标识 [--database 库]
  undo      --batch 批次                        撤销一个批次
  batches                                       最近的批次
  search    文字 [--limit N]
  export    --database 库 --out 文件.xlsx [--filter JSON] [--sort JSON] [--overwrite]
  dictionary [--database 库]                    数据字典
  verify                                        核对副本、变更日志、审计链与数据字典
  call      过程名 [--input JSON] [--file 文件]   直接调用合同中的过程；--file 先交入文件并把句柄加进输入`,
};
