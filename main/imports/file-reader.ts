// Reads files handed in, each in a process of its own, a few at a time: a page that asks for many must not fill the machine.

import type { ParserRequest } from '../tabular/parser-protocol.ts';
import type { ParserTaskKind, ParserTaskResult } from '../tabular/parser-tasks.ts';
import { runParser, type ParserControl } from '../tabular/run-parser.ts';

/** One may take half a gigabyte and a processor; time spent waiting for a turn does not count against its limit. */
const mostAtOnce = 2;

export type FileReader = <K extends ParserTaskKind>(request: ParserRequest<K>, signal: AbortSignal) => Promise<ParserTaskResult<K>>;

/** A reader with turns. Errors as `runParser`; one cancelled while it waits starts no process. */
export function createFileReader(control: Pick<ParserControl, 'entry' | 'spawn'>): FileReader {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function turn(): Promise<void> {
    if (running < mostAtOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** The turn passes to the one who has waited longest. */
  function done(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return async (request, signal) => {
    await turn();
    try {
      return await runParser(request, { ...control, signal });
    } finally {
      done();
    }
  };
}
