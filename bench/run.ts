// `npm run bench`: every benchmark, side by side, with ratios. `npm run bench -- lists import startup` chooses.

import { cpus, totalmem } from 'node:os';
import { benchDatabaseProcess } from './database-process.ts';
import { benchImport } from './import.ts';
import { benchLists } from './lists.ts';
import { benchStartup } from './startup.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  lists: () => benchLists([5000, 500_000], 9),
  import: () => benchImport(100_000, 3),
  startup: () => benchStartup(5000, 7),
  process: () => benchDatabaseProcess(5000, 9),
};

const chosen = process.argv.slice(2);
console.log(
  `${cpus()[0]?.model ?? 'unknown processor'} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
);
for (const [name, bench] of Object.entries(benches)) if (chosen.length === 0 || chosen.includes(name)) await bench();
