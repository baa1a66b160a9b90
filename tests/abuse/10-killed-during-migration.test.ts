// Abuse case 10: killed while a new version changes the schema. The old schema or the new one is there, and a backup from before, named.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { openConnection, type ReplicaLocation } from '#db/kernel/open.ts';
import { migrations } from '#db/migrations/index.ts';
import { appliedMigrations } from '#db/kernel/migrate.ts';
import type { Child } from '#main/processes/fork-child.ts';
import { openWorkstation } from '#main/workstation.ts';
import { anOffice, found, people, register, registered, type Office } from '../backup/office.ts';

vi.setConfig({ testTimeout: 240_000 });

const offices: Office[] = [];

afterEach(async () => {
  for (const each of offices.splice(0)) await each.remove();
});

/** Where the replica lies, with its key: read from an open session, as only its own process can. */
async function locationOf({ dataDir, profileDir }: Office): Promise<ReplicaLocation> {
  const host = await openWorkstation({ dataDir, demo: null, calibration: 'floor', profileDir, log: () => undefined });
  const { session } = host.workstation;
  await session.unlock({ ...people.worker, newPassword: null });
  const { keys, ring } = session.signedIn;
  const location = { file: join(dataDir, keys.database.file), cipher: keys.database.cipher, key: ring.databaseKey().slice() };
  await host.close();
  return location;
}

/** The replica as the version before the last migration left it; that version had no journal. */
function makeOlder(office: Office, location: ReplicaLocation): number {
  const connection = openConnection(location, 'write');
  const last = migrations.at(-1)?.number ?? 0;
  expect(last).toBe(60);
  connection.exec(`
    DROP TABLE field_key; DROP TABLE export_request; DROP INDEX expert_by_id_no_index; ALTER TABLE expert DROP COLUMN id_no_index;
    DELETE FROM migration WHERE number = ${last}`);
  connection.pragma('user_version = 0');
  connection.close();
  rmSync(join(office.dataDir, 'journal'), { recursive: true });
  return last;
}

it('opens with the old schema or the new one, never between, and names the backup made before', async () => {
  const place = anOffice();
  offices.push(place);
  const station = await found(place);
  await register(station, '升级之前的项目');
  await station.close();
  const location = await locationOf(place);
  const last = makeOlder(place, location);

  for (const waitMs of [60, 120, 180, 240]) {
    const children: Child[] = [];
    const upgrading = await place.start((child) => children.push(child));
    const signingIn = upgrading.signIn('worker').then(
      () => 'new',
      () => 'killed',
    );
    // The first process finds the older schema; the one that changes it comes after the processes of the backup.
    await vi.waitFor(() => expect(existsSync(join(place.dataDir, 'backups')) && children.length >= 3).toBe(true), { timeout: 60_000, interval: 5 });
    await delay(waitMs);
    for (const child of children) child.kill();
    await signingIn;
    await upgrading.close();
    const connection = openConnection(location, 'write');
    const applied = appliedMigrations(connection);
    const hasTable = connection.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'export_request'").pluck().get() === 1;
    expect(applied.includes(last)).toBe(hasTable);
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
    connection.close();
    if (hasTable) makeOlder(place, location);
  }

  const again = await place.start();
  await again.signIn('worker');
  const { notices } = await again.ask('session.state', {});
  const [, name = ''] = /升级前的备份为“(.+)”/.exec(notices.find(({ code }) => code === 'migrated')?.text ?? '') ?? [];
  expect(await registered(again)).toEqual(['升级之前的项目']);
  expect((await again.ask('replica.verify', {})).ok).toBe(true);
  await again.signIn('system');
  const { backups } = await again.ask('backup.list', {});
  expect(backups.find((backup) => backup.name === name)).toMatchObject({ kind: 'manual', state: 'good', detail: '升级前', records: 1 });
  expect((await again.ask('backup.verify', { name })).state).toBe('good');
});
