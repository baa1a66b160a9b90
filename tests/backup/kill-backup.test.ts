// Backups killed at random: what shows in the folder is whole, and the station goes on.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { Random } from '#db/demo/random.ts';
import type { Child } from '#main/processes/fork-child.ts';
import { anOffice, found, register, registered, type Office } from './office.ts';

vi.setConfig({ testTimeout: 240_000 });

let place: Office;
afterEach(() => place.remove());

it('leave nothing that looks like one and is none', async () => {
  place = anOffice();
  await (await found(place)).close();
  const children: Child[] = [];
  const station = await place.start((child) => children.push(child));
  await station.signIn('worker');
  await register(station, '一直都在的项目');
  await station.signIn('system');
  const folder = join(place.dataDir, 'backups');
  let made = 0;
  for (let trial = 0; trial < 8; trial += 1) {
    const before = children.length;
    const making = station.ask('backup.make', {}).then(
      () => 1,
      () => 0,
    );
    // The process for the copy is the one that comes now.
    await vi.waitFor(() => expect(children.length).toBeGreaterThan(before), { timeout: 20_000, interval: 2 });
    await delay(new Random(11, 1, trial).real(0, 400));
    for (const child of children.slice(before)) child.kill();
    made += await making;
    expect(existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.making-')) : []).toHaveLength(made);
  }
  const whole = await station.ask('backup.make', {});
  const { backups } = await station.ask('backup.list', {});
  expect(backups.map(({ state }) => state)).toEqual(Array.from({ length: made + 1 }, () => 'good'));
  expect(readdirSync(folder)).toHaveLength(made + 1);
  expect((await station.ask('backup.verify', { name: whole.name })).state).toBe('good');
  await station.signIn('worker');
  expect(await registered(station)).toEqual(['一直都在的项目']);
});
