// Stands in for the parser process in tests and answers with what such a process can see and do.

import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function tryToWrite(): string {
  try {
    writeFileSync(join(tmpdir(), 'written-by-parser-probe'), 'x');
    return 'written';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

process.once('message', () => {
  process.send?.({ ok: true, value: { wrote: tryToWrite(), env: Object.keys(process.env) } });
});
