// A replica as the first released schema left it, with rows; and what is wrong when a newer program has opened it.

import { migrate } from '#db/kernel/migrate.ts';
import { openConnection } from '#db/kernel/open.ts';
import { migrations } from '#db/migrations/index.ts';
import { created } from '../builders/replica.ts';
import { productLocation, type ReadDoors } from './station.ts';

/** The last migration the first release had. */
const firstRelease = 20;
const count = 500;

const nameOf = (index: number): string => `专家${String(index).padStart(4, '0')}`;

export function makeOldStation(file: string): void {
  const connection = openConnection(productLocation(file), 'create');
  migrate(
    connection,
    migrations.filter(({ number }) => number <= firstRelease),
    created,
  );
  const insert = connection.prepare(
    `INSERT INTO expert (expert_id, name, expert_no, mobile, created_at, created_by, updated_at, updated_by, origin_device)
     VALUES (?, ?, ?, '13800138000', '${created}', '张三', '${created}', '张三', 'PC-01')`,
  );
  connection.transaction(() => {
    for (let index = 0; index < count; index += 1) insert.run(`expert-${index}`, nameOf(index), `ZJ${index}`);
  })();
  connection.close();
}

export function faultsInOldStation({ lists }: ReadDoors): string[] {
  const { rows } = lists.page({ database: 'expert', filter: [], sort: [{ field: 'name', descending: false }], offset: 0, limit: count + 1, totals: false });
  const isWhole = rows.length === count && rows.every(({ name }, index) => name === nameOf(index));
  return isWhole ? [] : [`${rows.length} of ${count} experts came through the migration`];
}
