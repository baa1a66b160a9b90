// A channel over a WebSocket, the page's own or the `ws` package's: both have the same events.
import { malformedFrame, type Channel } from './channel.ts';
import { decodeFrame, encodeFrame } from './codec.ts';
import { frameListener } from './frame-listener.ts';

/** What the page's WebSocket and the host's have in common. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
}

const openState = 1;
const normalClosure = 1000;

/** Wraps a socket that is already open. */
export function socketChannel(socket: SocketLike): Channel {
  socket.binaryType = 'arraybuffer';
  const { deliver, listen } = frameListener();
  socket.addEventListener('message', ({ data }) => {
    let frame: unknown;
    try {
      if (typeof data !== 'string' && !(data instanceof ArrayBuffer)) throw new TypeError('unknown kind of message');
      frame = decodeFrame(data);
    } catch {
      // Thrown out of here, it would end the host.
      return close(malformedFrame);
    }
    deliver(frame);
  });

  function close(code: number = normalClosure): void {
    try {
      socket.close(code);
    } catch {
      socket.close(); // a page may not choose 1007
    }
  }

  return {
    send(frame) {
      const message = encodeFrame(frame);
      if (socket.readyState === openState) socket.send(message);
    },
    onFrame: listen,
    onClose: (listener) => socket.addEventListener('close', listener),
    close,
  };
}
