import { describe, expect } from 'vitest';
import { clients } from './clients';
import { test, type Both } from './kinds/both';
import type { Kind } from './kinds/kind';
import { KINDS } from './kinds/kinds';

const { SPOOR_SHOTS: shots } = process.env;

/** Looks at a value in its panel, as a person would, and lets nothing pass that the page complains of. */
async function look(both: Both, client: 'spoor' | 'wandb', kind: Kind): Promise<void> {
  const { page, misdeeds } = await both.show(client, kind);
  const card = page.locator('.card').filter({ has: page.locator(`.card-title[title="${kind.key}"]`) });
  await kind.shown(card);
  if (shots) await card.screenshot({ path: `${shots}/interop-${client}-${kind.key}.png` });
  expect(await misdeeds()).toEqual([]);
}

describe(clients.spoor, () => {
  for (const kind of KINDS.filter(({ page }) => page)) {
    test(`logs ${kind.what}, and wandb.Api() finds what W&B's own client logs`, ({ both }) => {
      expect(both.differences[kind.key]).toEqual([]);
      expect(both.logged.includes(kind.key)).toBe(kind.inPython !== false);
    });

    test(`logs ${kind.what}, and the dashboard shows it`, ({ both }) => look(both, 'spoor', kind));
  }
});

describe(clients.wandb, () => {
  for (const kind of KINDS.filter(({ inPython }) => inPython !== false))
    test(`logs ${kind.what}, and the dashboard shows it`, ({ both }) => look(both, 'wandb', kind));
});
