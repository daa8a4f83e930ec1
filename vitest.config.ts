import { resolve } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/**
 * Each of these has a process of its own, since what it does cannot be taken back, or since it counts what others
 * leave. It changes built-ins before Spoor takes them, or loads a library that changes them (vega-lite gives Set a
 * toJSON); it has modules loaded anew, leaves an engine at work in its page, or counts the tensors that there are. All
 * others share one: to load all anew for each would cost more than their tests.
 */
const ALONE = [
  'dashboard/media/plot/plot-spec',
  'engine/engine',
  'engine/recorded/recorded',
  'engine/write-last-words',
  'run/exact-integers',
  'run/finish',
  'run/init',
  'run/page/open-runs',
  'run/rejoin',
  'run/rows/clock',
  'run/rows/open-row',
  'run/stored-runs',
  'run/token',
  'tfjs/callback-forms',
  'tfjs/epochs',
  'tfjs/fit-callbacks',
  'thread/local-channel',
  'thread/trusted-types',
].map((name) => `test/unit/${name}.test.ts`);
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
      unit('unit', { include: ['test/unit/**/*.test.ts'], exclude: [...ALONE, SERVER], isolate: false }),
      unit('unit-alone', { include: ALONE }),
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
