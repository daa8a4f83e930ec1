import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src/backend/backend';
import { parseRow } from '../../../src/wire/index';
import { line, linesFrom } from '../journal/entries';
import { faultsInTurn, Station } from './station';

const bytesOf = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer;
const file = (path: string) => ({ path, type: 'image/png', bytes: bytesOf(`bytes of ${path}`) });
const linesIn = (delivery: Delivery) => delivery.streams?.history?.lines.length ?? 0;

/** A backend that takes no request with more lines, or longer ones, than it likes. */
function limit(station: Station, { lines = Infinity, length = Infinity }: { lines?: number; length?: number }): void {
  station.backend.fault = (_operation, delivery) => {
    const content = delivery?.streams?.history?.lines ?? [];
    return content.length > lines || content.some((text) => text.length > length)
      ? { when: 'before', code: 'too-large' }
      : null;
  };
}

describe('the end of a run', () => {
  it('is sent once, last, with the whole summary', async () => {
    const station = await Station.open();
    await station.log(linesFrom(0, 2), [file('a.png')]);
    await station.finish(3);
    await station.start();
    await station.clock.advance(200_000);
    const { exits, summary, files } = station.backend.runs.get('r1')!;
    expect(exits).toEqual([3]);
    expect(summary).toEqual({ n: 1, _step: 1 });
    expect([...files.keys()]).toEqual(['a.png']);
    const last = station.backend.requests.at(-1)!;
    expect(last.delivery).toMatchObject({ exit: 3, uploaded: ['a.png'] });
    expect(station.backend.violations).toEqual([]);
  });

  it.each(['before', 'after', 'late'] as const)(
    'is sent again when its request fails %s it is stored, and never before the rows',
    async (when) => {
      const station = await Station.open();
      await station.log([line(0)]);
      await station.finish();
      faultsInTurn(station.backend, [null, { when }], 'send');
      await station.start();
      await station.clock.advance(10_000);
      station.backend.arrive();
      expect(station.backend.runs.get('r1')!.exits.length).toBeGreaterThanOrEqual(1);
      expect(station.stored).toEqual([line(0)]);
      expect(station.backend.violations).toEqual([]);
      expect((await station.load()).exitSent).toBe(true);
    },
  );

  it('is not sent before rows that come while files are uploaded', async () => {
    const station = await Station.open();
    await station.start();
    let isLogged = false;
    station.backend.fault = (operation) => {
      // The page logs its last row and finishes while the journal is being asked for files.
      if (operation === 'send' && !isLogged) isLogged = true;
      return null;
    };
    const filePaths = station.journal.filePaths.bind(station.journal);
    let isFinished = false;
    station.journal.filePaths = async (key) => {
      const paths = await filePaths(key);
      if (isLogged && !isFinished) {
        isFinished = true;
        await station.log([line(1)]);
        await station.finish();
      }
      return paths;
    };
    await station.log([line(0)]);
    await station.clock.advance(10_000);
    expect(isFinished).toBe(true);
    expect(station.stored).toEqual(linesFrom(0, 2));
    expect(station.backend.violations).toEqual([]);
  });
});

describe('a request that is too large', () => {
  it('is halved until the backend takes it; nothing is lost', async () => {
    const station = await Station.open();
    limit(station, { lines: 3 });
    await station.log(linesFrom(0, 40));
    await station.start();
    expect(station.stored).toEqual(linesFrom(0, 40));
    expect(station.dropped).toEqual([]);
    expect(station.backend.violations).toEqual([]);
  });

  it('gives up a single row, keeps its place, says so, and goes on with larger requests', async () => {
    const station = await Station.open();
    limit(station, { length: 200 });
    const huge = `{"n":1,"text":"${'x'.repeat(300)}","_step":1,"_runtime":2,"_timestamp":3}`;
    await station.log([line(0), huge, ...linesFrom(2, 30)]);
    await station.start();
    expect(station.stored.map(parseRow)).toEqual([
      parseRow(line(0)),
      { _step: 1, _runtime: 2, _timestamp: 3 },
      ...linesFrom(2, 30).map(parseRow),
    ]);
    expect(station.dropped).toEqual(['too-large']);
    expect(
      Math.max(...station.backend.requests.slice(-3).map(({ delivery }) => linesIn(delivery ?? {}))),
    ).toBeGreaterThan(4);
  });

  it('does not cost the summary what the other rows have said', async () => {
    const station = await Station.open();
    limit(station, { length: 200 });
    await station.log(['{"best":1,"_step":0}', `{"text":"${'x'.repeat(300)}","_step":1}`]);
    await station.start();
    expect(station.backend.runs.get('r1')!.summary).toMatchObject({ best: 1 });
  });

  it('does not cost the rows, when it is the summary or the config that is too large', async () => {
    const station = await Station.open();
    station.backend.fault = (_operation, delivery) =>
      (delivery?.summary?.length ?? 0) > 500 ? { when: 'before', code: 'too-large' } : null;
    await station.journal.append(station.key, 'w1', {
      streams: {},
      sequence: 1,
      files: [],
      step: 0,
      openRow: null,
      pinned: { note: 'x'.repeat(600) },
    });
    await station.log(linesFrom(0, 3));
    await station.start();
    await station.clock.advance(600_000);
    expect(station.stored).toEqual(linesFrom(0, 3));
  });

  it('does not cost the end of the run, also when the page that found it too large is gone', async () => {
    const station = await Station.open();
    await station.journal.append(station.key, 'w1', {
      streams: {},
      sequence: 1,
      files: [],
      step: 0,
      openRow: null,
      pinned: { note: 'x'.repeat(600) },
    });
    await station.start();
    station.backend.fault = (_operation, delivery) =>
      (delivery?.summary?.length ?? 0) > 500 ? { when: 'before', code: 'too-large' } : null;
    await station.finish(3);
    await station.clock.advance(600_000);
    expect(station.backend.runs.get('r1')!.exits).toEqual([3]);
    expect(station.dropped).toEqual(['too-large']);
  });
});

describe('files', () => {
  it('are uploaded after the rows, one by one, and then gone from the journal', async () => {
    const station = await Station.open();
    await station.log([line(0)], [file('a'), file('b')]);
    await station.start();
    expect(Object.fromEntries(station.backend.runs.get('r1')!.files)).toEqual({ a: 'bytes of a', b: 'bytes of b' });
    expect(await station.journal.filePaths(station.key)).toEqual([]);
    expect(station.backend.requests.map(({ operation }) => operation)).toEqual(['upsert', 'send', 'upload', 'upload']);
  });

  it.each(['refused', 'too-large'] as const)('that are %s do not hold up the others, and are counted', async (code) => {
    const station = await Station.open();
    faultsInTurn(station.backend, [{ when: 'before', code }], 'upload');
    await station.log([line(0)], [file('a'), file('b')]);
    await station.finish();
    await station.start();
    expect([...station.backend.runs.get('r1')!.files.keys()]).toEqual(['b']);
    expect(station.dropped).toEqual([code]);
    expect(station.backend.runs.get('r1')!.exits).toEqual([0]);
  });

  it('are tried again when the network fails', async () => {
    const station = await Station.open();
    faultsInTurn(station.backend, [{ when: 'before' }, { when: 'after' }], 'upload');
    await station.log([line(0)], [file('a')]);
    await station.start();
    await station.clock.advance(5_000);
    expect([...station.backend.runs.get('r1')!.files.keys()]).toEqual(['a']);
    expect(station.dropped).toEqual([]);
  });

  it('that the backend does not find a place for do not keep the run from ending', async () => {
    const station = await Station.open();
    station.backend.fault = (operation) => (operation === 'upload' ? { when: 'before', code: 'not-found' } : null);
    await station.log([line(0)], [file('a')]);
    await station.finish();
    await station.start();
    await station.clock.advance(24 * 3_600_000);
    expect(station.backend.runs.get('r1')!.exits).toEqual([0]);
  });
});

describe('a backend that has lost the run', () => {
  it('is told of it again', async () => {
    const station = await Station.open();
    await station.start();
    station.backend.runs.clear();
    await station.log([line(0)]);
    await station.clock.advance(5_000);
    expect(station.stored).toEqual([line(0)]);
  });
});
