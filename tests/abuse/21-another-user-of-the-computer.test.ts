// Abuse case 21: another user of the same computer reads our command line and opens the address.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { aLoopbackStation, codeIn, swapCode, type LoopbackStation } from './loopback-station.ts';

let at: LoopbackStation;
let tick = 0;
beforeAll(async () => {
  at = await aLoopbackStation(() => tick);
});
afterAll(() => at.close());

const usedUp = '启动链接已失效,没有打开任何数据。请回到启动工作站的窗口,重新打开或取得新的链接。';

it('finds a code that is used up: the page that was meant to open took it', async () => {
  const code = codeIn(at.loopback.launchUrl());
  expect((await swapCode(at, code)).status).toBe(200);
  const late = await swapCode(at, code);
  expect(late.status).toBe(401);
  expect((JSON.parse(late.body) as { message: string }).message).toBe(usedUp);
});

it('finds a code that is too old', async () => {
  const code = codeIn(at.loopback.launchUrl(15_000));
  tick += 15_000;
  expect((await swapCode(at, code)).status).toBe(401);
});

it('gets a page without a code that says nothing, and no data of the station', async () => {
  const { status, body } = await at.send('GET', '/');
  expect(status).toBe(200);
  expect(body).toBe('<!doctype html><title>工作站</title>');
  expect((await swapCode(at, 'A'.repeat(22))).status).toBe(401);
});
