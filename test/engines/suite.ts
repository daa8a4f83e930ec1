import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../support/engines';
import { isWriting, readSupport } from '../support/support-table';
import { LASTING } from './lasting';
import { LEAVING } from './leaving';
import { Site } from './site';
import { STARTING } from './starting';
import { VALUES } from './values';

/**
 * What a page needs of a browser: the name of a row in the README's table, and the test of it. The test gives nothing
 * when the engine can do it, else what happens instead; it fails when rows are lost.
 */
export type Capabilities = Record<string, (site: Site) => Promise<string | void>>;

const CAPABILITIES: Capabilities = { ...STARTING, ...LASTING, ...LEAVING, ...VALUES };

/** All capabilities in one engine, and whether the README says of them what is so. */
export function testEngine(engine: Engine): void {
  const committed = readSupport().get(engine.name) ?? new Map<string, string>();

  describe(engine.name, () => {
    let site: Site | undefined;
    beforeAll(async () => {
      if (engine.missing === null) site = await Site.open(engine);
    });
    afterEach(() => site?.clear());
    afterAll(() => site?.close());

    for (const [capability, test] of Object.entries(CAPABILITIES)) {
      it(capability, async ({ task, skip }) => {
        if (engine.missing !== null) {
          // Where everything can be installed, a skipped engine would go unnoticed.
          if (process.env['CI']) throw new Error(engine.missing);
          task.meta.missing = engine.missing;
          skip(engine.missing);
        }
        const instead = await test(site!);
        const outcome = instead === undefined ? 'yes' : `no: ${instead}`;
        task.meta.support = { engine: engine.name, version: site!.stage.browser.version, capability, outcome };
        if (!isWriting)
          expect(outcome, 'the table in README.md says otherwise: npm run support').toBe(committed.get(capability));
      });
    }

    it.skipIf(isWriting)('has no other row in the table', () => {
      expect([...committed.keys()].sort()).toEqual(Object.keys(CAPABILITIES).sort());
    });
  });
}
