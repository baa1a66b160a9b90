// The replica through its threads, here and in a process of their own: what is written is read, what is cancelled is not written,
// what is closed has ended.

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkDatabase } from '#main/processes/database-spawn.ts';
import { unrestricted } from '../tests/builders/access.ts';
import { rejectionOf } from '../tests/builders/failures.ts';
import { aKeyProject, aProject, idOf } from '../tests/builders/records.ts';
import { aPlace, anAsker, created, type Place } from '../tests/builders/replica.ts';
import { openReplica, type ImportOutcome, type ReplicaClient } from './client.ts';

const entry = join(import.meta.dirname, 'worker.ts');

describe.each([
  ['in this process', undefined],
  ['in a process of their own', () => forkDatabase(join(import.meta.dirname, 'process.ts'))],
])('the threads of a replica %s', (_where, startProcess) => {
  let place: Place;
  let replica: ReplicaClient;
  // Three threads take a second to begin on a busy machine, so the tests share them and keep to a library each.
  beforeAll(async () => {
    place = aPlace();
    replica = await openReplica(place.location, { create: true, now: created, entry, access: unrestricted(), startProcess });
  });
  afterAll(async () => {
    await replica.close();
    place.remove();
  });

  const listOf = (database: string): { database: string; filter: []; sort: []; offset: number; limit: number; totals: boolean } => ({
    database,
    filter: [],
    sort: [],
    offset: 0,
    limit: 5,
    totals: true,
  });

  /** Imports so many new projects. */
  function importing(
    database: string,
    count: number,
    signal?: AbortSignal,
    onProgress: (done: number, total: number) => void = () => undefined,
  ): Promise<ImportOutcome> {
    const rows = Array.from({ length: count }, (_, index) => ({ index, values: { project_name: `${database} ${index} 号工程`, mgmt_year: 2026 } }));
    return replica.write.importRows({ ...anAsker(), database, year: 2026, label: '导入', source: 'a.xlsx', rows, commit: true }, { signal, onProgress });
  }

  describe('answering', () => {
    it('read at once what was just written', async () => {
      for (let index = 0; index < 5; index += 1) {
        const { record } = await replica.write.createRecord({
          ...anAsker(),
          database: 'key',
          values: aKeyProject({ project_name: `第 ${index} 号隧道工程` }),
          reason: null,
          projectId: null,
        });
        const [read, page, search, totals] = await Promise.all([
          replica.read.record({ database: 'key', id: idOf(record), today: '2026-03-02' }),
          replica.lists.page({ ...listOf('key'), sort: [{ field: 'project_name', descending: true }] }),
          replica.read.search({ text: `第${index}号`, limit: 5 }),
          replica.lists.totals({ database: 'key', ids: [idOf(record)] }),
        ]);
        expect(read.record).toEqual(record);
        expect(page).toMatchObject({ total: index + 1, totals: { sums: { year_plan: (index + 1) * 2_000_000_000 } } });
        expect(page.rows[0]).toEqual(record);
        expect(search.hits.map(({ id }) => id)).toEqual([record['id']]);
        expect(totals.count).toBe(1);
      }
    });

    it('keep the code, the sentence and the details of a failure', async () => {
      expect(await rejectionOf(replica.read.record({ database: 'key', id: 'x', today: '2026-03-02' }))).toEqual({
        code: 'not_found',
        message: '这条记录不存在或已被删除，没有改动任何数据。请刷新列表后再试。',
        details: { id: 'x' },
      });
      expect(await rejectionOf(replica.lists.page(listOf('nowhere')))).toMatchObject({ code: 'unknown_library', details: { database: 'nowhere' } });
      const { record } = await replica.write.createRecord({ ...anAsker(), database: 'reserve', values: aProject(), reason: null, projectId: null });
      const stale = replica.write.updateRecord({ ...anAsker(), database: 'reserve', id: idOf(record), version: 9, values: { address: '团岛' }, reason: null });
      expect(await rejectionOf(stale)).toMatchObject({ code: 'stale_version', details: { version: 1 } });
    });

    it('keep the story of an unforeseen failure', async () => {
      await expect(replica.write.setSetting({ key: 'a', value: undefined as unknown as string })).rejects.toThrow(
        /NOT NULL constraint failed: setting.value[\s\S]*writes\.ts/,
      );
    });

    it('answer every call, however many are under way', async () => {
      await importing('plan', 50);
      const totals = await Promise.all(Array.from({ length: 60 }, (_, offset) => replica.lists.page({ ...listOf('plan'), offset })));
      expect(totals.map(({ total }) => total)).toEqual(Array.from({ length: 60 }, () => 50));
      expect(totals[48]?.rows.length).toBe(2);
    });
  });

  describe('a cancelled import', () => {
    it('writes nothing and says so', async () => {
      const cancelling = new AbortController();
      const failure = await rejectionOf(importing('central', 20_000, cancelling.signal, () => cancelling.abort()));
      expect(failure).toEqual({ code: 'aborted', message: '已取消导入，没有写入任何数据。' });
      expect((await replica.lists.page(listOf('central'))).total).toBe(0);
      expect((await replica.read.batches({ limit: 50 })).filter(({ database }) => database === 'central')).toEqual([]);
    });

    it('before it began does not begin, and leaves the next call alone', async () => {
      expect((await rejectionOf(importing('special', 1, AbortSignal.abort()))).code).toBe('aborted');
      expect(await importing('special', 1)).toMatchObject({ created: 1 });
    });

    it('is cancelled together with others that wait behind it', async () => {
      const cancelling = new AbortController();
      const first = importing('fiscal', 20_000, cancelling.signal, () => cancelling.abort());
      const second = importing('fiscal', 20_000, cancelling.signal);
      const third = importing('fiscal', 3);
      expect([(await rejectionOf(first)).code, (await rejectionOf(second)).code]).toEqual(['aborted', 'aborted']);
      expect(await third).toMatchObject({ created: 3 });
    });
  });

  describe('progress', () => {
    it('arrives while the work goes on and ends at the whole', async () => {
      const seen: [number, number][] = [];
      await importing('filing', 400, undefined, (done, total) => seen.push([done, total]));
      expect(seen.at(-1)).toEqual([400, 400]);
      expect(seen.map(([done]) => done)).toEqual(seen.map(([done]) => done).toSorted((a, b) => a - b));
    });
  });

  describe('closing', () => {
    it('ends what is under way, refuses what comes after as locked, and leaves a file with all that was finished and no more', async () => {
      const before = await replica.read.summary({});
      const running = rejectionOf(importing('reserve', 20_000));
      await replica.close();
      expect((await running).code).toBe('locked');
      const after = [replica.read.summary({}), replica.lists.page(listOf('key')), replica.write.setSetting({ key: 'a', value: 'b' })].map(
        (call: Promise<unknown>) => rejectionOf(call),
      );
      expect((await Promise.all(after)).map(({ code }) => code)).toEqual(['locked', 'locked', 'locked']);
      replica = await openReplica(place.location, { now: created, entry, access: unrestricted(), startProcess });
      expect(await replica.read.summary({})).toEqual(before);
      expect(await replica.read.verify({})).toMatchObject({ ok: true });
    });
  });

  describe('opening', () => {
    it('fails with the reason', async () => {
      const wrong = { ...place.location, key: new Uint8Array(32).fill(9) };
      expect((await rejectionOf(openReplica(wrong, { now: created, entry, access: unrestricted(), startProcess }))).code).toBe('replica_damaged');
      const empty = aPlace();
      expect((await rejectionOf(openReplica(empty.location, { now: created, entry, access: unrestricted(), startProcess }))).code).toBe('not_initialised');
      empty.remove();
    });
  });
});
