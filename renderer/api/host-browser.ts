// The page's side of the loopback host: one-time code from the address, session key, WebSocket.

import type { Channel } from '#domain/rpc/channel.ts';
import {
  codeParameter,
  offeredProtocols,
  requestHeader,
  requestHeaderValue,
  rpcPath,
  sessionPath,
  type SessionRequest,
} from '#domain/rpc/loopback-protocol.ts';
import { socketChannel } from '#domain/rpc/socket-channel.ts';
import { HostUnreachable } from './host.ts';

const storageKey = 'session-key';

/** Opens the connection to the loopback host. Throws `HostUnreachable` with a sentence for the person. */
export async function connectBrowserHost(): Promise<Channel> {
  const code = takeCodeFromAddress();
  const key = code === null ? sessionStorage.getItem(storageKey) : await exchangeCode(code);
  if (key === null) throw new HostUnreachable('本页没有启动凭据。请关闭本页，重新打开工作站。');
  sessionStorage.setItem(storageKey, key);
  reloadForNewCode();
  return socketChannel(await openSocket(key));
}

/** The code stands in the fragment so that it is in no request line; the address is cleaned at once. */
function takeCodeFromAddress(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get(codeParameter);
  if (code !== null) history.replaceState(null, '', `${location.pathname}${location.search}`);
  return code;
}

/** A new launch link pasted into this tab only changes the fragment: the page starts again with it. Runs before the router's own listener. */
function reloadForNewCode(): void {
  addEventListener('popstate', () => {
    if (new URLSearchParams(location.hash.slice(1)).has(codeParameter)) location.reload();
  });
}

async function exchangeCode(code: string): Promise<string> {
  const response = await fetch(sessionPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [requestHeader]: requestHeaderValue },
    body: JSON.stringify({ code } satisfies SessionRequest),
  }).catch(() => null);
  if (response === null) throw new HostUnreachable('连不上本机服务。请确认工作站程序仍在运行，然后重新打开。');
  if (!response.ok) throw new HostUnreachable('启动链接已失效（每个链接只能用一次）。请重新打开工作站。');
  const answer: unknown = await response.json();
  if (typeof answer === 'object' && answer !== null && 'key' in answer && typeof answer.key === 'string') return answer.key;
  throw new HostUnreachable('本机服务的答复无法识别。请把工作站更新到同一版本后重新打开。');
}

function openSocket(key: string): Promise<WebSocket> {
  const address = new URL(rpcPath, location.href);
  address.protocol = 'ws:';
  const socket = new WebSocket(address, offeredProtocols(key));
  return new Promise((resolve, reject) => {
    const failed = (): void => {
      sessionStorage.removeItem(storageKey);
      reject(new HostUnreachable('与本机服务的会话已结束。请重新打开工作站。'));
    };
    socket.addEventListener('open', () => {
      socket.removeEventListener('error', failed);
      resolve(socket);
    });
    socket.addEventListener('error', failed);
  });
}
