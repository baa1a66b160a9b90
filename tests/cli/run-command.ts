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

export interface CommandSettings {
  /** The user's own directory; that of the test run when absent. */
  readonly profileDir?: string;
  /** `WS_NEW_PASSWORD`. */
  readonly newPassword?: string | null;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `ws …args --json`; `WS_PASSWORD` is the test password unless given; null leaves it unset. */
export async function ws(
  args: readonly string[],
  password: string | null = testPassword,
  { profileDir, newPassword, env = {} }: CommandSettings = {},
): Promise<CommandResult> {
  const printed: string[] = [];
  const said: string[] = [];
  vi.stubEnv('WS_PASSWORD', password ?? undefined);
  vi.stubEnv('WS_NEW_PASSWORD', newPassword ?? undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  try {
    const profile = profileDir === undefined ? {} : { profileDir };
    const code = await runCommand([...args, '--json'], (text) => printed.push(text), { calibration: 'floor', ...profile });
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
