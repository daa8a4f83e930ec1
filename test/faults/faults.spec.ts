import { describe, expect, it } from 'vitest';
import { buildCareless, runFaults } from './harness';

const SEED = 3;

/** The short form of `npm run faults`, which plays as many rounds as one likes. */
describe('a schedule of faults', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])(`keeps every row, in round %i of seed ${SEED}`, async (round) => {
    const { failed, logged } = await runFaults({ seed: SEED, rounds: [round] });
    expect(failed).toEqual([]);
    expect(logged).toBeGreaterThan(0);
  });

  it('would find the losses of a Spoor that takes every answer for an acknowledgement', async () => {
    const library = await buildCareless();
    const { lost, inWindow } = await runFaults({ seed: SEED, rounds: [0], library });
    expect(lost - inWindow).toBeGreaterThan(0);
  });
});
