// Abuse case 20: a page in the ordinary browser, or a name bound to our address, talks to the workstation's port.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { offeredProtocols, sessionPath } from '#domain/rpc/loopback-protocol.ts';
import { alarmKinds } from './abused-station.ts';
import { aLoopbackStation, codeIn, pageClient, pageHeaders, upgrade, type LoopbackStation } from './loopback-station.ts';

let at: LoopbackStation;
let tick = 0;
beforeAll(async () => {
  at = await aLoopbackStation(() => tick);
});
afterAll(() => at.close());

const evil = 'https://evil.example';

it('is refused without a word that helps, with no permission to read the answer', async () => {
  const code = codeIn(at.loopback.launchUrl());
  const own = pageHeaders(at.loopback);
  const replies = [
    await at.send('POST', sessionPath, { ...own, origin: evil, 'sec-fetch-site': 'cross-site' }, JSON.stringify({ code })),
    await at.send('POST', sessionPath, { origin: evil, 'content-type': 'text/plain' }, JSON.stringify({ code })),
    await at.send('GET', '/', { origin: evil }),
    await at.send('OPTIONS', sessionPath, { origin: evil, 'access-control-request-method': 'POST' }),
  ];
  for (const { status, headers, body } of replies) {
    expect(status).toBe(403);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect((JSON.parse(body) as { message: string }).message).toBe('请求被本机服务拒绝。请从启动工作站的窗口重新打开。');
  }
});

it('answers 421 to a foreign name that points to this computer', async () => {
  const { port } = new URL(at.loopback.origin);
  for (const host of [`evil.example:${port}`, `localhost:${port}`, `127.0.0.1.evil.example:${port}`, '127.0.0.1', `[::1]:${port}`]) {
    expect((await at.send('GET', '/', { host })).status, host).toBe(421);
  }
});

it('opens no socket, even for somebody who has read a session key', async () => {
  const { key, end } = await pageClient(at);
  expect(await upgrade(at, offeredProtocols(key), { origin: evil })).toBe(403);
  expect(await upgrade(at, offeredProtocols(key), { origin: 'null' })).toBe(403);
  end();
});

it('raises an alarm from the twenty-first refusal in a minute; nothing was read or changed', async () => {
  const before = (await at.station.window.ask('record.list', { database: 'plan' })).total;
  tick += 60_000;
  for (let count = 0; count < 21; count += 1) await at.send('GET', '/', { origin: evil });
  expect((await at.station.window.ask('record.list', { database: 'plan' })).total).toBe(before);
  expect(await alarmKinds(at.station)).toContain('LOOPBACK_REFUSALS');
});
