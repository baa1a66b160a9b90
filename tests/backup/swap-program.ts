// Puts a prepared restore in place and is killed before its nth step; started by swap.test.ts.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [, , dataDir = '', step = ''] = process.argv;
let left = Number(step);

/** Every call that changes the disk counts as a step. */
function counted<Args extends unknown[], Answer>(work: (...args: Args) => Answer): (...args: Args) => Answer {
  return (...args) => {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
    return work(...args);
  };
}

Object.assign(fs, {
  renameSync: counted(fs.renameSync),
  linkSync: counted(fs.linkSync),
  mkdirSync: counted(fs.mkdirSync),
  rmSync: counted(fs.rmSync),
  fsyncSync: counted(fs.fsyncSync),
  writeFileSync: counted(fs.writeFileSync),
});
syncBuiltinESMExports();

const { carryOutSwap, decideSwap, endSwap } = await import('#main/backup/swap.ts');
const figures = { acts: 1, operations: 2, stopped: null, carriedRecords: 0, carriedOperations: 0, auditBefore: 1, auditAfter: 2 };
decideSwap(
  dataDir,
  'replica.db',
  { keyFile: true, keepJournal: false },
  { backup: 'b', at: '2026-03-02T01:00:00.000Z', by: { name: '张三', login: '张三' }, ...figures },
);
carryOutSwap(dataDir);
endSwap(dataDir);
