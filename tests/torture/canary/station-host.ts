// The loopback host in a process whose home, profile and temporary folder are watched.

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');

/** Everything a station and its browser may leave files in. */
export interface Places {
  readonly data: string;
  readonly home: string;
  readonly temporary: string;
  readonly browser: string;
}

export function placesIn(folder: string): Places {
  const places = { data: join(folder, 'data'), home: join(folder, 'home'), temporary: join(folder, 'tmp'), browser: join(folder, 'browser') };
  for (const place of Object.values(places)) mkdirSync(place);
  return places;
}

export class StationHost {
  /** What host and browser see of the environment: folders that are swept afterwards. */
  readonly environment: Readonly<Record<string, string>>;
  said = '';
  private readonly process: ChildProcess;
  private isAnnounced = false;

  constructor({ data, home, temporary }: Places) {
    this.environment = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      TMPDIR: temporary,
      XDG_STATE_HOME: join(home, 'state'),
      XDG_CONFIG_HOME: join(home, 'config'),
    };
    this.process = fork(join(root, 'dist', 'start.js'), ['--data', data], { cwd: root, env: this.environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    for (const stream of [this.process.stdout, this.process.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => (this.said += text));
  }

  /** A launch address nobody has used; the first one is announced unasked. */
  async address(): Promise<string> {
    if (this.isAnnounced) this.process.send('new link');
    this.isAnnounced = true;
    const ended = once(this.process, 'exit').then(() => Promise.reject(new Error(`the host ended:\n${this.said}`)));
    const [message] = (await Promise.race([once(this.process, 'message'), ended])) as [{ launchUrl: string }];
    ended.catch(() => undefined);
    return message.launchUrl;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.disconnect();
    await ended;
  }
}
