// Starts the parser process under Node: no environment, no writing, bounded heap.

import { forkChild, type Child } from '../processes/fork-child.ts';

/** Starts the entry file in a process of its own with a heap of at most `memoryMb`. */
export type ParserSpawn = (entry: string, memoryMb: number) => Child;

// Node before 23.5 knows the permission model only as an experiment and refuses the flag.
const readOnlyFlags = process.allowedNodeEnvironmentFlags.has('--permission') ? ['--permission', '--allow-fs-read=*'] : [];

/**
 * `ParserSpawn` under Node. The permission model leaves the child reading only:
 * no writing to disk, no processes, no workers, no native modules.
 */
export const forkParser: ParserSpawn = (entry, memoryMb) => forkChild(entry, [...readOnlyFlags, `--max-old-space-size=${memoryMb}`]);
