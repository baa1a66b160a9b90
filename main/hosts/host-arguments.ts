// The arguments both graphical hosts take: where the data lies, and whether to start on demonstration data.
import { parseArgs } from 'node:util';

export interface HostArguments {
  readonly data: string | null;
  readonly demo: string | null;
}

/** Reads `--data DIR` and `--demo SIZE`; anything else is left to the host. */
export function readHostArguments(args: readonly string[]): HostArguments {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' }, demo: { type: 'string' } },
    strict: false,
  });
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  return { data: text(values['data']), demo: text(values['demo']) };
}

/** What a packaged window may be started with, beside file names, which are ignored. */
const allowedSwitches: ReadonlySet<string> = new Set([
  'data',
  'demo',
  // For screens and graphics drivers on which Chromium chooses wrongly.
  'disable-gpu',
  'force-device-scale-factor',
  'ozone-platform',
  'ozone-platform-hint',
]);

/**
 * Switches outside that list, which could weaken the window: debugging ports, a disabled sandbox, injected scripts,
 * proxies. Chromium reads `-name` and `--name` everywhere, and `/name` on Windows.
 */
export function refusedSwitches(args: readonly string[], platform: NodeJS.Platform = process.platform): string[] {
  const prefix = platform === 'win32' ? /^(--?|\/)(?=[a-z])/i : /^--?(?=[a-z])/i;
  return args
    .filter((arg) => prefix.test(arg))
    .map((arg) => arg.replace(prefix, '').replace(/=.*$/s, ''))
    .filter((name) => !allowedSwitches.has(name));
}
