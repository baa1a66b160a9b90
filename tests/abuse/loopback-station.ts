// An abused station behind its loopback host, and requests sent to it as programs and pages of this computer send them.

import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { createWorkstationClient, type WorkstationClient } from '#domain/contract/index.ts';
import { codeParameter, offeredProtocols, rpcPath, sessionPath } from '#domain/rpc/loopback-protocol.ts';
import { socketChannel } from '#domain/rpc/socket-channel.ts';
import { startLoopback, type Loopback } from '#main/hosts/loopback/server.ts';
import { anAbusedStation, type AbusedStation } from './abused-station.ts';

export interface LoopbackStation {
  readonly station: AbusedStation;
  readonly loopback: Loopback;
  send(method: string, path: string, headers?: Readonly<Record<string, string>>, body?: string): Promise<Reply>;
  close(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** The program's own clock drives codes and the count of refusals: `monotonic` in milliseconds. */
export async function aLoopbackStation(monotonic: () => number): Promise<LoopbackStation> {
  const station = await anAbusedStation();
  const pages = join(station.folder, 'pages');
  mkdirSync(pages);
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>工作站</title>');
  const loopback = await startLoopback({ ...station.window.host, staticDir: pages, log: () => undefined, now: monotonic });
  return {
    station,
    loopback,
    send: (method, path, headers = {}, body = '') => {
      const { promise, resolve, reject } = Promise.withResolvers<Reply>();
      const { hostname, port } = new URL(loopback.origin);
      const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      });
      sent.on('error', reject);
      sent.end(body);
      return promise;
    },
    close: async () => {
      await loopback.close();
      await station.close();
    },
  };
}

/** What the workstation's own page sends along. */
export const pageHeaders = ({ origin }: Loopback): Readonly<Record<string, string>> => ({
  origin,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
  'x-workstation': '1',
});

export const codeIn = (url: string): string => new URLSearchParams(new URL(url).hash.slice(1)).get(codeParameter) ?? '';

export const swapCode = (at: LoopbackStation, code: string): Promise<Reply> => at.send('POST', sessionPath, pageHeaders(at.loopback), JSON.stringify({ code }));

/** 101 when the socket opens, the refusal's status otherwise. */
export async function upgrade({ loopback }: LoopbackStation, protocols: readonly string[], headers: Readonly<Record<string, string>>): Promise<number> {
  const socket = new WebSocket(loopback.origin.replace('http', 'ws') + rpcPath, [...protocols], { headers });
  socket.on('error', () => undefined);
  const { promise, resolve } = Promise.withResolvers<number>();
  socket.on('open', () => resolve(101));
  socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
  const status = await promise;
  socket.terminate();
  return status;
}

/** The page's own connection. */
export async function pageClient(at: LoopbackStation): Promise<{ client: WorkstationClient; key: string; end: () => void }> {
  const { key } = JSON.parse((await swapCode(at, codeIn(at.loopback.launchUrl()))).body) as { key: string };
  const socket = new WebSocket(at.loopback.origin.replace('http', 'ws') + rpcPath, offeredProtocols(key), { headers: { origin: at.loopback.origin } });
  await once(socket, 'open');
  return { client: createWorkstationClient(socketChannel(socket)), key, end: () => socket.terminate() };
}
