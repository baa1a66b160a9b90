// The workstation for this machine's browser: entry of dist/start.js.
import { join } from 'node:path';
import { openWorkstation } from '../../workstation.ts';
import { runLoopback } from './run-loopback.ts';

await runLoopback(openWorkstation, join(import.meta.dirname, 'renderer'));
