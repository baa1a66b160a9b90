// The options of the command line as typed, and how verbs read them.

import { parseArgs } from 'node:util';
import { UsageError } from './usage.ts';

export interface Options {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** Error `UsageError` for an option that does not exist or lacks its value. */
export function readArguments(
  args: readonly string[],
  known: { readonly texts: readonly string[]; readonly flags: readonly string[] },
): { verb: string | undefined; options: Options } {
  const types = Object.fromEntries<{ readonly type: 'string' | 'boolean' }>([
    ...known.texts.map((name) => [name, { type: 'string' }] as const),
    ...known.flags.map((name) => [name, { type: 'boolean' }] as const),
  ]);
  try {
    const { values, positionals } = parseArgs({ args: withDashedValues(args, known.texts), allowPositionals: true, options: types });
    const [verb, ...rest] = positionals;
    return { verb, options: { positionals: rest, values } };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `--sort -total_investment` means what `--sort=-total_investment` means; a following option is still a missing value. */
function withDashedValues(args: readonly string[], texts: readonly string[]): string[] {
  const joined: string[] = [];
  for (const argument of args) {
    const before = joined.at(-1) ?? '';
    const isValue = texts.includes(before.slice(2)) && before.startsWith('--') && /^-[^-]/.test(argument);
    if (isValue) joined[joined.length - 1] = `${before}=${argument}`;
    else joined.push(argument);
  }
  return joined;
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
  if (!/^\d{1,15}$/.test(value)) throw new UsageError(`--${name} 应为整数，而不是“${value}”。`);
  return Number(value);
}

export const flag = ({ values }: Options, name: string): boolean => values[name] === true;
