// Abuse case 9: the power goes during an import. Afterwards all rows are there or none, and the person is told once which.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import type { Child } from '#main/processes/fork-child.ts';
import { anOffice, found, register, registered, type Office, type Running } from '../backup/office.ts';

vi.setConfig({ testTimeout: 240_000 });

const offices: Office[] = [];

afterEach(async () => {
  for (const each of offices.splice(0)) await each.remove();
});

const rows = 1500;

/** A list as text: the project's name and its investment. */
const list = new TextEncoder().encode(
  `项目名称,总投资（万元）\n${Array.from({ length: rows }, (_each, index) => `断电测试第${index}号工程,${index + 1}`).join('\n')}\n`,
);

/** Begins the import and kills the database as soon as `when` says so of the stage and what is done. */
async function importAndKill(station: Running, children: readonly Child[], when: (stage: string, done: number) => boolean): Promise<void> {
  const { handle } = await station.ask('file.put', { name: '名单.csv', bytes: list });
  const importing = station.ask(
    'import.commit',
    { handle, database: 'key', year: 2026 },
    {
      onProgress: (value) => {
        const { stage, done } = value as { stage: string; done: number };
        if (when(stage, done)) for (const child of children) child.kill();
      },
    },
  );
  await expect(importing).rejects.toMatchObject({ code: 'database_stopped' });
}

it.each([1, 1400])('killed when %i rows were written: no row is there, and the next sign-in says so once', async (reached) => {
  const place = anOffice();
  offices.push(place);
  await (await found(place)).close();
  const children: Child[] = [];
  let station = await place.start((child) => children.push(child));
  await station.signIn('worker');
  await register(station, '导入之前的项目');
  await importAndKill(station, children, (stage, done) => stage === '写入' && done >= reached);
  await station.close();
  expect(existsSync(join(place.dataDir, 'import-pending.json'))).toBe(true);

  station = await place.start();
  await station.signIn('worker');
  const { notices } = await station.ask('session.state', {});
  expect(notices.find(({ code }) => code === 'import_cut')?.text).toBe('上次导入未完成，已回滚：“名单.csv”没有写入任何数据，请重新导入。');
  expect(await registered(station)).toEqual(['导入之前的项目']);
  expect((await station.ask('batch.list', {})).batches).toEqual([]);
  expect((await station.ask('replica.verify', {})).ok).toBe(true);
  await station.signIn('worker');
  expect((await station.ask('session.state', {})).notices.map(({ code }) => code)).not.toContain('import_cut');
});
