// The writer whose writes are recorded: acts of every kind, each confirmed by a line in a file beside the replica. Arguments: folder, store.

import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { anAsker, quietJob } from '../../builders/replica.ts';
import { idOf } from '../../builders/records.ts';
import { fill, stores, writeDoors } from '../station.ts';
import { confirmations, stateOf, type Confirmation } from './confirmation.ts';

const [folder = '', storeName = ''] = process.argv.slice(2);
const store = stores[storeName];
if (store === undefined) throw new Error('usage: writer-program FOLDER STORE');

const connection = store.open(join(folder, 'replica.db'));
// Checkpoints are where the order of writes matters most; by default they would be rare in so short a life.
connection.pragma('wal_autocheckpoint = 50');
const write = writeDoors(connection);
const confirmed = openSync(join(folder, confirmations), 'a');

function confirm(): void {
  const line: Confirmation = stateOf(connection);
  writeSync(confirmed, `${JSON.stringify(line)}\n`);
}

fill(write, 1);
confirm();
const about = { database: 'key', year: 2026, label: '名单', source: '名单.xlsx', commit: true };
for (let turn = 0; turn < 30; turn += 1) {
  const values = { project_name: `第${turn}号工程`, mgmt_year: 2026, region_code: '370211', key_level: '1' };
  const { record } = write.createRecord({ ...anAsker(turn), database: 'key', values, reason: null, projectId: null });
  confirm();
  write.updateRecord({
    ...anAsker(turn),
    database: 'key',
    id: idOf(record),
    version: Number(record['version']),
    values: { address: '团岛一路' },
    reason: null,
  });
  confirm();
  const rows = Array.from({ length: (turn % 4) * 6 + 1 }, (_, index) => ({ index, values: { project_name: `第${turn}批第${index}项工程`, mgmt_year: 2026 } }));
  const { batch } = write.importRows({ ...anAsker(turn), ...about, rows }, quietJob);
  confirm();
  if (turn % 2 === 0 && batch !== null) {
    write.undoBatch({ ...anAsker(turn), batch });
    confirm();
  }
  if (turn % 5 === 0) {
    write.removeRecords({ ...anAsker(turn), database: 'key', ids: [idOf(record)], reason: '重复' });
    confirm();
  }
}
connection.close();
