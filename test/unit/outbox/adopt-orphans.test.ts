import { describe, expect, it } from 'vitest';
import { openMemory } from '../../../src/journal/memory';
import { adoptOrphans, type Adoption } from '../../../src/outbox/adopt-orphans';
import { runKey, runLock } from '../../../src/wire/index';
import type { ModelBackend } from '../../support/backend';
import { entryOf, line, linesFrom, recordOf } from '../journal/entries';
import { FakeLocks } from './locks';
import { Station } from './station';

const nothing = () => undefined;

function adoptionOf(station: Station, locks: FakeLocks | null, changes: Partial<Adoption> = {}): Adoption {
  return {
    journal: station.journal,
    locks: locks as LockManager | null,
    dropped: nothing,
    isOurs: () => true,
    backendFor: () => station.backend,
    ...changes,
  };
}

describe('adoptOrphans', () => {
  it('delivers what a page has left, its open row too, and then has nothing to do', async () => {
    const [station, locks] = [await Station.open(), new FakeLocks()];
    await station.journal.append(station.key, 'w1', entryOf(0, linesFrom(0, 2), { openRow: line(2) }));
    expect(await adoptOrphans(adoptionOf(station, locks))).toBe(1);
    expect(station.stored).toEqual(linesFrom(0, 3));
    const { length } = station.backend.requests;
    expect(await adoptOrphans(adoptionOf(station, locks))).toBe(0);
    expect(station.backend.requests).toHaveLength(length);
  });

  it('leaves a run alone whose page is alive', async () => {
    const [station, locks] = [await Station.open(), new FakeLocks()];
    await station.log([line(0)]);
    await locks.request(runLock(station.key), {}, async () => {
      expect(await adoptOrphans(adoptionOf(station, locks))).toBe(0);
    });
    expect(station.backend.requests).toEqual([]);
  });

  it('leaves a run alone that it has no credential for', async () => {
    const station = await Station.open();
    await station.log([line(0)]);
    expect(await adoptOrphans(adoptionOf(station, new FakeLocks(), { isOurs: () => false }))).toBe(0);
    expect(station.backend.requests).toEqual([]);
  });

  it('lets go between two requests when the page comes back for its run', async () => {
    const [station, locks] = [await Station.open(), new FakeLocks()];
    await station.log(linesFrom(0, 3), [{ path: 'a', type: '', bytes: new ArrayBuffer(1) }]);
    let returned: Promise<void> | undefined;
    station.backend.fault = (operation) => {
      if (operation === 'send') returned ??= locks.request(runLock(station.key), {}, nothing);
      return null;
    };
    expect(await adoptOrphans(adoptionOf(station, locks))).toBe(0);
    await returned;
    expect(await station.journal.filePaths(station.key)).toEqual(['a']);
  });

  it('lets go in the middle of a request when the page comes back for its run and the backend does not answer', async () => {
    const [station, locks] = [await Station.open(), new FakeLocks()];
    await station.log([line(0)]);
    let signal: AbortSignal | undefined;
    const adoption = adoptionOf(station, locks, {
      backendFor: (_run, given) => {
        signal = given;
        return Object.assign(Object.create(station.backend) as ModelBackend, {
          upsert: () => new Promise<never>(nothing),
        });
      },
    });
    const adopted = adoptOrphans(adoption);
    await expect.poll(() => locks.isHeld(runLock(station.key)) && signal !== undefined).toBe(true);
    expect(signal!.aborted).toBe(false);
    await locks.request(runLock(station.key), {}, () => expect(signal!.aborted).toBe(true));
    expect(await adopted).toBe(0);
    expect((await station.load()).acknowledged.history).toBe(0);
  });

  it('brings a fork after the run that it is forked from, in one round', async () => {
    const [station, locks] = [await Station.open({ record: recordOf({ id: 'z', startTime: 1 }) }), new FakeLocks()];
    await station.log(linesFrom(0, 3));
    await station.journal.claim(recordOf({ id: 'a', startTime: 2, forkedFrom: { run: 'z', step: 1 } }), 'w2', null);
    expect(await adoptOrphans(adoptionOf(station, locks))).toBe(2);
    expect(station.backend.history('a')).toEqual(linesFrom(0, 2));
  });

  it('frees the lock when the backend fails, and the next round delivers', async () => {
    const [station, locks] = [await Station.open(), new FakeLocks()];
    await station.log([line(0)]);
    station.backend.fault = () => ({ when: 'before' });
    await expect(adoptOrphans(adoptionOf(station, locks))).rejects.toMatchObject({ code: 'unreachable' });
    expect(locks.isHeld(runLock(station.key))).toBe(false);
    station.backend.fault = () => null;
    expect(await adoptOrphans(adoptionOf(station, locks))).toBe(1);
  });

  it('is not held up for ever by one run that the backend refuses', async () => {
    const storage = openMemory();
    const [first, second] = [
      await Station.open({ storage }),
      await Station.open({ storage, record: recordOf({ id: 'r2' }) }),
    ];
    await first.log([line(0)]);
    await second.log([line(0)]);
    first.backend.fault = () => ({ when: 'before', code: 'unauthorized' });
    const adoption = adoptionOf(first, new FakeLocks(), {
      backendFor: (run) => (run.key === runKey(first.record) ? first.backend : second.backend),
    });
    for (let round = 0; round < 3; round++) await adoptOrphans(adoption).catch(nothing);
    expect(second.stored).toEqual([line(0)]);
  });

  it('without Web Locks takes only runs that have been silent for five minutes', async () => {
    const station = await Station.open();
    await station.log([line(0)]);
    expect(await adoptOrphans(adoptionOf(station, null))).toBe(0);
    await station.journal.update(station.key, (run) => (run.updatedAt -= 5 * 60_000 + 1_000));
    expect(await adoptOrphans(adoptionOf(station, null))).toBe(1);
    expect(station.stored).toEqual([line(0)]);
  });

  it('without Web Locks takes a run whose page was last alive in a future that the clock has left', async () => {
    const station = await Station.open();
    await station.log([line(0)]);
    await station.journal.update(station.key, (run) => (run.updatedAt += 24 * 3_600_000));
    expect(await adoptOrphans(adoptionOf(station, null))).toBe(1);
    expect(station.stored).toEqual([line(0)]);
  });
});
