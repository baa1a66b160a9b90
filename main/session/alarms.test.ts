// What sign-in reports when the memory of this computer is gone.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aFixture, auditOf, firstPerson, goodPassword, type Fixture } from './testing/station-fixture.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = aFixture();
});
afterEach(() => fixture.close());

it('counters deleted in every place are an alarm, as deleted in one; a set-up is none', async () => {
  const session = fixture.session();
  const alarms = (): unknown[] =>
    auditOf(session).flatMap(({ event, detail }) => (event === 'alarm.raised' && detail['kind'] === 'KEYSTORE_LOST' ? [detail['text']] : []));
  await session.create(firstPerson);
  expect(alarms()).toEqual([]);
  const places = [join(fixture.profileDir, 'stations'), join(fixture.dataDir, 'state')];
  for (const gone of [places.slice(0, 1), places]) {
    await session.lock();
    for (const place of gone) rmSync(place, { recursive: true });
    await session.unlock({ login: null, password: goodPassword, newPassword: null });
    expect((await session.state()).notices.map(({ code }) => code)).toContain('profile_lost');
  }
  expect(alarms()).toEqual([
    '本机用户目录和密钥库中的登录记录丢失，已按数据目录中的记录继续。',
    '本机用户目录和密钥库中的登录记录丢失，数据目录中的也丢失，锁定次数已无从查考。请核查是否有人删除。',
  ]);
}, 60_000);
