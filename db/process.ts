// Entry of the database process: runs the threads of one open replica and relays calls and answers. It is killed, not asked, to end.

import type { ProcessOrder, ProcessReport } from './protocol.ts';
import { carry } from './protocol.ts';
import { startThreads, type Threads } from './threads.ts';

/** Under Node the parent is reached by `process.send`, under Electron's utility process by `process.parentPort`. */
interface ElectronParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ElectronParentPort };

/** No farewell: what was answered is on the disk, and what was not was never promised. */
const die = (): void => void process.kill(process.pid, 'SIGKILL');

function report(message: ProcessReport): void {
  if (parentPort === undefined) process.send?.(message);
  else parentPort.postMessage(message);
}

let threads: Threads | undefined;

async function begin({ entry, start }: ProcessOrder & { kind: 'start' }): Promise<void> {
  try {
    threads = await startThreads(entry, start, {
      answered: (role, answer) => report({ kind: 'answer', role, answer }),
      stopped: (reason) => {
        process.stderr.write(`${reason.stack ?? reason.message}\n`, die);
      },
    });
    report({ kind: 'ready' });
  } catch (error) {
    report({ kind: 'failed', error: carry(error) });
  } finally {
    // The threads have their own copies; this one would only be one more to find.
    const { key, auditKey, columnKey } = start.secrets;
    for (const secret of [key, auditKey, columnKey]) secret?.fill(0);
  }
}

function obey(order: ProcessOrder): void {
  if (order.kind === 'start') void begin(order);
  else if (order.kind === 'call') threads?.post(order.role, order.call);
  else threads?.stop(order.role, order.id);
}

process.title = 'workstation-database';
// A key pressed in the terminal ends the host, which then ends this process in its own order.
process.on('SIGINT', () => undefined);
if (parentPort === undefined) {
  process.on('message', obey);
  process.on('disconnect', die);
} else {
  parentPort.on('message', ({ data }) => obey(data as ProcessOrder));
}
