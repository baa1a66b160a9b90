// Starts the database process under Node: no environment, no processes of its own, no debugger.

import { forkChild, type Child } from './fork-child.ts';

/** Starts the database's entry file in a process that can be killed. */
export type DatabaseSpawn = (entry: string) => Child;

/** `DatabaseSpawn` under Node. Files, threads and SQLite's native code are what it needs; starting programs is not. */
export const forkDatabase: DatabaseSpawn = (entry) => forkChild(entry, ['--allow-fs-read=*', '--allow-fs-write=*', '--allow-worker', '--allow-addons']);
