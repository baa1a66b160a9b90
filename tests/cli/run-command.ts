// Runs one command of `ws` in this process and tells what it printed and how it ended.

import { vi } from 'vitest';
import { runCommand } from '#main/hosts/cli/start.ts';
import { testPassword } from './test-workstation.ts';

export interface CommandResult {
  readonly code: number;
  /** Standard output as it would appear. */
  readonly out: string;
  readonly err: string;
  /** The one JSON document of `--json`. */
  readonly json: unknown;
}

/** Runs `ws …args --json`; `WS_PASSWORD` is the test password unless given; null leaves it unset. */
export async function ws(args: readonly string[], password: string | null = testPassword): Promise<CommandResult> {
  const printed: string[] = [];
  const said: string[] = [];
  vi.stubEnv('WS_PASSWORD', password ?? undefined);
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    const code = await runCommand([...args, '--json'], (text) => printed.push(text), { calibration: 'floor' });
    const out = printed.join('');
    return { code, out, err: said.join(''), json: JSON.parse(out) as unknown };
  } finally {
    stderr.mockRestore();
    stdout.mockRestore();
    vi.unstubAllEnvs();
  }
}

/** Code of the refusal a command printed. */
export function errorCode({ json }: CommandResult): string | undefined {
  return (json as { error?: { code: string } }).error?.code;
}
