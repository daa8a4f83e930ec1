import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { Spoor } from '../../browser/media/logged';

/** A value that both clients log, made of the same data, each in its own words. */
export interface Kind {
  /** Its metric; in `programs/kinds.py`, the function that makes it. */
  key: string;
  /** What it is: "logs …". */
  what: string;
  /** Makes it in a page, and may use nothing from outside of itself; null where only Python logs it. */
  page: ((spoor: Spoor) => unknown) | null;
  /** False where W&B's client has no such kind. */
  inPython?: false;
  /** The tab of the dashboard that shows it, whichever client has logged it. */
  tab: string;
  /** Resolves when its card shows the value. */
  shown: (card: Locator) => Promise<unknown>;
}

/** What a panel loads before it draws may take so long. */
const PATIENCE = { timeout: 30_000, interval: 50 };

/** Resolves when a card says all of this. */
export function says(card: Locator, ...texts: (string | RegExp)[]): Promise<unknown> {
  return Promise.all(texts.map((text) => card.getByText(text, { exact: true }).first().waitFor()));
}

/** Resolves when what is found on the page, as `read` has it, is as it should be. */
export function becomes<T>(read: () => Promise<T>, wanted: T): Promise<unknown> {
  return expect.poll(read, PATIENCE).toEqual(wanted);
}

/** Resolves when a canvas has something on many of its pixels. */
export async function drawn(canvas: Locator): Promise<unknown> {
  const count = () =>
    canvas.evaluate((element: HTMLCanvasElement) => {
      const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
      return data.filter((value, at) => at % 4 === 3 && value > 0).length;
    });
  return expect.poll(count, PATIENCE).toBeGreaterThan(500);
}

/** Resolves when a drawing of WebGL, whose pixels cannot be read, has turned. */
export async function turns(box: Locator): Promise<unknown> {
  const before = await box.screenshot();
  await box.press('ArrowRight');
  await box.press('ArrowUp');
  return becomes(async () => (await box.screenshot()).equals(before), false);
}
