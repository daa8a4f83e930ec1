import type { Page } from 'playwright-core';
import { openTab, type Shown } from '../../browser/media/shown';
import { finish, open, test as base } from '../page';
import type { InteropServer } from '../suite';
import type { Kind } from './kind';
import { KINDS } from './kinds';

/** All kinds in one row of a page's run and in one of Python's. */
export interface Both {
  /** What W&B's classes find in the page's value otherwise than in Python's own. */
  differences: Record<string, string[]>;
  /** The keys that Python has logged. */
  logged: string[];
  /** Shows the tab of a kind, of the run of one of them. */
  show: (client: 'spoor' | 'wandb', kind: Kind) => Promise<Shown>;
}

/** A test after a page and a Python process have logged all kinds, and Python has compared the two runs. */
export const test = base.extend<{ both: Both }>({
  both: [
    async ({ server, page }, use) => {
      const spoor = await logInPage(page);
      const { result } = await server.python('kinds.py', { args: [spoor] });
      const { id: wandb, ...compared } = result as unknown as Pick<Both, 'differences' | 'logged'> & { id: string };
      const { show, close } = oneTabAtATime(server, page, { spoor, wandb });
      await use({ ...compared, show });
      await close();
    },
    { scope: 'file' },
  ],
});

async function logInPage(page: Page): Promise<string> {
  const id = await open(page);
  for (const module of ['media', 'video']) await page.addScriptTag({ path: `dist/spoor.${module}.iife.js` });
  const makers = KINDS.flatMap(({ key, page: make }) => (make ? [[key, String(make)] as const] : []));
  await page.evaluate((sources) => {
    const values = sources.map(([key, source]) => {
      // A method is a function only within an object.
      const text = /^\(|^function/.test(source) ? source : `Object.values({ ${source} })[0]`;
      // oxlint-disable-next-line no-implied-eval -- the functions come from the test
      const make = new Function(`return (${text})`)() as (spoor: unknown) => unknown;
      return [key, make(window.spoor)] as const;
    });
    window.run.log(Object.fromEntries(values));
  }, makers);
  await finish(page);
  return id;
}

/** A tab holds memory of the GPU, so the one before is closed first. */
function oneTabAtATime(server: InteropServer, page: Page, runs: Record<'spoor' | 'wandb', string>) {
  let current: { name: string; shown: Shown } | null = null;
  const close = async () => {
    await current?.shown.page.context().close();
    current = null;
  };
  const show: Both['show'] = async (client, { tab }) => {
    const name = `${client}-${tab}`;
    if (current?.name === name) return current.shown;
    await close();
    const shown = await openTab({ server, browser: page.context().browser()! }, runs[client], tab, {
      project: 'spoor',
      // All cards are in view.
      viewport: { width: 1280, height: 3600 },
      reducedMotion: 'reduce',
    });
    current = { name, shown };
    return shown;
  };
  return { show, close };
}
