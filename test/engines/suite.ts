import { expect, test as base } from '@playwright/test';
import type { Engine } from '../support/engines';
import { FOUND } from '../support/support-reporter';
import { isWriting, readSupport, type Finding } from '../support/support-table';
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
  const test = base.extend<{ site: Site }, { siteOfAll: Site }>({
    siteOfAll: [
      // oxlint-disable-next-line no-empty-pattern -- how Playwright is told that nothing is needed
      async ({}, use) => {
        if (engine.missing !== null) throw new Error(engine.missing);
        const site = await Site.open(engine);
        await use(site);
        await site.close();
      },
      { scope: 'worker' },
    ],
    site: async ({ siteOfAll }, use, info) => {
      await use(siteOfAll);
      if (info.status !== info.expectedStatus) {
        for (const body of await siteOfAll.screenshots()) await info.attach('page', { body, contentType: 'image/png' });
      }
      await siteOfAll.clear();
    },
  });

  test.describe(engine.name, () => {
    test.describe(() => {
      // Where everything can be installed, a skipped engine would go unnoticed: there its tests fail.
      test.skip(engine.missing !== null && !process.env['CI'], engine.missing ?? '');
      for (const [capability, tryOut] of Object.entries(CAPABILITIES)) {
        test(capability, async ({ site }, { annotations }) => {
          const instead = await tryOut(site);
          const outcome = instead === undefined ? 'yes' : `no: ${instead}`;
          const finding: Finding = { engine: engine.name, version: site.stage.browser.version, capability, outcome };
          annotations.push({ type: FOUND, description: JSON.stringify(finding) });
          if (!isWriting)
            expect(outcome, 'the table in README.md says otherwise: npm run support').toBe(committed.get(capability));
        });
      }
    });

    test('has no other row in the table', () => {
      test.skip(isWriting, 'the table is being written');
      expect([...committed.keys()].sort()).toEqual(Object.keys(CAPABILITIES).sort());
    });
  });
}
