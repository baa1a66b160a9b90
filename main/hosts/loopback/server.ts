// The loopback host: serves the renderer to this machine's browser and answers the contract over a WebSocket.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Contract } from '#domain/rpc/define.ts';
import { codeParameter, keyAmong, rpcProtocol, sessionPath, type SessionAnswer } from '#domain/rpc/loopback-protocol.ts';
import { socketChannel } from '#domain/rpc/socket-channel.ts';
import { z } from '#domain/rpc/zod.ts';
import type { HostLog } from '../host-log.ts';
import { largestFrame, serveHost, type HostParts } from '../host-parts.ts';
import { pageHeaders } from '../page-headers.ts';
import { listStaticFiles } from '../static-files.ts';
import { checkRequest, checkUpgrade } from './guard.ts';
import { createLaunchCodes } from './launch-codes.ts';
import { createRefusalAlarm, refusalMessage, refusalStatus, type Refusal } from './refusals.ts';

export interface LoopbackOptions<C extends Contract, Context> extends HostParts<C, Context> {
  /** Folder of the built renderer. */
  readonly staticDir: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly log: HostLog;
  /** Milliseconds, for tests of codes growing old. */
  readonly now?: () => number;
}

export interface Loopback {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** An address with a fresh one-time code, good for `lifeMs` (two minutes). */
  launchUrl(lifeMs?: number): string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

const address = '127.0.0.1';
const codeLifeMs = 120_000;
const sessionBodyBytes = 1024;
const sessionBody = z.object({ code: z.string().max(64) });

/** Listens on 127.0.0.1 only. Fails with the system's error when the port is taken. */
export async function startLoopback<C extends Contract, Context>(options: LoopbackOptions<C, Context>): Promise<Loopback> {
  const { log, now } = options;
  const files = listStaticFiles(options.staticDir);
  const codes = createLaunchCodes(now);
  const countRefusal = createRefusalAlarm(log, options.alarm, now);
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 10_000, maxHeaderSize: 16_384 });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrame(options.contract),
    perMessageDeflate: false,
    handleProtocols: () => rpcProtocol,
  });

  server.listen({ host: address, port: options.port ?? 0, exclusive: true });
  await once(server, 'listening');
  const origin = `http://${address}:${(server.address() as AddressInfo).port}`;
  const headers = pageHeaders([origin.replace('http:', 'ws:')]);

  function refuse(response: ServerResponse, refusal: Refusal): void {
    countRefusal(refusal);
    // The rest of a refused body is not read: the connection ends with the answer.
    response.writeHead(refusalStatus[refusal], { ...headers, 'Content-Type': 'application/json; charset=utf-8', Connection: 'close' });
    response.end(JSON.stringify({ error: refusal, message: refusalMessage(refusal) }));
  }

  async function sendFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = files.get((request.url ?? '').replace(/\?.*$/, ''));
    if (file === undefined) return refuse(response, 'not_found');
    const content = await readFile(file.path);
    response.writeHead(200, { ...headers, 'Content-Type': file.contentType, 'Content-Length': content.byteLength });
    response.end(request.method === 'HEAD' ? undefined : content);
  }

  async function openSession(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request, sessionBodyBytes);
    if (body === null) return refuse(response, 'too_large');
    const parsed = sessionBody.safeParse(parseJson(body));
    const key = parsed.success ? codes.swap(parsed.data.code) : null;
    if (key === null) return refuse(response, 'bad_code');
    log('info', 'loopback.session_opened');
    response.writeHead(200, { ...headers, 'Content-Type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ key } satisfies SessionAnswer));
  }

  server.on('request', (request, response) => {
    const refusal = checkRequest(request, origin);
    if (refusal !== null) return refuse(response, refusal);
    const answer = request.url === sessionPath ? openSession(request, response) : sendFile(request, response);
    answer.catch((error: unknown) => {
      log('error', 'loopback.request_failed', { error });
      if (!response.headersSent) response.writeHead(500, headers);
      response.end();
    });
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A socket that breaks off would otherwise end the process.
    socket.on('error', () => socket.destroy());
    const key = keyAmong((request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/));
    const refusal = checkUpgrade(request, origin) ?? (key !== undefined && codes.isSession(key) ? null : 'no_session');
    if (refusal !== null) {
      countRefusal(refusal);
      const status = refusalStatus[refusal];
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => accept(opened));
  });

  function accept(socket: WebSocket): void {
    // `ws` closes the socket by itself after a protocol error or an oversized message; it only wants to be heard.
    socket.on('error', (error) => log('warn', 'loopback.socket_error', { message: error.message }));
    serveHost(options, socketChannel(socket), log);
  }

  return {
    origin,
    launchUrl: (lifeMs = codeLifeMs) => `${origin}/#${codeParameter}=${codes.mint(lifeMs)}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The whole body as text; null as soon as it is longer than `limit` bytes. */
async function readBody(request: IncomingMessage, limit: number): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null;
  const chunks: Buffer[] = [];
  let length = 0;
  // Left early, the request must stay alive for the refusal to be sent.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
