// The entry of every screen test: a host with a real encrypted replica, the window, and what a page must never do.

import { constants } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base, type Page } from '@playwright/test';
import { connectColleague, openChannel, type Colleague } from './driver/colleague.ts';
import { Host } from './driver/host.ts';
import { openWindowPage } from './driver/window-page.ts';
import { Workstation } from './driver/workstation.ts';

export { expect };

/** What the page complained of and whom it asked; complaints a test expects are taken off by it. */
export interface Watch {
  readonly complaints: string[];
  readonly strangers: string[];
}

interface TestFixtures {
  /** `demo`: a copy of the demonstration data; `new`: an empty folder, as on the first day. */
  replica: 'demo' | 'new';
  /** Whether the test begins behind the sign-in page. */
  startsSignedIn: boolean;
  /** The demonstration person who signs in; null: the one who works with everything. */
  signsInAs: string | null;
  /** How the page reaches its host: launch code and socket, or the window's preload script and message port. */
  startsIn: 'browser' | 'window';
  host: Host;
  watch: Watch;
  app: Workstation;
  colleague: Colleague;
}

/** A step that waits longer than this waits for something that will not come. */
const longestStepMs = 10_000;

const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'screen-'));
const removeFolder = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Playwright's `test` with an opened workstation; an error on the page or a request to elsewhere fails the test. */
export const test = base.extend<TestFixtures, { demoReplica: string }>({
  demoReplica: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from this pattern.
    async ({}, use) => {
      const folder = await temporaryFolder();
      const profile = await temporaryFolder();
      const maker = new Host(folder, profile, 'S');
      await maker.address();
      await maker.stop();
      await use(folder);
      await removeFolder(folder);
      await removeFolder(profile);
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  // oxlint-disable-next-line no-empty-pattern -- see above.
  actionTimeout: async ({}, use) => use(longestStepMs),
  replica: ['demo', { option: true }],
  startsSignedIn: [true, { option: true }],
  signsInAs: [null, { option: true }],

  host: async ({ replica, demoReplica }, use) => {
    const folder = await temporaryFolder();
    if (replica === 'demo') await cp(demoReplica, folder, { recursive: true, mode: constants.COPYFILE_FICLONE });
    const profile = await temporaryFolder();
    const host = new Host(folder, profile);
    await use(host);
    await host.stop();
    await removeFolder(folder);
    await removeFolder(profile);
  },

  watch: async ({ page }, use) => {
    const watch = watchPage(page);
    await use(watch);
    expect(watch.complaints, 'errors on the page').toEqual([]);
    expect(watch.strangers, 'requests to other hosts').toEqual([]);
  },

  startsIn: ['browser', { option: true }],

  app: async ({ page, context, host, watch, startsSignedIn, signsInAs, startsIn }, use) => {
    void watch;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const app = new Workstation(page, () => host.address());
    if (startsIn === 'browser') await app.open();
    else await openWindowPage(page, new URL(await host.address()).origin, await openChannel(await host.address()));
    if (startsSignedIn) {
      await (signsInAs === null ? app.signIn() : app.signInAs(signsInAs));
      await app.navigation.waitFor();
    }
    await use(app);
  },

  // Connected after the page has signed in: the session is the host's, not the connection's.
  colleague: async ({ app, host }, use) => {
    void app;
    const colleague = await connectColleague(await host.address());
    await use(colleague);
    colleague.leave();
  },
});

function watchPage(page: Page): Watch {
  const watch: Watch = { complaints: [], strangers: [] };
  page.on('console', (message) => {
    if (message.type() === 'error') watch.complaints.push(message.text());
  });
  page.on('pageerror', (error) => watch.complaints.push(error.stack ?? error.message));
  const meet = (address: string): void => {
    const { protocol, hostname } = new URL(address);
    const isLocal = protocol === 'data:' || protocol === 'blob:' || hostname === '127.0.0.1';
    if (!isLocal) watch.strangers.push(address);
  };
  page.context().on('request', (request) => meet(request.url()));
  page.on('websocket', (socket) => meet(socket.url()));
  return watch;
}
