// The workstation in its own window: entry of dist/electron.js.
import { join } from 'node:path';
import { openWorkstation } from '../../workstation.ts';
import { runWindow } from './run-window.ts';

runWindow(openWorkstation, { pages: join(import.meta.dirname, 'renderer'), preload: join(import.meta.dirname, 'preload.cjs') });
