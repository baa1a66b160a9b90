// Starts the parser process under Node: no environment, no writing, bounded heap.

import { forkChild, type Child } from '../processes/fork-child.ts';

/** Starts the entry file in a process of its own with a heap of at most `memoryMb`. */
export type ParserSpawn = (entry: string, memoryMb: number) => Child;

/**
 * `ParserSpawn` under Node. The permission model leaves the child reading only:
 * no writing to disk, no processes, no workers, no native modules.
 */
export const forkParser: ParserSpawn = (entry, memoryMb) => forkChild(entry, ['--allow-fs-read=*'], [`--max-old-space-size=${memoryMb}`]);
