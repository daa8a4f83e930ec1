import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { PlayedRuns } from './played-runs';
import type { FaultProxy } from './proxy';
import { spawnServer, type SpawnedServer } from './server';
import { Stage } from './stage';

/** What is opened by the first test of a file that asks for it, and shared by all tests of that file. */
class OfFile<T> {
  #held: { file: string; value: T } | null = null;

  constructor(private readonly end: (value: T) => unknown) {}

  async get(file: string, open: () => T | Promise<T>): Promise<T> {
    if (this.#held?.file !== file) {
      await this.close();
      this.#held = { file, value: await open() };
    }
    return this.#held.value;
  }

  async close(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    if (held) await this.end(held.value);
  }
}

interface Shared {
  folders: OfFile<string>;
  servers: OfFile<SpawnedServer>;
  stages: OfFile<Stage>;
}

interface Fixtures {
  /** A folder for whatever the tests of a file write; it is removed with all that is in it. */
  folder: string;
  /** The built server on a folder of its own. */
  server: SpawnedServer;
  /** The built server, a faulty network before it, and the browser; after each test the network is mended. */
  stage: Stage;
  /** The network of the stage, which fails as it is told to. */
  network: FaultProxy;
  /** Runs that are played to the server, and their dashboard. */
  runs: PlayedRuns;
  /** Closes what the test has opened in the browser and left open. */
  closeContexts: void;
}

/**
 * Playwright's `test`, with the parts that Spoor is tried with. A server takes a second to start, so the tests of a
 * file share theirs, and each has pages and runs of its own.
 */
export const test = base.extend<Fixtures, { shared: Shared }>({
  shared: [
    // oxlint-disable-next-line no-empty-pattern -- how Playwright is told that nothing is needed
    async ({}, use) => {
      const shared: Shared = {
        folders: new OfFile((folder) => rmSync(folder, { recursive: true, force: true })),
        servers: new OfFile((server) => server.stop()),
        stages: new OfFile((stage) => stage.close()),
      };
      await use(shared);
      await shared.stages.close();
      await shared.servers.close();
      await shared.folders.close();
    },
    { scope: 'worker' },
  ],

  folder: async ({ shared }, use, { file }) => {
    await use(await shared.folders.get(file, () => mkdtempSync(join(tmpdir(), 'spoor-spec-'))));
  },

  server: async ({ shared, folder }, use, { file }) => {
    await use(await shared.servers.get(file, () => spawnServer({ data: join(folder, 'data') })));
  },

  closeContexts: [
    async ({ browser }, use) => {
      await use();
      for (const context of browser.contexts()) await context.close();
    },
    { auto: true },
  ],

  stage: async ({ shared, browser }, use, { file }) => {
    const stage = await shared.stages.get(file, () => Stage.open({ browser }));
    await use(stage);
    stage.proxy.mend();
    stage.proxy.plan = null;
  },

  network: ({ stage }, use) => use(stage.proxy),

  runs: ({ server, browser }, use) => use(new PlayedRuns(server, browser)),
});

export { expect } from '@playwright/test';
