// Starts a process of ours under Node: next to no environment, its last words kept.

import { fork } from 'node:child_process';

/** A running process of ours, whatever started it (child process under Node, utility process under Electron). */
export interface Child {
  readonly pid: number | undefined;
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called when the process has ended or could not be started; `detail` is its last words. */
  onEnd(listener: (detail: string) => void): void;
  kill(): void;
}

/** Bytes of the child's standard error that are kept for diagnosis. */
const keptErrorBytes = 4_000;

/** Windows processes do not start without these; none of them tells the child anything about the person. */
const needed = ['SystemRoot', 'TEMP', 'TMP'];

/** All that a process of ours sees of the host's environment. */
export function neededEnvironment(): Record<string, string> {
  const kept = needed.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(kept.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Runs `entry` in a process of its own; `flags` are Node's. */
export function forkChild(entry: string, flags: readonly string[]): Child {
  const child = fork(entry, [], {
    env: neededEnvironment(),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [...flags],
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-keptErrorBytes);
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
}
