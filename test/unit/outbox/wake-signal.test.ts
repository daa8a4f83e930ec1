import { describe, expect, it } from 'vitest';
import { WakeSignal, type Urgency } from '../../../src/outbox/wake-signal';
import { FakeClock } from '../../support/clock';

/** Whether the sleeper has woken, some time after it lay down. */
async function wakes(
  signal: WakeSignal,
  clock: FakeClock,
  least: Urgency,
  after: () => Promise<void> | void,
): Promise<boolean> {
  let isAwake = false;
  void signal.sleep(clock, 1_000, least).then(() => (isAwake = true));
  await after();
  await clock.rest();
  return isAwake;
}

describe('WakeSignal', () => {
  it('lets sleep for the whole time when there is no reason to wake', async () => {
    const [signal, clock] = [new WakeSignal(), new FakeClock()];
    expect(await wakes(signal, clock, 'news', () => clock.advance(999))).toBe(false);
    await clock.advance(1);
    expect(clock.waits).toEqual([]);
    expect(signal.pending).toBeNull();
  });

  it.each<[Urgency, Urgency, boolean]>([
    ['news', 'news', true],
    ['urgent', 'news', true],
    ['urgent', 'urgent', true],
    ['full', 'news', true],
    ['full', 'full', true],
    ['urgent', 'full', true],
    ['news', 'full', false],
    ['full', 'urgent', false],
    ['news', 'urgent', false],
  ])('raised with %s, a sleeper for %s wakes: %s', async (urgency, least, awake) => {
    const during = new WakeSignal();
    expect(await wakes(during, new FakeClock(), least, () => during.raise(urgency))).toBe(awake);
    expect(during.pending).toBe(urgency);
    const before = new WakeSignal();
    before.raise(urgency);
    expect(await wakes(before, new FakeClock(), least, () => undefined)).toBe(awake);
  });

  it('keeps the most urgent reason until it is cleared', async () => {
    const signal = new WakeSignal();
    signal.raise('urgent');
    signal.raise('news');
    expect(signal.pending).toBe('urgent');
    signal.clear();
    expect(signal.pending).toBeNull();
    expect(await wakes(signal, new FakeClock(), 'news', () => undefined)).toBe(false);
  });

  it('can be slept at again after it has woken somebody', async () => {
    const [signal, clock] = [new WakeSignal(), new FakeClock()];
    expect(await wakes(signal, clock, 'news', () => signal.raise('news'))).toBe(true);
    signal.clear();
    expect(await wakes(signal, clock, 'news', () => undefined)).toBe(false);
    expect(clock.waits).toEqual([1_000]);
  });
});
