import { describe, expect, it } from 'vitest';
import { WakeSignal, type Ring } from '../../../src/outbox/wake-signal';
import { FakeClock } from '../../support/clock';

/** Whether the sleeper has woken, some time after it lay down. */
async function wakes(
  bell: WakeSignal,
  clock: FakeClock,
  least: Ring,
  after: () => Promise<void> | void,
): Promise<boolean> {
  let isAwake = false;
  void bell.sleep(clock, 1_000, least).then(() => (isAwake = true));
  await after();
  await clock.rest();
  return isAwake;
}

describe('WakeSignal', () => {
  it('lets sleep for the whole time when nobody rings', async () => {
    const [bell, clock] = [new WakeSignal(), new FakeClock()];
    expect(await wakes(bell, clock, 'news', () => clock.advance(999))).toBe(false);
    await clock.advance(1);
    expect(clock.waits).toEqual([]);
    expect(bell.rung).toBeNull();
  });

  it.each<[Ring, Ring, boolean]>([
    ['news', 'news', true],
    ['urgent', 'news', true],
    ['urgent', 'urgent', true],
    ['full', 'news', true],
    ['full', 'full', true],
    ['urgent', 'full', true],
    ['news', 'full', false],
    ['full', 'urgent', false],
    ['news', 'urgent', false],
  ])('rung with %s, a sleeper for %s wakes: %s', async (ring, least, awake) => {
    const during = new WakeSignal();
    expect(await wakes(during, new FakeClock(), least, () => during.ring(ring))).toBe(awake);
    expect(during.rung).toBe(ring);
    const before = new WakeSignal();
    before.ring(ring);
    expect(await wakes(before, new FakeClock(), least, () => undefined)).toBe(awake);
  });

  it('remembers the loudest ring until it is answered', async () => {
    const bell = new WakeSignal();
    bell.ring('urgent');
    bell.ring('news');
    expect(bell.rung).toBe('urgent');
    bell.answer();
    expect(bell.rung).toBeNull();
    expect(await wakes(bell, new FakeClock(), 'news', () => undefined)).toBe(false);
  });

  it('can be slept at again after it has woken somebody', async () => {
    const [bell, clock] = [new WakeSignal(), new FakeClock()];
    expect(await wakes(bell, clock, 'news', () => bell.ring('news'))).toBe(true);
    bell.answer();
    expect(await wakes(bell, clock, 'news', () => undefined)).toBe(false);
    expect(clock.waits).toEqual([1_000]);
  });
});
