// The verbs of `ws`: each turns options into contract calls and answers with one JSON document.

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { WorkstationClient, WorkstationContract } from '#domain/contract/index.ts';
import type { InputOf, OutputOf, ProcedureName } from '#domain/rpc/define.ts';
import { AppError } from '#domain/result.ts';
import { readFilter, readSort } from './query-argument.ts';
import { UsageError } from './usage.ts';

export interface Options {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Caller {
  readonly client: WorkstationClient;
  /** Progress for a person, on standard error. */
  readonly say: (line: string) => void;
}

type Verb = (caller: Caller, options: Options) => Promise<unknown>;

export const verbs: Readonly<Record<string, Verb>> = {
  async import({ client, say }, options) {
    const [file] = options.positionals;
    if (file === undefined) throw new UsageError('import 需要一个文件。');
    const { handle } = await call({ client, say }, 'file.put', { name: basename(file), bytes: readInputFile(file) });
    const request = { handle, database: required(options, 'database'), year: whole(options, 'year') ?? null, sheet: text(options, 'sheet') ?? null };
    return call({ client, say }, options.values['commit'] === true ? 'import.commit' : 'import.inspect', request);
  },

  async list(caller, options) {
    const limit = whole(options, 'limit') ?? 50;
    const totals = options.values['totals'] === true;
    const query = { database: required(options, 'database'), filter: readFilter(text(options, 'filter')), sort: readSort(text(options, 'sort')) };
    let offset = whole(options, 'offset') ?? 0;
    const rows: unknown[] = [];
    let answer: OutputOf<WorkstationContract, 'record.list'>;
    do {
      answer = await call(caller, 'record.list', { ...query, offset, limit: Math.min(1000, limit - rows.length), totals });
      rows.push(...answer.rows);
      offset += answer.rows.length;
    } while (answer.rows.length > 0 && rows.length < limit);
    return { rows, total: answer.total, ...(totals ? { totals: answer.totals } : {}) };
  },

  async get(caller, options) {
    return call(caller, 'record.get', await place(caller, options));
  },

  async history(caller, options) {
    return call(caller, 'record.history', { ...(await place(caller, options)), limit: whole(options, 'limit') ?? 200 });
  },

  undo: (caller, options) => call(caller, 'batch.undo', { batch: required(options, 'batch') }),

  batches: (caller, options) => call(caller, 'batch.list', { limit: whole(options, 'limit') ?? 100 }),

  search: (caller, options) => call(caller, 'search.find', { text: options.positionals.join(' '), limit: whole(options, 'limit') ?? 30 }),

  async export(caller, options) {
    const out = resolve(required(options, 'out'));
    if (existsSync(out) && statSync(out).size > 0 && options.values['overwrite'] !== true) {
      throw new AppError('bad_input', `文件“${out}”已存在，没有覆盖。请换一个文件名，或加 --overwrite。`, { out });
    }
    const { bytes, rows } = await call(caller, 'record.export', {
      database: required(options, 'database'),
      filter: readFilter(text(options, 'filter')),
      sort: readSort(text(options, 'sort')),
    });
    writeFileSync(out, bytes);
    return { file: out, rows, size: bytes.byteLength };
  },

  dictionary: (caller, options) => call(caller, 'dictionary.describe', { database: text(options, 'database') ?? null }),

  async verify(caller) {
    const report = await call(caller, 'replica.verify', {});
    if (!report.ok) {
      const failed = report.checks.filter(({ ok }) => !ok);
      throw new AppError('replica_damaged', `副本核对发现 ${failed.length} 处问题：${failed.map(({ name }) => name).join('、')}。数据没有改动，请联系信息管理员。`, { checks: report.checks });
    }
    return report;
  },

  call(caller, options) {
    const [name] = options.positionals;
    if (name === undefined) throw new UsageError('call 需要一个过程名。');
    const input = text(options, 'input') ?? '{}';
    try {
      // The contract itself refuses unknown names and wrong inputs.
      return call(caller, name as ProcedureName<WorkstationContract>, JSON.parse(input) as never);
    } catch (error) {
      if (error instanceof SyntaxError) throw new UsageError(`--input 不是有效的 JSON：${input}`);
      throw error;
    }
  },
};

/** One contract call; a refusal is thrown so that every verb ends the same way. */
export async function call<K extends ProcedureName<WorkstationContract>>(
  { client, say }: Caller,
  name: K,
  input: InputOf<WorkstationContract, K>,
): Promise<OutputOf<WorkstationContract, K>> {
  const result = await client.call(name, input, { onProgress: (value: unknown) => say(JSON.stringify(value)) });
  if (result.ok) return result.value;
  throw new AppError(result.error.code, result.error.message, result.error.details);
}

async function place(caller: Caller, options: Options): Promise<{ database: string; id: string }> {
  const id = required(options, 'id');
  const database = text(options, 'database');
  return database === undefined ? call(caller, 'record.locate', { id }) : { database, id };
}

function readInputFile(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    throw new AppError('bad_input', `文件“${file}”无法打开，没有写入任何数据。请检查路径和权限。`, { file }, error);
  }
}

export function text({ values }: Options, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

export function required(options: Options, name: string): string {
  const value = text(options, name);
  if (value === undefined || value === '') throw new UsageError(`缺少 --${name}。`);
  return value;
}

export function whole(options: Options, name: string): number | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw new UsageError(`--${name} 应为整数，而不是“${value}”。`);
  return Number(value);
}
