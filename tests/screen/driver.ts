// Starts the built workstation for screen tests and fails those in which the page complains.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';

export { expect };

const root = join(import.meta.dirname, '..', '..');

/** The loopback host on a fresh folder with the small demonstration data; one per worker. */
class Host {
  readonly dataDir: string;
  readonly #process: ChildProcess;
  #said = '';
  /** The address every start announces; a second page needs one of its own. */
  #firstAddress: Promise<string> | null;

  constructor() {
    this.dataDir = mkdtempSync(join(tmpdir(), 'screen-'));
    this.#process = fork(join(root, 'dist', 'start.js'), ['--data', this.dataDir, '--demo', 'S'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
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

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = once(this.#process, 'exit');
      this.#process.disconnect();
      await ended;
    }
    rmSync(this.dataDir, { recursive: true, force: true });
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

/** The workstation on a page, in the words of its users. */
export class Workstation {
  readonly page: Page;
  readonly #host: Host;

  constructor(page: Page, host: Host) {
    this.page = page;
    this.#host = host;
  }

  /** Opens the start page through a fresh launch address. */
  async open(): Promise<void> {
    await this.page.goto(await this.#host.address());
  }
}

/** Playwright's `test` with an opened workstation; whatever the page writes to its error console fails the test. */
export const test = base.extend<{ workstation: Workstation }, { host: Host }>({
  host: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern.
    async ({}, use) => {
      const host = new Host();
      await use(host);
      await host.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  workstation: async ({ page, host }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    const workstation = new Workstation(page, host);
    await workstation.open();
    await use(workstation);
    expect(complaints, 'errors on the page').toEqual([]);
  },
});
