import { describe, expect, it } from 'vitest';
import { parentFirst } from '../../../src/outbox/parent-first';
import { entryOf, line, linesFrom, recordOf } from '../journal/entries';
import { Station } from './station';

const forkAt = (step: number, run = 'r1') => recordOf({ id: `fork of ${run}`, forkedFrom: { run, step } });

async function waits(station: Station, step: number, run = 'r1'): Promise<boolean> {
  const { key } = await station.journal.claim(forkAt(step, run), 'w9', null);
  const fork = (await station.journal.load(key))!;
  return parentFirst(fork, station.journal).then(
    () => false,
    () => true,
  );
}

async function deliver(station: Station): Promise<void> {
  await station.start();
  await station.clock.advance(2_000);
}

describe('a fork waits for its parent', () => {
  it('until all rows that were there when it began are delivered, and for no later ones', async () => {
    const station = await Station.open();
    await station.log(linesFrom(0, 3));
    expect(await waits(station, 1)).toBe(true);
    await deliver(station);
    expect(await waits(station, 1)).toBe(false);
    station.drain.close();
    await station.log(linesFrom(3, 2));
    expect(await waits(station, 1)).toBe(false);
  });

  it('also for the row that is being filled, when it is to inherit it', async () => {
    const station = await Station.open();
    await deliver(station);
    await station.journal.append(station.key, 'w1', { ...entryOf(0, []), openRow: line(5) });
    expect(await waits(station, 4)).toBe(false);
    await station.journal.remove((await station.journal.all()).find(({ record }) => record.forkedFrom)!.key);
    expect(await waits(station, 5)).toBe(true);
    await station.journal.closeOpenRow(station.key);
    station.drain.poke(0);
    await station.clock.advance(2_000);
    expect(await waits(station, 5)).toBe(false);
  });

  it('when that is a fork too that the backend does not know yet, and has no rows of its own', async () => {
    const station = await Station.open();
    await station.journal.claim(recordOf({ id: 'middle', forkedFrom: { run: 'elsewhere', step: 2 } }), 'w1', null);
    expect(await waits(station, 2, 'middle')).toBe(true);
  });

  it('not when this browser does not have it, or has forgotten it', async () => {
    const station = await Station.open();
    expect(await waits(station, 1, 'elsewhere')).toBe(false);
    await station.log(linesFrom(0, 3));
    expect(await waits(station, 1)).toBe(true);
    await station.journal.remove(station.key);
    expect(await waits(station, 1)).toBe(false);
  });
});
