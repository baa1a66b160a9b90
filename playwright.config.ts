// Screen tests: the built workstation in a Chromium of this machine, and in real Electron where its binary is there.

import { defineConfig } from '@playwright/test';
import { readyTestBrowser } from './scripts/browser.ts';

// Without a browser this file still loads (knip reads it); the tests then say that none can be launched.
const browser = readyTestBrowser();

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results/screen',
  reporter: [['list'], ['json', { outputFile: 'test-results/screen.json' }]],
  // A retry would hide a race; two processors hold one browser and one host.
  retries: 0,
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: browser === null ? {} : { executablePath: browser.path, args: [...browser.args], env: { ...process.env, ...browser.env } },
  },
  projects: [
    { name: 'screen', testMatch: 'screen/**/*.spec.ts' },
    { name: 'electron', testMatch: 'electron/**/*.spec.ts' },
  ],
});
