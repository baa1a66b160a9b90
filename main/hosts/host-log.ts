// The host's log: one JSON line per event on standard error, never on standard output.

export type LogLevel = 'info' | 'warn' | 'error';
export type HostLog = (level: LogLevel, event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** Writes to standard error. Errors keep their stack: the log stays on this machine. */
export const logToStandardError: HostLog = (level, event, fields = {}) => {
  const line = JSON.stringify({ at: new Date().toISOString(), level, event, ...fields }, (_key, value: unknown) =>
    value instanceof Error ? { name: value.name, message: value.message, stack: value.stack, cause: value.cause } : value,
  );
  process.stderr.write(`${line}\n`);
};
