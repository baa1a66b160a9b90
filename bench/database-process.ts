// What it costs that the replica's threads live in a process of their own: start, calls, large answers, against threads in the host.

import { join } from 'node:path';
import { openReplica, type DatabaseProcess, type ReplicaClient } from '#db/client.ts';
import { forkDatabase } from '../main/processes/database-spawn.ts';
import { unrestricted } from '../tests/builders/access.ts';
import { aPlace, anAsker, created } from '../tests/builders/replica.ts';
import { compare, printTimings } from './measure.ts';

const db = join(import.meta.dirname, '..', 'db');
const entry = join(db, 'worker.ts');
const startProcess = (): DatabaseProcess => forkDatabase(join(db, 'process.ts'));

const importing = (replica: ReplicaClient, count: number, commit: boolean): Promise<unknown> => {
  const rows = Array.from({ length: count }, (_, index) => ({
    index,
    values: {
      project_name: `第${index}号道路及配套管网工程`,
      owner_org_name: `青岛建设单位${index % 3000}`,
      construction_content: `新建道路 ${index % 97} 公里，配套雨污水管网、照明、绿化等工程，总用地 ${index % 500} 亩。`,
      total_investment: (1 + (index % 90_000)) * 1_000_000,
      mgmt_year: 2026,
    },
  }));
  return replica.write.importRows({ ...anAsker(), database: 'key', year: 2026, label: '名单', source: 'a.xlsx', rows, commit });
};

/** `rows` projects in the list; every figure in milliseconds. */
export async function benchDatabaseProcess(rows: number, rounds: number): Promise<void> {
  const place = aPlace();
  const first = await openReplica(place.location, { create: true, now: created, entry, access: unrestricted() });
  await importing(first, rows, true);
  await first.close();
  const open = {
    threads: () => openReplica(place.location, { now: created, entry, access: unrestricted() }),
    process: () => openReplica(place.location, { now: created, entry, access: unrestricted(), startProcess }),
  };
  const openAndClose = async (start: () => Promise<ReplicaClient>): Promise<void> => {
    const replica = await start();
    await replica.read.summary({});
    await replica.close();
  };
  printTimings(
    'open, one answer, close · ms',
    await compare(
      [
        { name: 'threads in the host', run: () => openAndClose(open.threads) },
        { name: 'process of its own', run: () => openAndClose(open.process) },
      ],
      rounds,
    ),
  );
  const [threads, process] = [await open.threads(), await open.process()];
  const questions: readonly (readonly [string, number, (replica: ReplicaClient) => Promise<unknown>])[] = [
    ['a count of records per library', 400, (replica) => replica.read.summary({})],
    ['a page of 50', 200, (replica) => replica.lists.page({ database: 'key', filter: [], sort: [], offset: 0, limit: 50, totals: true })],
    ['a page of 2,000', 20, (replica) => replica.lists.page({ database: 'key', filter: [], sort: [], offset: 0, limit: 2000, totals: false })],
    ['trial import of 5,000 rows', 5, (replica) => importing(replica, 5000, false)],
  ];
  for (const [name, repeats, ask] of questions) {
    const answers = [await ask(threads), await ask(process)].map((answer) => JSON.stringify(answer));
    if (name.startsWith('a') && answers[0] !== answers[1]) throw new Error(`${name}: the answers differ`);
    printTimings(
      `${name} · ms`,
      await compare(
        [
          { name: 'threads in the host', run: () => ask(threads) },
          { name: 'process of its own', run: () => ask(process) },
        ],
        repeats,
        3,
      ),
    );
  }
  await Promise.all([threads.close(), process.close()]);
  place.remove();
}

if (import.meta.main) await benchDatabaseProcess(5000, 9);
