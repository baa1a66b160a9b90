// Unit tests: beside the code, and those that cross folders under tests/. Screen tests belong to Playwright.

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['{domain,crypto,db,main,preload,renderer}/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'tests/screen/**', '**/*.spec.ts'],
    // Stations wait for processes and disks much of the time: one worker per core, the machine's last one too.
    maxWorkers: availableParallelism(),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
