// The verbs of `ws`: each reads its options first, then makes contract calls and answers with one JSON document.

import { resolve } from 'node:path';
import type { WorkstationContract } from '#domain/contract/index.ts';
import type { InputOf, OutputOf, ProcedureName } from '#domain/rpc/define.ts';
import { AppError } from '#domain/result.ts';
import { flag, required, text, whole, type Options } from './arguments.ts';
import { call, type Caller } from './call.ts';
import { readInputFile, refuseExisting, writeOutputFile } from './files.ts';
import { fromJson } from './json.ts';
import { passwordFor } from './password.ts';
import { readFilter, readSort } from './query-argument.ts';
import { UsageError } from './usage.ts';

/** Wrong usage shows before anything is opened; what is returned does the work. */
type Verb = (options: Options) => (caller: Caller) => Promise<unknown>;

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

/** Any procedure by name. `--file` is handed in first and its handle added; passwords come from where they always come from. */
const callVerb: Verb = (options) => {
  const [name] = options.positionals;
  if (name === undefined) throw new UsageError('call 需要一个过程名。');
  const input = inputOf(options);
  if ('password' in input) throw new UsageError('密码不能写在参数中，请用环境变量 WS_PASSWORD 给出。');
  const path = text(options, 'file');
  const file = path === undefined ? undefined : readInputFile(path);
  return async (caller) => {
    const handed = file === undefined ? {} : { handle: (await call(caller, 'file.put', file)).handle };
    const secret = name === 'session.unlock' || name === 'session.create' ? { password: await passwordFor('密码：') } : {};
    // The contract itself refuses unknown names and wrong inputs.
    const known = name as ProcedureName<WorkstationContract>;
    return call(caller, known, { ...input, ...handed, ...secret } as InputOf<WorkstationContract, typeof known>);
  };
};

export const verbs: Readonly<Record<string, Verb>> = {
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
    return (caller) => call(caller, 'dictionary.describe', { database });
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
