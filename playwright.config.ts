import { defineConfig } from '@playwright/test';
import { findOrInstallChromium, LAUNCH_FLAGS } from './scripts/browser.mjs';

const MINUTE = 60_000;

export default defineConfig({
  testDir: 'test',
  outputDir: 'test-results',
  // All waits are for events. These only end what hangs, on a slow machine too: a test takes seconds on a quiet one.
  timeout: 15 * MINUTE,
  expect: { timeout: 5 * MINUTE },
  workers: 3,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['./test/support/support-reporter.ts'], ['./test/support/playwright-counts.ts']],
  use: {
    launchOptions: {
      executablePath: findOrInstallChromium(),
      args: LAUNCH_FLAGS,
      // With scrollbars, as people have them.
      ignoreDefaultArgs: ['--hide-scrollbars'],
    },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    // The built package against the built server, in Chromium. Each test has servers and pages that need the processor,
    // so on two cores more than one at a time makes all of them slow.
    { name: 'browser', testMatch: 'browser/**/*.spec.ts', workers: 1 },
    // What depends on the engine, in each of the three. They wait most of the time, so they run beside each other.
    ...['chromium', 'firefox', 'webkit'].map((name) => ({ name, testMatch: `engines/${name}.spec.ts`, workers: 1 })),
  ],
});
