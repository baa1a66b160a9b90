// The loopback host as screen tests start it: a process on a data folder, and the addresses it announces.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

export class Host {
  readonly #process: ChildProcess;
  #said = '';
  /** The address every start announces; a second page needs one of its own. */
  #firstAddress: Promise<string> | null;

  /** Starts on a folder and a person's profile; `demo` makes demonstration data where the folder is empty. */
  constructor(dataDir: string, profileDir: string, demo: 'S' | null = null) {
    const demoArguments = demo === null ? [] : ['--demo', demo];
    this.#process = fork(join(root, 'dist', 'start.js'), ['--data', dataDir, ...demoArguments], {
      cwd: root,
      env: { ...process.env, WS_PROFILE_DIR: profileDir },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    this.#firstAddress = this.#nextAddress();
  }

  /** A launch address nobody has used. Rejects with what the host said when it ended instead. */
  async address(): Promise<string> {
    const first = this.#firstAddress;
    this.#firstAddress = null;
    if (first !== null) return first;
    const next = this.#nextAddress();
    this.#process.send('new link');
    return next;
  }

  /** Ends as the launcher does: by letting go of it. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  async #nextAddress(): Promise<string> {
    const over = new AbortController();
    const ended = once(this.#process, 'exit', { signal: over.signal }).then(() => {
      throw new Error(`the host ended:\n${this.#said}`);
    });
    const announced = once(this.#process, 'message', { signal: over.signal }).then(([message]) => (message as { launchUrl: string }).launchUrl);
    try {
      return await Promise.race([announced, ended]);
    } finally {
      ended.catch(() => undefined);
      over.abort();
    }
  }
}
