// Starts the parser process under Node: no environment, no writing, bounded heap.

import { fork } from 'node:child_process';

/** A running parser process, whatever started it (child process under Node, utility process under Electron). */
export interface ParserChild {
  readonly pid: number | undefined;
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called when the process has ended or could not be started; `detail` is its last words. */
  onEnd(listener: (detail: string) => void): void;
  kill(): void;
}

/** Starts the entry file in a process of its own with a heap of at most `memoryMb`. */
export type ParserSpawn = (entry: string, memoryMb: number) => ParserChild;

/** Bytes of the child's standard error that are kept for diagnosis. */
const KEPT_ERROR_BYTES = 4_000;

/** Windows processes do not start without these; none of them tells the child anything about the person. */
const neededEnvironment = ['SystemRoot', 'TEMP', 'TMP'];

// Node before 23.5 knows the permission model only as an experiment and refuses the flag.
const readOnlyFlags = process.allowedNodeEnvironmentFlags.has('--permission') ? ['--permission', '--allow-fs-read=*'] : [];

/**
 * `ParserSpawn` by `child_process.fork`. The permission model leaves the child reading only:
 * no writing to disk, no processes, no workers, no native modules.
 */
export const forkParser: ParserSpawn = (entry, memoryMb) => {
  const env: NodeJS.ProcessEnv = {};
  for (const name of neededEnvironment) {
    if (process.env[name] !== undefined) env[name] = process.env[name];
  }
  const child = fork(entry, [], {
    env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [...readOnlyFlags, `--max-old-space-size=${memoryMb}`],
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-KEPT_ERROR_BYTES);
  });
  return {
    pid: child.pid,
    post: (message) => {
      // A child that died already reports it by its end.
      child.send(message as object, () => {});
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onEnd: (listener) => {
      child.on('error', (error) => {
        listener(error.message);
      });
      child.once('close', (code, signal) => {
        listener(`${signal ?? `exit ${code}`} ${lastWords}`.trim());
      });
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
};
