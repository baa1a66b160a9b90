// The loopback host from outside: real requests and sockets, every refusal, and the contract over a session.
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket as WsClient } from 'ws';
import { createClient, type Client } from '#domain/rpc/client.ts';
import { offeredProtocols } from '#domain/rpc/loopback-protocol.ts';
import { socketChannel } from '#domain/rpc/socket-channel.ts';
import { testContract, testHandlers, type TestContract } from '../../../tests/rpc/test-contract.ts';
import type { HostAlarm } from '../host-parts.ts';
import { startLoopback, type Loopback } from './server.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let folder: string;
let host: Loopback;
let clock: number;
let alarmed: HostAlarm[];
let logged: { level: string; event: string; fields: Readonly<Record<string, unknown>> }[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'loopback-'));
  mkdirSync(join(folder, 'public', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'public', 'index.html'), '<!doctype html><title>工作站</title>');
  writeFileSync(join(folder, 'public', 'assets', 'map worker.mjs'), 'export {}');
  writeFileSync(join(folder, 'public', 'notes.secret'), 'unknown kind');
  writeFileSync(join(folder, 'outside.html'), 'outside');
  clock = 0;
  alarmed = [];
  logged = [];
  host = await startLoopback({
    contract: testContract,
    handlers: testHandlers(),
    makeContext: (connection) => ({ connection }),
    staticDir: join(folder, 'public'),
    log: (level, event, fields = {}) => logged.push({ level, event, fields }),
    now: () => clock,
    alarm: (alarm) => alarmed.push(alarm),
  });
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

function ask(method: string, path: string, headers: Record<string, string | string[]> = {}, body = ''): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { hostname, port } = new URL(host.origin);
  const sent = request({ hostname, port, method, path, headers, agent: false }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

/** Sends bytes as they are and returns the status line's number; 0 when the connection just ends. */
async function askRaw(text: string): Promise<number> {
  const socket = connect(Number(new URL(host.origin).port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
  socket.on('error', () => undefined);
  socket.end(text);
  await once(socket, 'close');
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0);
}

const fromPage = (): Record<string, string> => ({
  origin: host.origin,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
  'x-workstation': '1',
});

const codeOf = (url: string): string => new URLSearchParams(new URL(url).hash.slice(1)).get('c') ?? '';
const swap = (code: string): Promise<Answer> => ask('POST', '/session', fromPage(), JSON.stringify({ code }));

async function openKey(): Promise<string> {
  const answer = await swap(codeOf(host.launchUrl()));
  return (JSON.parse(answer.body) as { key: string }).key;
}

describe('files', () => {
  it('serves the page with every security header and no cross-origin permission', async () => {
    const { status, headers, body } = await ask('GET', '/');
    expect(status).toBe(200);
    expect(body).toContain('工作站');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain(`connect-src 'self' ${host.origin.replace('http', 'ws')}`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.join('; ')).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|\*/);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control') || name === 'set-cookie')).toEqual([]);
  });

  it('serves modules as JavaScript, under their encoded name, and answers HEAD without a body', async () => {
    const { status, headers, body } = await ask('GET', '/assets/map%20worker.mjs?v=1');
    expect([status, headers['content-type'], body]).toEqual([200, 'text/javascript; charset=utf-8', 'export {}']);
    const head = await ask('HEAD', '/assets/map%20worker.mjs');
    expect([head.status, head.headers['content-length'], head.body]).toEqual([200, '9', '']);
  });

  it.each([
    '/../outside.html',
    '/..%2foutside.html',
    '/..%5coutside.html',
    '/%2e%2e/outside.html',
    '/assets/../../outside.html',
    '/index.html::$DATA',
    '/C:/Windows/win.ini',
    '/notes.secret',
    '/assets',
    '/index.html%00.png',
  ])('has nothing at %s', async (path) => {
    expect((await ask('GET', path)).status).toBe(404);
  });
});

describe('refusals', () => {
  it.each(['evil.example', 'localhost', '127.0.0.1', '[::1]', '127.0.0.1:1', 'LOCALHOST:80'])('answers 421 to Host %s', async (name) => {
    expect((await ask('GET', '/', { host: name })).status).toBe(421);
    expect((await ask('POST', '/session', { ...fromPage(), host: name }, '{}')).status).toBe(421);
  });

  it('answers nothing useful to a missing or doubled Host, or another address in the request line', async () => {
    const own = new URL(host.origin).host;
    expect(await askRaw('GET / HTTP/1.1\r\n\r\n')).toBe(400);
    expect(await askRaw(`GET / HTTP/1.1\r\nHost: ${own}\r\nHost: evil.example\r\n\r\n`)).toBe(421);
    expect(await askRaw(`GET http://evil.example/ HTTP/1.1\r\nHost: ${own}\r\nConnection: close\r\n\r\n`)).toBe(400);
    expect(await askRaw(`GET //evil.example/ HTTP/1.1\r\nHost: ${own}\r\nConnection: close\r\n\r\n`)).toBe(400);
  });

  it('answers 403 to another origin or site', async () => {
    for (const origin of ['http://evil.example', 'null', host.origin.replace('127.0.0.1', 'localhost'), 'http://127.0.0.1:1']) {
      expect((await ask('GET', '/', { origin })).status).toBe(403);
      expect((await ask('POST', '/session', { ...fromPage(), origin }, '{}')).status).toBe(403);
    }
    for (const site of ['cross-site', 'same-site']) {
      expect((await ask('GET', '/', { 'sec-fetch-site': site })).status).toBe(403);
      expect((await ask('POST', '/session', { ...fromPage(), 'sec-fetch-site': site }, '{}')).status).toBe(403);
    }
    expect((await ask('GET', '/', { origin: [host.origin, host.origin] })).status).toBe(403);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE'])('answers 405 to %s of a file', async (method) => {
    expect((await ask(method, '/')).status).toBe(405);
  });

  it('needs all four page headers to open a session', async () => {
    const wanted: [string, number][] = [
      ['origin', 403],
      ['sec-fetch-site', 403],
      ['x-workstation', 403],
      ['content-type', 415],
    ];
    for (const [name, status] of wanted) {
      const { [name]: _left, ...others } = fromPage();
      expect((await ask('POST', '/session', others, '{}')).status, name).toBe(status);
    }
    expect((await ask('POST', '/session', { ...fromPage(), 'content-type': 'text/plain' }, '{}')).status).toBe(415);
    expect((await ask('GET', '/session')).status).toBe(405);
  });

  it('answers 413 to a body that is too large, announced or not', async () => {
    const code = codeOf(host.launchUrl());
    const body = JSON.stringify({ code, padding: 'x'.repeat(2000) });
    expect((await ask('POST', '/session', { ...fromPage(), 'content-length': String(body.length) }, body)).status).toBe(413);
    expect((await ask('POST', '/session', { ...fromPage(), 'transfer-encoding': 'chunked' }, body)).status).toBe(413);
    expect((await swap(code)).status).toBe(200);
  });

  it.each(['', '{', 'null', '[]', '{"code":1}', '{"code":"AAAAAAAAAAAAAAAAAAAAAA"}'])('answers 401 to the body %j', async (body) => {
    const answer = await ask('POST', '/session', fromPage(), body);
    expect(answer.status).toBe(401);
    expect((JSON.parse(answer.body) as { message: string }).message).toContain('启动链接已失效');
  });

  it('raises an alarm once a minute when more than twenty were refused', async () => {
    const alarms = (): unknown[] => logged.filter(({ event }) => event === 'loopback.many_refusals');
    for (let count = 0; count < 20; count += 1) await ask('GET', '/none');
    expect(alarms()).toEqual([]);
    await ask('PUT', '/');
    await ask('PUT', '/');
    expect(alarms()).toMatchObject([{ level: 'warn', fields: { counts: { not_found: 20, method: 1 } } }]);
    expect(alarmed).toEqual([
      {
        kind: 'LOOPBACK_REFUSALS',
        text: '本机接口在一分钟内拒绝了 20 次以上的访问：可能有网页或程序在试探工作站。请检查这台电脑上打开的网页和程序。',
        facts: { counts: { not_found: 20, method: 1 } },
      },
    ]);
    clock = 60_000;
    for (let count = 0; count < 21; count += 1) await ask('GET', '/none');
    expect(alarms().length).toBe(2);
  });
});

describe('launch codes', () => {
  it('are 128 bits in the fragment, different every time', () => {
    const [first, second] = [host.launchUrl(), host.launchUrl()];
    expect(first).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#c=[\w-]{22}$/);
    expect(first).not.toBe(second);
  });

  it('open one session and no second', async () => {
    const code = codeOf(host.launchUrl());
    const answer = await swap(code);
    expect(answer.status).toBe(200);
    expect((JSON.parse(answer.body) as { key: string }).key).toMatch(/^[\w-]{43}$/);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await swap(code)).status).toBe(401);
  });

  it('grow old', async () => {
    const [code, other] = [codeOf(host.launchUrl(1000)), codeOf(host.launchUrl(1000))];
    clock = 999;
    expect((await swap(code)).status).toBe(200);
    clock = 1000;
    expect((await swap(other)).status).toBe(401);
  });
});

describe('the contract over a session', () => {
  async function upgradeStatus(path: string, protocols: string[], headers: Record<string, string>): Promise<number> {
    const socket = new WsClient(host.origin.replace('http', 'ws') + path, protocols, { headers });
    socket.on('error', () => undefined);
    const { promise, resolve } = Promise.withResolvers<number>();
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    const status = await promise;
    socket.terminate();
    return status;
  }

  async function openSocket(key: string): Promise<WsClient> {
    const socket = new WsClient(`${host.origin.replace('http', 'ws')}/rpc`, offeredProtocols(key), { headers: { origin: host.origin } });
    await once(socket, 'open');
    return socket;
  }

  const clientOn = (socket: WsClient): Client<TestContract> => createClient(testContract, socketChannel(socket));

  it('refuses an upgrade without a session, from elsewhere, or to another address', async () => {
    const key = await openKey();
    const good = { origin: host.origin };
    expect(await upgradeStatus('/rpc', offeredProtocols(key), good)).toBe(101);
    expect(await upgradeStatus('/rpc', ['workstation'], good)).toBe(401);
    expect(await upgradeStatus('/rpc', offeredProtocols('A'.repeat(43)), good)).toBe(401);
    expect(await upgradeStatus('/rpc', offeredProtocols(codeOf(host.launchUrl())), good)).toBe(401);
    expect(await upgradeStatus('/rpc', offeredProtocols(key), {})).toBe(403);
    expect(await upgradeStatus('/rpc', offeredProtocols(key), { origin: 'http://evil.example' })).toBe(403);
    expect(await upgradeStatus('/rpc', offeredProtocols(key), { ...good, 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await upgradeStatus('/rpc', offeredProtocols(key), { ...good, host: 'evil.example' })).toBe(421);
    expect(await upgradeStatus('/other', offeredProtocols(key), good)).toBe(404);
  });

  it('does not send the key back', async () => {
    const socket = await openSocket(await openKey());
    expect(socket.protocol).toBe('workstation');
    socket.terminate();
  });

  it('carries text, binary content, progress, events and cancelling', async () => {
    const client = clientOn(await openSocket(await openKey()));
    expect(await client.call('echo.text', { text: '青岛' })).toEqual({ ok: true, value: '青岛' });

    const content = new Uint8Array(3 * 1024 * 1024).fill(7);
    const echoed = await client.call('echo.bytes', { name: '正射影像', content });
    expect(echoed.ok && Buffer.from(content).equals(echoed.value.parts[0] ?? Buffer.of())).toBe(true);

    const done: number[] = [];
    await client.call('work.count', { to: 3 }, { onProgress: (progress) => done.push(progress.done) });
    expect(done).toEqual([1, 2, 3]);

    const heard: string[] = [];
    client.onEvent('notice', ({ text }) => heard.push(text));
    await client.call('event.ask', { text: '已同步' });
    expect(heard).toEqual(['已同步']);

    const controller = new AbortController();
    const waiting = client.call('work.wait', {}, { signal: controller.signal });
    await client.call('work.waiting', {});
    controller.abort();
    expect((await waiting).ok).toBe(false);
    expect(await client.call('work.waiting', {})).toEqual({ ok: true, value: { running: 0, aborted: 1 } });
    client.close();
  });

  it('aborts what a closed page was waiting for, and the same key opens again after a reload', async () => {
    const key = await openKey();
    const socket = await openSocket(key);
    const client = clientOn(socket);
    void client.call('work.wait', {});
    await client.call('work.waiting', {});
    socket.terminate();
    const reloaded = clientOn(await openSocket(key));
    await expect.poll(() => reloaded.call('work.waiting', {})).toEqual({ ok: true, value: { running: 0, aborted: 1 } });
    reloaded.close();
  });

  it('keeps unforeseen errors in its own log', async () => {
    const client = clientOn(await openSocket(await openKey()));
    const result = await client.call('fail.unforeseen', {});
    expect(JSON.stringify(result)).not.toContain('SQLITE');
    const entry = logged.find(({ event }) => event === 'rpc.unexpected');
    expect(entry?.fields['what']).toBe('fail.unforeseen');
    expect(result.ok ? '' : result.error.message).toContain(String(entry?.fields['traceId']));
    client.close();
  });

  it.each<[string, string | Buffer, number]>([
    ['text that is no JSON', '{"kind"', 1007],
    ['JSON that is no frame', '{"kind":"eval"}', 1007],
    ['a short binary message', Buffer.from([1, 2, 3]), 1007],
    ['a binary message with absurd lengths', Buffer.alloc(64, 0xff), 1007],
    ['text so deep that a parser may give up', '['.repeat(500_000), 1007],
    ['a message larger than any procedure takes', 'x'.repeat(33 * 1024 * 1024), 1009],
  ])('closes on %s and serves on', async (_what, message, code) => {
    const key = await openKey();
    const socket = await openSocket(key);
    socket.on('error', () => undefined);
    socket.send(message);
    const [closed] = (await once(socket, 'close')) as [number];
    // A host that stops reading in the middle of a message may be seen as a broken connection.
    expect(code === 1009 ? [1009, 1006] : [code]).toContain(closed);
    const client = clientOn(await openSocket(key));
    expect(await client.call('echo.text', { text: '还在' })).toEqual({ ok: true, value: '还在' });
    client.close();
  });

  it('outlives a connection that breaks off during the upgrade', async () => {
    const own = new URL(host.origin);
    const socket = connect(Number(own.port), '127.0.0.1');
    socket.write(`GET /rpc HTTP/1.1\r\nHost: ${own.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n`);
    socket.resetAndDestroy();
    expect((await ask('GET', '/')).status).toBe(200);
  });
});

it('refuses a port that is taken', async () => {
  const port = Number(new URL(host.origin).port);
  const second = startLoopback({
    contract: testContract,
    handlers: testHandlers(),
    makeContext: (connection) => ({ connection }),
    staticDir: join(folder, 'public'),
    port,
    log: () => undefined,
  });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
