import { resolve } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const SHARING = ['wire', 'dashboard', 'backend', 'outbox', 'values', 'link', 'media'].map(
  (folder) => `test/unit/${folder}/**/*.test.ts`,
);
const SERVER = 'test/unit/server/**/*.test.ts';

function unit(name: string, files: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration {
  return {
    // The names that the build gives: see vite.config.ts.
    define: { __SPOOR_VERSION__: '"0.0.0-test"' },
    resolve: {
      alias: {
        'virtual:engine': resolve(import.meta.dirname, 'test/unit/engine/engine-in-page.ts'),
        'virtual:media-encoders': resolve(import.meta.dirname, 'test/unit/media/worker/encoders-in-page.ts'),
        'virtual:video-encoders': resolve(import.meta.dirname, 'test/unit/media/video/worker/encoders-in-page.ts'),
      },
    },
    test: {
      name,
      ...files,
      setupFiles: ['test/unit/patience.ts'],
      typecheck: { enabled: false },
      // What is waited for is an event: these are limits for what never comes.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 60_000, interval: 20 } },
    },
  };
}

/** All that needs no browser of Playwright Test; see playwright.config.ts for the rest. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/interop-table.ts', './test/support/vitest-counts.ts'],
    projects: [
      unit('unit', { include: ['test/unit/**/*.test.ts'], exclude: [...SHARING, SERVER] }),
      // These keep nothing in modules or globals: to load all anew for each file would cost more than the tests.
      unit('unit-shared', { include: SHARING, isolate: false }),
      unit('unit-server', { include: [SERVER] }),
      // Nothing runs here: tsc says whether the public types are what users need.
      {
        test: {
          name: 'types',
          include: [],
          typecheck: { enabled: true, only: true, include: ['test/types/**/*.test-d.ts'], ignoreSourceErrors: true },
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
