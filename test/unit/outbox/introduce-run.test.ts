import { describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/backend/backend';
import { RunDelivery } from '../../../src/outbox/run-delivery';
import { introduceRun } from '../../../src/outbox/introduce-run';
import { NO_LINES } from '../../../src/wire/index';
import { entryOf, line, linesFrom, recordOf } from '../journal/entries';
import type { ModelBackend } from '../../support/backend';
import { faultsInTurn, Station } from './station';

const nothing = () => undefined;
const QUIET = { introduced: nothing, acknowledged: nothing, stopped: nothing, dropped: nothing };

/** The operations of a backend, to replace one of them. */
const bound = (backend: ModelBackend): Backend => ({
  resume: (record) => backend.resume(record),
  upsert: (record) => backend.upsert(record),
  send: (...all) => backend.send(...all),
  alert: (...all) => backend.alert(...all),
  upload: (...all) => (backend as Backend).upload(...all),
});

describe('introduce', () => {
  it('knows no run that the journal has lost', async () => {
    const station = await Station.open();
    expect(await introduceRun('unknown', station.journal, station.backend)).toBeUndefined();
    expect(station.backend.requests).toEqual([]);
  });

  it('introduces once, and again only when something has changed', async () => {
    const station = await Station.open();
    const { journal, backend, key } = station;
    const run = await introduceRun(key, journal, backend);
    expect(run).toMatchObject({ identity: { storageId: 'id of r1' }, sentRevision: 1 });
    await introduceRun(key, journal, backend);
    expect(backend.requests.map(({ operation }) => operation)).toEqual(['upsert']);
    await journal.append(key, 'w1', {
      streams: {},
      sequence: 1,
      files: [],
      step: 0,
      openRow: null,
      record: { config: { lr: 1 } },
    });
    await introduceRun(key, journal, backend);
    expect(backend.runs.get('r1')!.record.config).toEqual({ lr: 1 });
    expect(backend.requests).toHaveLength(2);
  });

  it('sends what was set by hand in the summary', async () => {
    const { key, journal, backend } = await Station.open();
    await journal.append(key, 'w1', {
      streams: {},
      sequence: 1,
      files: [],
      step: 0,
      openRow: null,
      pinned: { best: Infinity },
    });
    await introduceRun(key, journal, backend);
    expect(backend.runs.get('r1')!.summary).toEqual({ best: Infinity });
  });

  it('does not take a change for sent that was made while the one before it was being sent', async () => {
    const { key, journal, backend } = await Station.open();
    const change = (lr: number) =>
      journal.append(key, 'w1', { ...entryOf(0, [], { record: { config: { lr } } }), streams: {} });
    await change(1);
    const first = introduceRun(key, journal, backend);
    await change(2);
    await first;
    await introduceRun(key, journal, backend);
    expect(backend.runs.get('r1')!.record.config).toEqual({ lr: 2 });
  });

  it('of a run that has ended, says the end again: the backend takes it for running', async () => {
    const station = await Station.open();
    await station.log(linesFrom(0, 2));
    await station.finish();
    await station.start();
    station.drain.close();
    // The page's last words, which another page has found late.
    await station.journal.append(station.key, 'w1', { ...entryOf(2, []), streams: {}, record: { notes: 'late' } });
    await introduceAll(station);
    expect(station.backend.runs.get('r1')).toMatchObject({ isEnded: true, exits: [0, 0], record: { notes: 'late' } });
  });

  it('of a run whose page is gone, says so again', async () => {
    const station = await Station.open();
    const { journal, backend, key } = station;
    await station.log(linesFrom(0, 2));
    const said = async () => {
      await introduceAll(station, (delivery) => delivery.interrupt());
      return backend.requests.filter(({ delivery }) => delivery?.interrupted !== undefined).length;
    };
    expect([await said(), await said()]).toEqual([1, 1]);
    const { updatedAt: saidAt } = await station.load();
    await journal.append(key, 'w1', { ...entryOf(2, []), streams: {}, record: { notes: 'late' }, saidAt });
    expect([await said(), await said()]).toEqual([2, 2]);
  });

  it('does not count what another deliverer of the run has sent meanwhile as lines of another browser', async () => {
    const { key, journal, backend } = await Station.open({ base: null });
    let answer: () => void = nothing;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    const slow = { ...bound(backend), resume: async () => (await asked, backend.resume(recordOf())) };
    await journal.append(key, 'w1', entryOf(0, linesFrom(0, 3)));
    const late = introduceRun(key, journal, slow);
    // A page that is back from the bfcache, and a tab that adopts its run: this one is quicker.
    const quick = new RunDelivery({ key, journal, backend, events: QUIET });
    while (await quick.next());
    answer();
    expect(await late).toMatchObject({ base: { history: 0 }, acknowledged: { history: 3 } });
  });

  it('asks again when the run was opened anew while it asked', async () => {
    const { key, journal, backend } = await Station.open({ base: null });
    let openings = 0;
    const resume = async () => {
      if (openings++ === 0) await journal.claim(recordOf(), 'w2', null);
      return backend.resume(recordOf());
    };
    expect(await introduceRun(key, journal, { ...bound(backend), resume })).toMatchObject({
      writer: 'w2',
      base: { history: 0 },
    });
    expect(openings).toBe(2);
  });

  it('asks a backend where our lines begin, when another browser began the run', async () => {
    const browser = await Station.open();
    await browser.log(linesFrom(0, 3));
    await browser.start();
    browser.drain.close();

    const other = await Station.open({
      backend: browser.backend,
      record: recordOf({ config: { mine: 1 } }),
      base: null,
    });
    faultsInTurn(other.backend, [{ when: 'before' }], 'resume');
    await other.log([line(3)]);
    await other.start();
    expect(other.stored).toHaveLength(3);
    await other.clock.advance(2_000);
    expect(other.stored).toEqual(linesFrom(0, 4));
    expect((await other.load()).base).toEqual({ history: 3, events: 0, output: 0 });
    expect(other.backend.violations).toEqual([]);
  });

  it('begins where its file was imported, when that was before it asked, and says so from then on', async () => {
    const browser = await Station.open();
    await browser.log(linesFrom(0, 3));
    await browser.start();
    browser.drain.close();

    const offline = await Station.open({ backend: browser.backend, base: null });
    await offline.log(linesFrom(3, 4));
    await offline.journal.update(offline.key, (run) => (run.origin = 'o1'));
    // What the import has stored: the first two of its lines.
    const imported = { o1: { history: 3, events: 0, output: 0 }, o2: { history: 0, events: 0, output: 0 } };
    browser.backend.runs.get('r1')!.record.client = { origins: imported };
    const { identity } = await browser.load();
    await browser.backend.send(identity!, 'r1', {
      streams: { history: { offset: 3, lines: linesFrom(3, 2) } },
    });
    await offline.start();
    expect(offline.stored).toEqual(linesFrom(0, 7));
    expect((await offline.load()).base).toEqual(imported.o1);
    expect(offline.backend.runs.get('r1')!.record.client).toEqual({ origins: imported });
  });

  it('begins at 0 when the backend does not know the run', async () => {
    const station = await Station.open({ base: null });
    await station.log([line(0)]);
    await station.start();
    expect((await station.load()).base).toEqual(NO_LINES);
    expect(station.stored).toEqual([line(0)]);
  });

  it('does not write over the rows of another browser that has continued the run meanwhile', async () => {
    const here = await Station.open();
    await here.log(linesFrom(0, 2));
    await here.finish();
    await here.start();
    here.drain.close();

    const there = await Station.open({ backend: here.backend, base: null });
    await there.log(linesFrom(2, 3));
    await there.finish();
    await there.start();
    there.drain.close();
    expect(here.stored).toEqual(linesFrom(0, 5));

    // The first browser, which knows the run, opens it again.
    await here.journal.claim(here.record, 'w2', null);
    await here.journal.append(here.key, 'w2', entryOf(2, [line(5)], { step: 6 }));
    await introduceAll(here);
    expect(here.stored).toEqual(linesFrom(0, 6));
  });
});

describe('introduce, of a fork', () => {
  const fork = recordOf({ id: 'child', forkedFrom: { run: 'r1', step: 2 } });

  /** A backend that has five rows of the parent, from another browser. */
  async function withParent(): Promise<ModelBackend> {
    const parent = await Station.open();
    await parent.log(linesFrom(0, 5));
    await parent.start();
    parent.drain.close();
    return parent.backend;
  }

  it('makes it, and puts our lines after those that the backend has given it', async () => {
    const child = await Station.open({ backend: await withParent(), record: fork, base: null });
    expect(await child.load()).toMatchObject({ step: 3 });
    await child.log(linesFrom(3, 2));
    await child.start();
    expect(child.stored).toEqual(linesFrom(0, 5));
    expect((await child.load()).base).toEqual({ history: 3, events: 0, output: 0 });
    expect([child.backend.history('r1'), child.backend.violations]).toEqual([linesFrom(0, 5), []]);
    // Opened again, with nothing on its way.
    await child.journal.claim(recordOf({ id: 'child' }), 'w2', null);
    await child.journal.append(child.key, 'w2', entryOf(2, [line(5)], { step: 6 }));
    await introduceAll(child);
    expect(child.stored).toEqual(linesFrom(0, 6));
    expect(child.backend.runs.get('child')!.record.forkedFrom).toEqual(fork.forkedFrom);
  });

  it('begins at 0 where the backend keeps the rows of the parent apart', async () => {
    const backend = await withParent();
    backend.givesHistory = false;
    const child = await Station.open({ backend, record: fork, base: null });
    await child.log(linesFrom(3, 2));
    await child.start();
    expect([child.stored, (await child.load()).base]).toEqual([linesFrom(3, 2), NO_LINES]);
  });

  it.each(['resume', 'upsert', 'send'] as const)(
    'begins at the same line when an answer to %s is lost',
    async (operation) => {
      for (let before = 0; before < 3; before++) {
        const child = await Station.open({ backend: await withParent(), record: fork, base: null });
        faultsInTurn(child.backend, [...Array<null>(before).fill(null), { when: 'after' }], operation);
        await child.log(linesFrom(3, 2));
        await child.start();
        for (let second = 0; second < 5; second++) await child.clock.advance(1_000);
        expect(child.stored).toEqual(linesFrom(0, 5));
        expect((await child.load()).acknowledged.history).toBe(2);
        child.drain.close();
      }
    },
  );

  it('takes it for what the backend says, when another run of its id is there', async () => {
    const backend = await withParent();
    await backend.upsert(recordOf({ id: 'child' }));
    const child = await Station.open({ backend, record: fork, base: null });
    await child.log([line(3)]);
    await child.start();
    expect([child.stored, (await child.load()).record.forkedFrom]).toEqual([[line(3)], undefined]);
  });

  it('waits until the backend has what this browser knew of the parent then, and looks each second', async () => {
    const parent = await Station.open();
    await parent.log(linesFrom(0, 3));
    const storage = { journal: parent.journal, backend: parent.backend };
    const run = await parent.journal.claim(fork, 'w9', null);
    expect(run.parent).toEqual({ key: parent.key, end: 3 });
    await expect(introduceRun(run.key, storage.journal, storage.backend)).rejects.toThrow(
      'The run r1, which this one is forked from',
    );
    expect(parent.backend.requests).toEqual([]);
    await parent.start();
    await introduceRun(run.key, storage.journal, storage.backend);
    expect(parent.backend.history('child')).toEqual(linesFrom(0, 3));
  });
});

async function introduceAll(
  { journal, backend, key }: Station,
  after?: (delivery: RunDelivery) => Promise<void>,
): Promise<void> {
  const nothing = () => undefined;
  const events = { introduced: nothing, acknowledged: nothing, stopped: nothing, dropped: nothing };
  const delivery = new RunDelivery({ key, journal, backend, events });
  while (await delivery.next());
  await after?.(delivery);
}
