// Two ends of a channel inside one process, for the command line and for tests.
import type { Channel } from './channel.ts';
import { frameListener } from './frame-listener.ts';
import { platform } from './platform.ts';

/** A linked pair: what one end sends the other receives later, as a copy. Closing either end closes both. */
export function createChannelPair(): readonly [Channel, Channel] {
  let isOpen = true;
  const closeListeners: (() => void)[] = [];
  const ends = [frameListener(), frameListener()] as const;

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    for (const listener of closeListeners) listener();
  }

  const makeEnd = (own: 0 | 1): Channel => ({
    send(frame) {
      if (!isOpen) return;
      const copy = platform.structuredClone(frame);
      void Promise.resolve().then(() => {
        if (isOpen) ends[own === 0 ? 1 : 0].deliver(copy);
      });
    },
    onFrame: ends[own].listen,
    onClose: (listener) => void closeListeners.push(listener),
    close,
  });
  return [makeEnd(0), makeEnd(1)];
}
