import { expect, test as base, type TestInfo } from '@playwright/test';
import type { Engine } from '../support/engines';
import { logPictures, ROWS, type Seen } from '../support/pictures/log-pictures';
import { PICTURES } from '../support/pictures/sources';
import { FOUND } from '../support/support-reporter';
import { isWriting, readSupport, type Finding, type SupportDocument } from '../support/support-table';
import { KINDS } from './kinds';
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

const CAPABILITIES: Capabilities = { ...STARTING, ...LASTING, ...LEAVING, ...VALUES, ...KINDS };

/** What is stored of the sources of one family, logged by a page of the engine. */
async function seenIn(site: Site, family: string, engine: string): Promise<Seen[]> {
  return logPictures(await site.openPage(), site.stage, PICTURES[family]!, engine);
}

/** All capabilities in one engine, and whether the documents say of them what is so. */
export function testEngine(engine: Engine): void {
  const committed = (document: SupportDocument) => readSupport(document).get(engine.name) ?? new Map<string, string>();
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
      const compare = (
        site: Site,
        annotations: TestInfo['annotations'],
        found: Omit<Finding, 'engine' | 'version'>,
      ) => {
        const finding: Finding = { engine: engine.name, version: site.stage.browser.version, ...found };
        annotations.push({ type: FOUND, description: JSON.stringify(finding) });
        if (isWriting) return;
        const { document, capability, outcome } = found;
        const said = committed(document).get(capability);
        expect.soft(outcome, `${capability}: ${document} says otherwise: npm run support`).toBe(said);
      };
      for (const [capability, tryOut] of Object.entries(CAPABILITIES)) {
        test(capability, async ({ site }, { annotations }) => {
          const instead = await tryOut(site);
          const outcome = instead === undefined ? 'yes' : `no: ${instead}`;
          compare(site, annotations, { document: 'README.md', capability, outcome });
        });
      }
      for (const family of Object.keys(PICTURES)) {
        test(`Pixels of ${family}`, async ({ site }, { annotations }) => {
          for (const { name, outcome, off, allowed } of await seenIn(site, family, engine.name)) {
            expect.soft(off, `${name}: ${outcome}`).toBeLessThanOrEqual(allowed);
            compare(site, annotations, { document: 'docs/images.md', capability: name, outcome });
          }
        });
      }
    });

    test('has no other rows in the tables', () => {
      test.skip(isWriting, 'the tables are being written');
      expect([...committed('README.md').keys()].sort()).toEqual(Object.keys(CAPABILITIES).sort());
      expect([...committed('docs/images.md').keys()].sort()).toEqual(ROWS.toSorted());
    });
  });
}
