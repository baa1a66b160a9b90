// Starts the database process under Node: no environment, no debugger.

import { forkChild, type Child } from './fork-child.ts';

/** Starts the database's entry file in a process that can be killed. */
export type DatabaseSpawn = (entry: string) => Child;

// Otherwise a signal of the same person's other programs opens a debugger in the process that holds the keys.
const flags = process.allowedNodeEnvironmentFlags.has('--disable-sigusr1') ? ['--disable-sigusr1'] : [];

/** `DatabaseSpawn` under Node. The permission model would also forbid it to wait for the disk, so it is not used here. */
export const forkDatabase: DatabaseSpawn = (entry) => forkChild(entry, flags);
