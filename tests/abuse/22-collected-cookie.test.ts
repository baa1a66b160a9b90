// Abuse case 22: a program on another port of 127.0.0.1 collects what the browser sends to every port: cookies.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { offeredProtocols, rpcProtocol } from '#domain/rpc/loopback-protocol.ts';
import { aLoopbackStation, codeIn, pageClient, swapCode, upgrade, type LoopbackStation } from './loopback-station.ts';

let at: LoopbackStation;
beforeAll(async () => {
  at = await aLoopbackStation(() => 0);
});
afterAll(() => at.close());

it('collects nothing: the workstation sets no cookie, and one made of the key opens nothing', async () => {
  expect((await swapCode(at, codeIn(at.loopback.launchUrl()))).headers['set-cookie']).toBeUndefined();
  const { key, client, end } = await pageClient(at);
  const good = { origin: at.loopback.origin };
  expect(await upgrade(at, [rpcProtocol], { ...good, cookie: `key=${key}; session=${key}; workstation=${key}` })).toBe(401);
  expect(await upgrade(at, [rpcProtocol], { ...good, authorization: `Bearer ${key}` })).toBe(401);
  expect(await upgrade(at, offeredProtocols(key), good)).toBe(101);
  expect((await client.call('session.state', {})).ok).toBe(true);
  end();
});
