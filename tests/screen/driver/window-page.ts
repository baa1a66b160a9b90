// The page as the Electron window runs it: the built preload script and a message port instead of a launch code.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { connectChannel, windowOrigin } from '#domain/rpc/window-protocol.ts';
import type { Channel } from '#domain/rpc/channel.ts';

const preload = join(import.meta.dirname, '..', '..', '..', 'dist', 'preload.cjs');

/** What the preload script finds in Electron: its bridge, its way to the main process, and a window of our origin. */
const electronAround = (script: string): string => `{
  const electron = {
    contextBridge: { exposeInMainWorld: (name, value) => { globalThis[name] = value; } },
    ipcRenderer: {
      postMessage(channel, message, [port]) {
        if (channel !== '${connectChannel}' || message !== null) throw new Error('unexpected message to the host');
        port.onmessage = ({ data }) => globalThis.frameToHost(data);
        globalThis.frameFromHost = (frame) => port.postMessage(frame);
      },
    },
  };
  const require = (name) => { if (name !== 'electron') throw new Error('preload asked for ' + name); return electron; };
  const window = {
    postMessage(message, origin, ports) {
      if (origin !== '${windowOrigin}') throw new Error('posted to ' + origin);
      globalThis.postMessage(message, location.origin, ports);
    },
  };
  (() => {
    ${script}
  })();
}`;

/** Opens the page of this origin without a code: its frames go through the preload script's port to `host`. */
export async function openWindowPage(page: Page, origin: string, host: Channel): Promise<void> {
  await page.exposeFunction('frameToHost', (frame: Parameters<Channel['send']>[0]) => host.send(frame));
  host.onFrame((frame) => {
    void page.evaluate((sent) => (Reflect.get(globalThis, 'frameFromHost') as (frame: unknown) => void)(sent), frame);
  });
  await page.addInitScript({ content: electronAround(readFileSync(preload, 'utf8')) });
  await page.goto(origin);
  await page.locator('.session-page').waitFor();
}
