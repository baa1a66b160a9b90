// Keeps frames that arrive before anybody listens.

export interface FrameListener {
  readonly deliver: (frame: unknown) => void;
  readonly listen: (listener: (frame: unknown) => void) => void;
}

/** The receiving half of a channel: the one listener, and what came before it. */
export function frameListener(): FrameListener {
  const early: unknown[] = [];
  let current: ((frame: unknown) => void) | undefined;
  return {
    deliver: (frame) => {
      if (current === undefined) early.push(frame);
      else current(frame);
    },
    listen: (listener) => {
      current = listener;
      for (const frame of early.splice(0)) listener(frame);
    },
  };
}
