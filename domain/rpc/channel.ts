// What carries frames between the two ends, whatever lies underneath (WebSocket, message port, the same process).

/** Close code of RFC 6455 for "the other side sent something that makes no sense". */
export const malformedFrame = 1007;

export interface Channel {
  /** Sends one frame; throws when the frame holds something that cannot be carried. */
  send(frame: unknown): void;
  /** Frames that arrive before a listener is set are kept for it. */
  onFrame(listener: (frame: unknown) => void): void;
  /** Called once, whichever side closed. */
  onClose(listener: () => void): void;
  close(code?: number): void;
}
