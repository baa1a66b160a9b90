// Abuse case 11: the disk is full while something is saved. It is refused, nothing has changed, and the audit still says so.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openReplica, type ReplicaClient } from '#db/client.ts';
import { openConnection } from '#db/kernel/open.ts';
import { unrestricted } from '../builders/access.ts';
import { anAsker, created } from '../builders/replica.ts';
import { productLocation } from '../torture/station.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const disk = mkdtempSync(join(tmpdir(), 'full-disk-'));
const isMounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', disk]).status === 0;
const entry = join(import.meta.dirname, '..', '..', 'db', 'worker.ts');

/** Fills the disk but for this many bytes. */
function fillDisk(but: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(join(disk, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - but), 1));
}

describe.skipIf(!isMounted)('a full disk (needs leave to mount a small one)', () => {
  const file = join(disk, 'replica.db');
  let replica: ReplicaClient;

  beforeAll(async () => {
    replica = await openReplica(productLocation(file), { create: true, now: created, entry, access: unrestricted() });
    await replica.write.createRecord({ ...anAsker(0), database: 'key', values: { project_name: '之前的项目' }, reason: null, projectId: null });
  });
  afterAll(async () => {
    await replica.close();
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true, force: true });
  });

  it('refuses at every point where the room can end, changes nothing, and records the refusal with the room set aside', async () => {
    const rows = Array.from({ length: 400 }, (_each, index) => ({
      index,
      values: { project_name: `没有保存的第 ${index} 个项目`, construction_content: '说明'.repeat(400) },
    }));
    let refusals = 0;
    for (const [minute, free] of [0, 4_096, 20_000, 70_000, 150_000, 400_000].entries()) {
      expect(existsSync(join(disk, 'reserve'))).toBe(true);
      fillDisk(free);
      const asker = anAsker(minute + 1);
      const saving = replica.write.importRows({ ...asker, database: 'key', year: 2026, label: '名单', source: '名单.xlsx', rows, commit: true });
      await expect(saving).rejects.toMatchObject({ code: 'disk_full', message: '磁盘空间不足，未保存，数据没有改动。请清理磁盘后重试。' });
      refusals += 1;
      rmSync(join(disk, 'ballast'));
      expect((await replica.lists.page({ database: 'key', filter: [], sort: [], offset: 0, limit: 10, totals: false })).total).toBe(1);
      await replica.write.saveView({ ...asker, id: `view-${minute}`, database: 'key', name: '之后', definition: '{"filter":[],"sort":[],"columns":[]}' });
      // The room is set aside anew when a program next opens the replica.
      await replica.close();
      replica = await openReplica(productLocation(file), { now: created, entry, access: unrestricted() });
    }
    expect((await replica.read.verify({})).checks.filter(({ ok }) => !ok)).toEqual([]);
    const connection = openConnection(productLocation(file), 'read');
    expect(connection.prepare("SELECT count(*) FROM audit WHERE event = 'disk.full'").pluck().get()).toBe(refusals);
    expect(connection.prepare("SELECT count(*) FROM audit WHERE event = 'import.committed'").pluck().get()).toBe(0);
    connection.close();
  });
});
