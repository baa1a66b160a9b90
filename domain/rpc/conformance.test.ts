// Every transport carries the contract alike: the same cases over memory, a message port and a real WebSocket.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { AppError } from '../result.ts';
import type { Channel } from './channel.ts';
import { createClient, type Client } from './client.ts';
import { createChannelPair } from './memory-channel.ts';
import { portChannel } from './port-channel.ts';
import { serve, type UnexpectedFailure } from './serve.ts';
import { socketChannel } from './socket-channel.ts';
import { testContract, testHandlers, type TestContext, type TestContract } from '../../tests/rpc/test-contract.ts';

interface Ends {
  readonly client: Channel;
  readonly host: Channel;
  readonly dispose: () => void;
}

async function webSocketEnds(): Promise<Ends> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const accepted = once(server, 'connection');
  const page = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[socket]] = await Promise.all([accepted, once(page, 'open')]);
  return { client: socketChannel(page), host: socketChannel(socket), dispose: () => server.close() };
}

const transports: Record<string, () => Ends | Promise<Ends>> = {
  memory: () => {
    const [client, host] = createChannelPair();
    return { client, host, dispose: () => undefined };
  },
  port: () => {
    const { port1, port2 } = new MessageChannel();
    return { client: portChannel(port1), host: portChannel(port2), dispose: () => undefined };
  },
  websocket: webSocketEnds,
};

describe.each(Object.entries(transports))('contract over %s', (_name, makeEnds) => {
  let ends: Ends;
  let client: Client<TestContract>;
  let unexpected: UnexpectedFailure[];
  let isLocked: boolean;

  beforeEach(async () => {
    ends = await makeEnds();
    unexpected = [];
    isLocked = true;
    serve<TestContract, TestContext>(testContract, testHandlers(), ends.host, {
      makeContext: (connection) => ({ connection }),
      admit: (_procedure, { access }) => {
        if (access === 'unlocked' && isLocked) throw new AppError('locked', '工作站已锁定,请先登录。');
      },
      onUnexpected: (failure) => unexpected.push(failure),
    });
    client = createClient(testContract, ends.client);
  });
  afterEach(() => {
    client.close();
    ends.dispose();
  });

  it('answers with the value', async () => {
    expect(await client.call('echo.text', { text: '青岛 "\u2028" \ud83d\ude00 \ud800' })).toEqual({
      ok: true,
      value: '青岛 "\u2028" \ud83d\ude00 \ud800',
    });
  });

  it('keeps answers apart when many calls run at once', async () => {
    const texts = Array.from({ length: 200 }, (_, index) => `第 ${index} 项`);
    const results = await Promise.all(texts.map((text) => client.call('echo.text', { text })));
    expect(results).toEqual(texts.map((value) => ({ ok: true, value })));
  });

  it('carries binary content unchanged, and only the part a view shows', async () => {
    const backing = Uint8Array.from({ length: 1000 }, (_, index) => index % 256);
    const content = backing.subarray(10, 15);
    const result = await client.call('echo.bytes', { name: '照片', content });
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.name).toBe('照片');
    expect(result.value.parts.map((part) => [...part])).toEqual([
      [10, 11, 12, 13, 14],
      [11, 12],
    ]);
    for (const part of result.value.parts) {
      expect(part.constructor).toBe(Uint8Array);
      expect(part.buffer.byteLength).toBeLessThan(backing.byteLength);
    }
  });

  it('carries numbers that Float64Array reads in place', async () => {
    const numbers = Float64Array.from([Math.PI, -1e300]);
    const result = await client.call('echo.bytes', { name: '列', content: new Uint8Array(numbers.buffer) });
    if (!result.ok) throw new Error(result.error.message);
    const [part] = result.value.parts;
    if (part === undefined) throw new Error('no part');
    expect([...new Float64Array(part.buffer, part.byteOffset, 2)]).toEqual([Math.PI, -1e300]);
  });

  it('takes a Buffer for bytes', async () => {
    const result = await client.call('echo.bytes', { name: '', content: Buffer.from('青岛') });
    expect(result.ok && [...(result.value.parts[0] ?? [])]).toEqual([0xe9, 0x9d, 0x92, 0xe5, 0xb2, 0x9b]);
  });

  it('carries ten thousand rows', async () => {
    const result = await client.call('echo.rows', { count: 10_000 });
    if (!result.ok) throw new Error(result.error.message);
    expect(result.value.length).toBe(10_000);
    expect(result.value[9998]).toEqual({ id: 9998, name: '项目9998', amount: 2499.5 });
    expect(result.value[9999]).toEqual({ id: 9999, name: '项目9999', amount: null });
  });

  it('takes a proxy, as Vue makes them, although structured clone refuses proxies', async () => {
    const input = new Proxy({ text: '表单' }, {});
    expect(() => structuredClone(input)).toThrow('could not be cloned');
    expect(await client.call('echo.text', input)).toEqual({ ok: true, value: '表单' });
  });

  it('reports progress in order, then the result, and fills in defaults', async () => {
    const seen: number[] = [];
    const result = await client.call('work.count', { to: 5 }, { onProgress: ({ done }) => seen.push(done) });
    expect(result).toEqual({ ok: true, value: 5 });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it('answers a cancelled call at once and fires the signal of its handler', async () => {
    const controller = new AbortController();
    const call = client.call('work.wait', {}, { signal: controller.signal });
    expect(await client.call('work.waiting', {})).toEqual({ ok: true, value: { running: 1, aborted: 0 } });
    controller.abort();
    const result = await call;
    expect(result.ok ? null : result.error.code).toBe('aborted');
    expect(await client.call('work.waiting', {})).toEqual({ ok: true, value: { running: 0, aborted: 1 } });
    expect(unexpected).toEqual([]);
  });

  it('does not send a call that was cancelled before', async () => {
    const result = await client.call('work.wait', {}, { signal: AbortSignal.abort() });
    expect(result.ok ? null : result.error.code).toBe('aborted');
    expect(await client.call('work.waiting', {})).toEqual({ ok: true, value: { running: 0, aborted: 0 } });
  });

  it('carries a foreseen failure with code, sentence and details', async () => {
    expect(await client.call('fail.foreseen', {})).toEqual({
      ok: false,
      error: { code: 'stale_version', message: '该项目已被他人修改,您的修改未保存。请刷新后重试。', details: { version: 3 } },
    });
    const counted = await client.call('work.count', { to: 5, failAt: 3 });
    expect(counted.ok ? null : counted.error.details).toEqual({ row: 3 });
  });

  it('tells nothing of an unforeseen error but the number under which it is logged', async () => {
    const result = await client.call('fail.unforeseen', {});
    if (result.ok) throw new Error('must fail');
    expect(result.error.code).toBe('internal');
    expect(JSON.stringify(result)).not.toMatch(/SQLITE|project|00ff|\.ts/);
    expect(unexpected.length).toBe(1);
    expect(unexpected[0]?.what).toBe('fail.unforeseen');
    expect(result.error.message).toContain(unexpected[0]?.traceId);
    expect(unexpected[0]?.traceId).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
  });

  it('does not let an answer out that its schema does not allow', async () => {
    const result = await client.call('fail.output', {});
    expect(result.ok ? null : result.error.code).toBe('internal');
    expect(unexpected.length).toBe(1);
  });

  it('refuses a wrong input at the caller, naming the field and not the value', async () => {
    const result = await client.call('echo.text', { text: 37021219900101 } as never);
    if (result.ok) throw new Error('must fail');
    expect(result.error.code).toBe('bad_input');
    expect(JSON.stringify(result.error)).not.toContain('37021219900101');
    expect(result.error.details).toMatchObject({ issues: [{ path: 'text' }] });
  });

  it('refuses an input over the limit of its procedure', async () => {
    const fits = await client.call('echo.text', { text: 'a'.repeat(4000) });
    expect(fits.ok).toBe(true);
    const result = await client.call('echo.text', { text: '青'.repeat(1400) });
    expect(result.ok ? null : result.error).toMatchObject({ code: 'too_large', details: { limit: 4096 } });
  });

  it('asks whether the caller is admitted before anything runs', async () => {
    const refused = await client.call('locked.read', {});
    expect(refused.ok ? null : refused.error.code).toBe('locked');
    isLocked = false;
    expect(await client.call('locked.read', {})).toEqual({ ok: true, value: 'secret' });
  });

  it('tells the caller events until it stops listening', async () => {
    const heard: string[] = [];
    const stop = client.onEvent('notice', ({ text }) => heard.push(text));
    await client.call('event.ask', { text: '一' });
    stop();
    await client.call('event.ask', { text: '二' });
    expect(heard).toEqual(['一']);
  });

  it('answers waiting calls when the host goes away, and all later ones', async () => {
    const gone = new Promise<void>((resolve) => client.onClose(resolve));
    const waiting = client.call('work.wait', {});
    await client.call('work.waiting', {});
    ends.host.close();
    const result = await waiting;
    expect(result.ok ? null : result.error.details).toEqual({ reason: 'disconnected' });
    await gone;
    const later = await client.call('echo.text', { text: 'x' });
    expect(later.ok ? null : later.error.details).toEqual({ reason: 'disconnected' });
  });

  const garbage: [string, unknown][] = [
    ['null', null],
    ['a string', 'hello'],
    ['an unknown kind', { kind: 'eval', id: 1 }],
    ['a negative id', { kind: 'call', id: -1, name: 'echo.text', input: {} }],
    ['a name that is no string', { kind: 'call', id: 1, name: { toString: 1 }, input: {} }],
  ];
  it.each(garbage)('closes on %s and calls nothing', async (_what, frame) => {
    const closed = new Promise<void>((resolve) => ends.client.onClose(resolve));
    ends.client.send(frame);
    await closed;
    expect(unexpected).toEqual([]);
  });

  it('closes on the id of a call still running', async () => {
    const closed = new Promise<void>((resolve) => ends.client.onClose(resolve));
    ends.client.send({ kind: 'call', id: 7, name: 'work.wait', input: {} });
    ends.client.send({ kind: 'call', id: 7, name: 'work.wait', input: {} });
    await closed;
    expect(unexpected).toEqual([]);
  });

  it.each(['no.such', '__proto__', 'constructor', 'toString'])('has no procedure %s', async (name) => {
    const answered = new Promise<unknown>((resolve) => ends.client.onFrame(resolve));
    ends.client.send({ kind: 'call', id: 1, name, input: {} });
    expect(await answered).toMatchObject({ kind: 'error', id: 1, error: { code: 'not_found' } });
  });

  it('survives deep nesting and hostile keys that skip the caller’s own check', async () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 200; depth += 1) deep = { deep };
    const answers: unknown[] = [];
    ends.client.onFrame((frame) => answers.push(frame));
    ends.client.send({ kind: 'call', id: 1, name: 'echo.text', input: { text: deep } });
    ends.client.send({ kind: 'call', id: 2, name: 'echo.text', input: JSON.parse('{"text":"ok","__proto__":{"text":1}}') });
    await expect.poll(() => answers.length).toBe(2);
    expect(answers).toMatchObject([
      { id: 1, kind: 'error', error: { code: 'bad_input' } },
      { id: 2, kind: 'result', value: 'ok' },
    ]);
    expect(({} as Record<string, unknown>)['text']).toBeUndefined();
  });
});

it('aborts running calls when the caller goes away', async () => {
  const [callerEnd, hostEnd] = createChannelPair();
  const handlers = testHandlers();
  const options = { makeContext: (connection: TestContext['connection']) => ({ connection }), onUnexpected: () => undefined };
  serve<TestContract, TestContext>(testContract, handlers, hostEnd, options);
  const leaving = createClient(testContract, callerEnd);
  void leaving.call('work.wait', {});
  await leaving.call('work.waiting', {});
  leaving.close();

  const [otherEnd, otherHostEnd] = createChannelPair();
  serve<TestContract, TestContext>(testContract, handlers, otherHostEnd, options);
  const other = createClient(testContract, otherEnd);
  expect(await other.call('work.waiting', {})).toEqual({ ok: true, value: { running: 0, aborted: 1 } });
});
