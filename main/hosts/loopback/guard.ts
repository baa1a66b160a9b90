// Who may speak to the loopback host: checks on a request's head, before any of its body is read.
import type { IncomingMessage } from 'node:http';
import { requestHeader, requestHeaderValue, rpcPath, sessionPath } from '#domain/rpc/loopback-protocol.ts';
import type { Refusal } from './refusals.ts';

/** The only value of a header; undefined when it is absent or sent more than once. */
function single(request: IncomingMessage, name: string): string | undefined {
  const values = request.headersDistinct[name];
  return values?.length === 1 ? values[0] : undefined;
}

/** Checks that hold for every request and upgrade. A foreign Host is another site's name bound to our address. */
function checkSender(request: IncomingMessage, origin: string): Refusal | null {
  if (single(request, 'host') !== new URL(origin).host) return 'foreign_host';
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//')) return 'bad_target';
  if (request.headersDistinct['origin'] !== undefined && single(request, 'origin') !== origin) return 'foreign_origin';
  return null;
}

/** Why a request is refused; null when it may go on. */
export function checkRequest(request: IncomingMessage, origin: string): Refusal | null {
  const refusal = checkSender(request, origin);
  if (refusal !== null) return refusal;
  return request.url === sessionPath ? checkSessionRequest(request) : checkFileRequest(request);
}

function checkFileRequest(request: IncomingMessage): Refusal | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return 'method';
  // `none` is an address typed in or opened by the launcher. Without the header: a program, which gets no data here.
  const site = request.headersDistinct['sec-fetch-site'] === undefined ? 'none' : single(request, 'sec-fetch-site');
  return site === 'none' || site === 'same-origin' ? null : 'foreign_site';
}

function checkSessionRequest(request: IncomingMessage): Refusal | null {
  if (request.method !== 'POST') return 'method';
  if (single(request, 'origin') === undefined) return 'foreign_origin';
  if (single(request, 'sec-fetch-site') !== 'same-origin') return 'foreign_site';
  if (single(request, requestHeader) !== requestHeaderValue) return 'no_header';
  return single(request, 'content-type') === 'application/json' ? null : 'media_type';
}

/** Why a WebSocket upgrade is refused; null when only the session is left to check. */
export function checkUpgrade(request: IncomingMessage, origin: string): Refusal | null {
  const refusal = checkSender(request, origin);
  if (refusal !== null) return refusal;
  if (request.url !== rpcPath) return 'not_found';
  if (request.method !== 'GET') return 'method';
  if (single(request, 'origin') === undefined) return 'foreign_origin';
  // Not every Chromium sends this header on an upgrade; one that does must say the truth.
  const site = request.headersDistinct['sec-fetch-site'];
  return site === undefined || single(request, 'sec-fetch-site') === 'same-origin' ? null : 'foreign_site';
}
