// A file somebody handed in for import is gone when the station locks, whoever or whatever locked it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openWorkstation } from '#main/workstation.ts';
import { demoPassword } from '#main/session/founding.ts';

const folder = mkdtempSync(join(tmpdir(), 'brought-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('also when nobody asked for it: idle, limit, system', async () => {
  const host = await openWorkstation({
    dataDir: join(folder, 'data'),
    profileDir: join(folder, 'profile'),
    demo: 'S',
    calibration: 'floor',
    log: () => undefined,
  });
  try {
    const { session, files } = host.workstation;
    for (const cause of ['idle', 'limit', 'system'] as const) {
      const handle = files.put('名单.csv', new TextEncoder().encode('项目名称\n某工程\n'));
      expect(files.get(handle).name).toBe('名单.csv');
      await session.lock(cause);
      expect(() => files.get(handle)).toThrow('文件已不在内存中');
      await session.unlock({ login: null, password: demoPassword, newPassword: null });
    }
  } finally {
    await host.close();
  }
}, 60_000);
