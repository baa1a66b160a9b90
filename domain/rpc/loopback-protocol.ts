// What the page and the loopback host agree on before the first frame: addresses, headers, and how the key travels.

export const sessionPath = '/session';
export const rpcPath = '/rpc';

/** Sent with `POST /session`; a page of another origin cannot send it without asking first, and is never answered. */
export const requestHeader = 'x-workstation';
export const requestHeaderValue = '1';

/** The launch address carries the one-time code as `#c=CODE`: a fragment is in no request and in no log. */
export const codeParameter = 'c';

/** Body of `POST /session`, and its answer: the key to keep in sessionStorage. */
export interface SessionRequest {
  readonly code: string;
}
export interface SessionAnswer {
  readonly key: string;
}

/** The subprotocol that the host accepts. The key travels as a second one, which is never sent back. */
export const rpcProtocol = 'workstation';
const keyPrefix = 'key.';

/** Subprotocols to open the WebSocket with. */
export function offeredProtocols(key: string): string[] {
  return [rpcProtocol, `${keyPrefix}${key}`];
}

/** The key among the subprotocols a page offers. */
export function keyAmong(offered: readonly string[]): string | undefined {
  return offered.find((name) => name.startsWith(keyPrefix))?.slice(keyPrefix.length);
}
