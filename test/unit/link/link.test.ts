import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { linkTo, slotOf, StandIn } from './stand-in';

let engine: StandIn;
beforeEach(() => void (engine = new StandIn()));
afterEach(() => {
  engine.close();
  vi.useRealTimers();
});

const rows = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `{"n":${from + i}}`);

describe('Link', () => {
  it('gathers rows for a window and posts them together, in order', async () => {
    const { link, told } = linkTo(engine, {}, 5);
    rows(20).forEach((row, i) => link.append(row, 6 + i));
    await link.flush();
    expect(engine.lines).toEqual(rows(20));
    expect(engine.appended.length).toBeLessThanOrEqual(2);
    expect(engine.appended[0]).toMatchObject({
      key: 'key',
      writer: 'w1',
      batch: { streams: { history: { offset: 5 } } },
    });
    expect(engine.appended.at(-1)!.batch.step).toBe(25);
    expect(told).toEqual({ journaled: 20, failed: [] });
  });

  it('flushes what was logged so far, also while more and more is logged', async () => {
    let next = 0;
    let journaled = 0;
    const log = () => {
      link.append(`{"n":${next}}`, ++next);
      link.post();
    };
    // Each answer finds another row under way, as in a page that logs all the time.
    const { link } = linkTo(engine, {
      journaled: (rows) => {
        journaled += rows;
        if (next < 200) log();
      },
    });
    log();
    log();
    await link.flush();
    expect(journaled).toBeGreaterThanOrEqual(2);
    expect(journaled).toBeLessThan(100);
    await vi.waitFor(() => expect(journaled).toBe(200));
  });

  it('posts by itself when the window is over', async () => {
    const { link } = linkTo(engine);
    link.append('{}', 1);
    await vi.waitFor(() => expect(engine.lines).toEqual(['{}']));
  });

  it('posts from within a loop that never yields, when a batch is full', async () => {
    const { link } = linkTo(engine);
    const row = `{"text":"${'x'.repeat(100_000)}"}`;
    for (let i = 0; i < 6; i++) link.append(row, i + 1);
    // Nothing has been awaited: what was posted is on its way already.
    await link.flush();
    expect(engine.appended.length).toBeGreaterThanOrEqual(2);
    expect(engine.lines).toHaveLength(6);
  });

  it.each([
    ['when the window is over', 0, 11],
    ['when the clock was set back', 1_000_000, 5],
  ])('posts from within a loop that never yields, %s', async (_when, first, later) => {
    let now = first;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now);
    const { link } = linkTo(engine);
    link.append('{"n":0}', 1);
    now = later;
    link.append('{"n":1}', 2);
    link.append('{"n":2}', 3);
    clock.mockRestore();
    await link.flush();
    expect(engine.appended.map(({ batch }) => batch.streams.history!.lines.length)).toEqual([2, 1]);
  });

  it('cuts what is much into batches, without a gap', async () => {
    const { link, told } = linkTo(engine);
    rows(9_000).forEach((row, i) => link.append(row, i + 1));
    await link.flush();
    expect(engine.lines).toEqual(rows(9_000));
    expect(Math.max(...engine.appended.map(({ batch }) => batch.streams.history!.lines.length))).toBeLessThanOrEqual(
      2_000,
    );
    let next = 0;
    for (const { batch } of engine.appended) {
      expect(batch.streams.history!.offset).toBe(next);
      next += batch.streams.history!.lines.length;
    }
    expect(told.journaled).toBe(9_000);
  });

  it('sends changes of the record and the summary once, together, and flush waits for them', async () => {
    const { link } = linkTo(engine);
    link.change({ record: { config: { a: 1 } } });
    link.change({ record: { name: 'n' }, pinned: { best: NaN } });
    await link.flush();
    expect(engine.appended.map(({ batch }) => batch)).toEqual([
      {
        streams: { history: { offset: 0, lines: [] } },
        sequence: 1,
        step: 0,
        openRow: null,
        record: { config: { a: 1 }, name: 'n' },
        pinned: { best: NaN },
      },
    ]);
    link.append('{}', 1);
    await link.flush();
    expect(engine.appended.at(-1)!.batch).not.toHaveProperty('record');
  });

  it('tells the journal the row that is being filled, as it is when the batch is posted', async () => {
    let open = '{"a":1}';
    const { link } = linkTo(engine, { openRow: () => open });
    link.change({});
    open = '{"a":1,"b":2}';
    await link.flush();
    expect(engine.appended.map(({ batch }) => batch.openRow)).toEqual(['{"a":1,"b":2}']);
  });

  it('has nothing to wait for when nothing was given', async () => {
    const { link } = linkTo(engine);
    await link.flush();
    expect(engine.appended).toEqual([]);
  });

  it('resolves flush only when the engine has said that it has the rows', async () => {
    let confirm: () => void = () => undefined;
    engine.reply = () => new Promise((resolve) => (confirm = () => resolve({ ok: true, value: 0 })));
    const { link, told } = linkTo(engine);
    link.append('{}', 1);
    const order: string[] = [];
    const flushed = link.flush().then(() => order.push('flushed'));
    await vi.waitFor(() => expect(engine.appended).toHaveLength(1));
    // All that is under way without the engine's word has its turn before this.
    await new Promise((resolve) => setImmediate(resolve));
    expect(told.journaled).toBe(0);
    order.push('confirmed');
    confirm();
    await flushed;
    expect(order).toEqual(['confirmed', 'flushed']);
    expect(told.journaled).toBe(1);
  });
});

describe('a link that lives for days', () => {
  it('leaves nothing behind for each batch on the promise that the worker lives', async () => {
    const { failure } = engine.connection;
    const then = vi.spyOn(failure, 'then');
    const { link } = linkTo(engine);
    for (let i = 0; i < 50; i++) {
      link.append('{}', i + 1);
      await link.flush();
    }
    // `Promise.race` adds a reaction to each of its promises, and one that never settles keeps them all: 350 bytes a
    // batch, 3 GB a day.
    expect(then.mock.calls.length).toBeLessThan(5);
  });
});

describe('rows that are still being read', () => {
  it('keep their place: rows after them wait, rows before them do not', async () => {
    const { link } = linkTo(engine);
    const [first, second] = [slotOf('{"slow":1}'), slotOf('{"slow":2}')];
    link.append('{"n":0}', 1);
    link.append(first.slot, 2);
    link.append('{"n":1}', 3);
    link.append(second.slot, 4);
    link.append('{"n":2}', 5);
    second.read();
    await vi.waitFor(() => expect(engine.lines).toEqual(['{"n":0}']));
    first.read();
    await link.flush();
    expect(engine.lines).toEqual(['{"n":0}', '{"slow":1}', '{"n":1}', '{"slow":2}', '{"n":2}']);
    expect(engine.offsets).toEqual([0, 1]);
  });

  it('do not let a later row that is being filled take their place in the journal', async () => {
    const { link } = linkTo(engine, { openRow: () => '{"n":1,"open":true}' });
    const { slot, read } = slotOf('{"n":0}');
    link.append(slot, 1);
    link.change({});
    link.post();
    await vi.waitFor(() => expect(engine.appended.length).toBeGreaterThan(0));
    // The journal makes the open row its next line when the page is gone. That number belongs to the row before.
    expect(engine.appended[0]!.batch).toMatchObject({ streams: {}, openRow: null });
    read();
    await link.flush();
    expect(engine.appended.at(-1)!.batch.openRow).toBe('{"n":1,"open":true}');
  });

  it('do not make each row behind them dearer than the one before', () => {
    const { link } = linkTo(engine);
    let copied = 0;
    const slice = vi.spyOn(Array.prototype, 'slice').mockImplementation(function (
      this: unknown[],
      start = 0,
      end = this.length,
    ) {
      const copy: unknown[] = [];
      for (let i = start < 0 ? this.length + start : start; i < end; i++) copy.push(this[i]);
      copied += copy.length;
      return copy;
    });
    let now = 0;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 1));
    try {
      link.append(slotOf('{}').slot, 1);
      for (let i = 0; i < 2_000; i++) link.append('{}', i + 2);
    } finally {
      slice.mockRestore();
      clock.mockRestore();
    }
    // A loop that never yields cannot read the tensor at the head: the queue must not be copied for every row.
    expect(copied).toBeLessThan(20_000);
  });
});
