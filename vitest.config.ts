// Unit tests: beside the code, and those that cross folders under tests/. Screen tests belong to Playwright.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['{domain,crypto,db,main,preload,renderer}/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'tests/screen/**', '**/*.spec.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
