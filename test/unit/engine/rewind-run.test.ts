import { beforeEach, describe, expect, it } from 'vitest';
import { rewindRun, type RewindOptions } from '../../../src/engine/rewind-run';
import type { ModelBackend } from '../../support/backend';
import { entryOf, line, linesFrom } from '../journal/entries';
import { faultsInTurn, Station } from '../outbox/station';
import { requestOf } from '../run/recorder';

const nothing = () => undefined;
const events = { introduced: nothing, acknowledged: nothing, stopped: nothing, dropped: nothing };

let station: Station;
let backend: ModelBackend;
beforeEach(async () => {
  station = await Station.open();
  ({ backend } = station);
});

const back = (step: number, changes: Partial<RewindOptions> = {}, resumeTimeout = 5_000) =>
  rewindRun(requestOf({ record: station.record, isNew: false, resumeTimeout }), step, {
    journal: station.journal,
    backendFor: () => backend,
    drain: null,
    events,
    ...changes,
  });
const operations = () => backend.requests.map(({ operation }) => operation);

describe('rewind', () => {
  it('delivers what waits, the row that was being filled too, then cuts; the next step is the one after', async () => {
    await station.log(linesFrom(0, 5));
    await station.journal.append(station.key, 'w1', { ...entryOf(5, []), streams: {}, openRow: line(5) });
    expect(await back(2)).toMatchObject({ step: 3, lines: { history: 3 } });
    expect(station.stored).toEqual(linesFrom(0, 3));
    expect(await station.load()).toMatchObject({ next: { history: 6 }, acknowledged: { history: 6 } });
    expect(operations()).toEqual(['upsert', 'send', 'resume', 'rewind', 'resume']);
  });

  it('leaves the delivery to the drain of a run that was finished in this page', async () => {
    await station.log(linesFrom(0, 5));
    void station.drain.run();
    const done = back(2, { drain: station.drain });
    await station.clock.advance(2_000);
    expect(await done).toMatchObject({ step: 3 });
    expect(station.stored).toEqual(linesFrom(0, 3));
  });

  it('delivers what is left itself, when that drain is closed meanwhile', async () => {
    await station.log(linesFrom(0, 5));
    const done = back(2, { drain: station.drain });
    station.drain.close();
    expect(await done).toMatchObject({ step: 3 });
    expect(station.stored).toEqual(linesFrom(0, 3));
  });

  it('rewinds a run that this browser does not have', async () => {
    await back(2).catch(nothing);
    await station.log(linesFrom(0, 5));
    await back(4);
    await station.journal.remove(station.key);
    expect(await back(1)).toMatchObject({ step: 2, lines: { history: 2 } });
  });

  it('says that there is no such run, and rewinds nothing', async () => {
    await station.journal.remove(station.key);
    await expect(back(2)).rejects.toMatchObject({ code: 'no-such-run' });
    expect(operations()).not.toContain('rewind');
  });

  it.each(['send', 'resume', 'rewind'] as const)(
    'fails when %s fails, says so, and can be done again',
    async (operation) => {
      await station.log(linesFrom(0, 5));
      for (const when of ['before', 'after'] as const) {
        faultsInTurn(backend, [{ when }], operation as 'send');
        await expect(back(2)).rejects.toMatchObject({
          code: 'unreachable',
          message: expect.stringContaining('could not be rewound: fault'),
        });
        if (operation === 'send') expect(operations()).not.toContain('rewind');
      }
      expect(await back(2)).toMatchObject({ step: 3 });
      expect(station.stored).toEqual(linesFrom(0, 3));
    },
  );

  it('gives up in time, and rewinds nothing later', async () => {
    await station.log(linesFrom(0, 5));
    // Nobody runs it: it never comes to rest.
    await expect(back(2, { drain: station.drain }, 10)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('more than 10 ms (settings.resumeTimeout)'),
    });
    expect(operations()).toEqual([]);
  });
});
