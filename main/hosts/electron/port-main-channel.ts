// A channel over the host's end of a message port that a page sent.
import type { MessagePortMain } from 'electron';
import type { Channel } from '#domain/rpc/channel.ts';
import { portChannel } from '#domain/rpc/port-channel.ts';

/** Electron's port differs from a page's only in how one listens to it. */
export function portMainChannel(port: MessagePortMain): Channel {
  return portChannel({
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
    addEventListener(type, listener) {
      if (type === 'message') port.on('message', listener);
      else port.on('close', () => listener({}));
    },
  });
}
