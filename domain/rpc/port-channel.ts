// A channel over a message port of a page or a worker; frames travel by structured clone.
import type { Channel } from './channel.ts';
import { frameListener } from './frame-listener.ts';

/** What the page's MessagePort and Node's have in common. */
export interface PortLike {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  addEventListener(type: 'message' | 'close', listener: (event: object) => void): void;
}

/**
 * Wraps a port. Buffers are copied, never transferred: a transferred buffer arrives empty on an Electron port
 * (electron #34905).
 */
export function portChannel(port: PortLike): Channel {
  const { deliver, listen } = frameListener();
  const closeListeners: (() => void)[] = [];
  let isOpen = true;

  function closed(): void {
    if (!isOpen) return;
    isOpen = false;
    for (const listener of closeListeners) listener();
  }

  port.addEventListener('message', (event) => {
    if (isOpen && 'data' in event) deliver(event.data);
  });
  port.addEventListener('close', closed);
  port.start();
  return {
    send(frame) {
      if (isOpen) port.postMessage(frame);
    },
    onFrame: listen,
    onClose: (listener) => void closeListeners.push(listener),
    close() {
      port.close();
      closed(); // a page's port does not report its own closing
    },
  };
}
