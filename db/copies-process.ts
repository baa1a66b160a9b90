// Entry of the process that makes, checks and restores copies of a replica. It does one thing at a time and is killed to stop it.

import { copies } from './doors/copies.ts';
import { asReplicaError } from './kernel/open.ts';
import { carry, type WorkerAnswer, type WorkerCall } from './protocol.ts';

/** Under Node the parent is reached by `process.send`, under Electron's utility process by `process.parentPort`. */
interface ElectronParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ElectronParentPort };

function report(answer: WorkerAnswer): void {
  if (parentPort === undefined) process.send?.(answer);
  else parentPort.postMessage(answer);
}

const door = copies as Readonly<Record<string, (input: never, job: { progress: (done: number, total: number) => void; cancelled: () => boolean }) => unknown>>;

/** Reports at most twenty times a second. */
const reportEveryMs = 50;

function answer({ id, name, input }: WorkerCall): void {
  let last = 0;
  const progress = (done: number, total: number): void => {
    const now = performance.now();
    if (done !== total && now - last < reportEveryMs) return;
    last = now;
    report({ kind: 'progress', id, done, total });
  };
  try {
    const run = Object.hasOwn(door, name) ? door[name] : undefined;
    if (run === undefined) throw new Error(`no function ${name} in the copies process`);
    report({ kind: 'result', id, value: run(input as never, { progress, cancelled: () => false }) });
  } catch (error) {
    report({ kind: 'error', id, error: carry(asReplicaError(error)) });
  }
}

process.title = 'workstation-copies';
process.on('SIGINT', () => undefined);
if (parentPort === undefined) {
  process.on('message', (call) => answer(call as WorkerCall));
  process.on('disconnect', () => void process.kill(process.pid, 'SIGKILL'));
} else {
  parentPort.on('message', ({ data }) => answer(data as WorkerCall));
}
