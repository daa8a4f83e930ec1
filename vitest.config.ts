import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: [
      'default',
      './test/support/interop-table.ts',
      './test/support/support-reporter.ts',
      './test/support/closing-line.ts',
    ],
    projects: [
      {
        // The names that the build gives: see vite.config.ts.
        define: { __SPOOR_VERSION__: '"0.0.0-test"' },
        resolve: { alias: { 'virtual:engine': resolve(import.meta.dirname, 'test/unit/engine/engine-in-page.ts') } },
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          setupFiles: ['test/unit/patience.ts'],
          typecheck: { enabled: false },
          // What is waited for is an event: these are limits for what never comes.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000, interval: 20 } },
        },
      },
      // Nothing runs here: tsc says whether the public types are what users need.
      {
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['test/types/**/*.test-d.ts'], ignoreSourceErrors: true },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.spec.ts'],
          // Each spec starts browsers and servers of its own; on two cores more than one file at a time makes them all
          // slow.
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          // What a test waits for takes as long as it takes on a busy machine.
          expect: { poll: { timeout: 30_000, interval: 100 } },
        },
      },
      // What depends on the engine, in each of the three.
      {
        test: {
          name: 'engines',
          include: ['test/engines/*.spec.ts'],
          // Each engine has a server of its own and waits most of the time; they run after everything else.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // Not a row lost: a few rounds of `npm run faults`.
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.spec.ts'],
          fileParallelism: false,
          testTimeout: 150_000,
          hookTimeout: 120_000,
        },
      },
      // The real clients of others; `globalSetup` installs the Python ones.
      {
        test: {
          name: 'interop',
          include: ['test/interop/**/*.spec.ts'],
          globalSetup: 'test/interop/install.ts',
          fileParallelism: false,
          testTimeout: 150_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
