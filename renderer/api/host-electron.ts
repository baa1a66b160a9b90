// The page's side of Electron: the preload script makes a message port and posts it to the page.

import type { Channel } from '#domain/rpc/channel.ts';
import { portChannel } from '#domain/rpc/port-channel.ts';
import { portMessage, windowHostName, type WindowHost } from '#domain/rpc/window-protocol.ts';
import { HostUnreachable } from './host.ts';

const waitMs = 10_000;

/** What the preload script left for the page, or undefined in an ordinary browser. */
export function windowHost(): WindowHost | undefined {
  return (window as { [windowHostName]?: WindowHost })[windowHostName];
}

/** Asks the preload script for a port. Throws `HostUnreachable` when none arrives within ten seconds. */
export function connectElectronHost(host: WindowHost): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      window.removeEventListener('message', receive);
      clearTimeout(timer);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new HostUnreachable('工作站主程序没有应答。请关闭窗口后重新打开。'));
    }, waitMs);
    const receive = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== portMessage || port === undefined) return;
      stop();
      resolve(portChannel(port));
    };
    window.addEventListener('message', receive);
    host.connect();
  });
}
