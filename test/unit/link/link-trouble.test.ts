import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Journal } from '../../../src/journal/index';
import { openMemory } from '../../../src/journal/memory';
import { NO_LINES, runKey, toProblem, type Answer } from '../../../src/wire/index';
import { type Draft } from '../../../src/thread/draft';
import { ENDED } from '../../../src/thread/spawn';
import { linkTo, pass, pictureOf, RECORD, StandIn, useFakeTimeouts, type Appended } from './stand-in';

let engine: StandIn;
beforeEach(() => void (engine = new StandIn()));
afterEach(() => {
  engine.close();
  vi.useRealTimers();
});

const FULL: Answer<number> = { ok: false, problem: { code: 'storage-full', message: 'no room' } };
const OK: Answer<number> = { ok: true, value: 0 };

/** Answers with these, one each, and then with success. */
function repliesInTurn(replies: Answer<number>[]): void {
  engine.reply = () => replies.shift() ?? OK;
}

describe('a worker that takes the place of another', () => {
  it('is told which lines none has confirmed', async () => {
    useFakeTimeouts();
    const told: unknown[] = [];
    const { link } = linkTo(
      engine,
      { reconnect: (unconfirmed) => (told.push(unconfirmed), Promise.resolve(engine.connection)) },
      5,
    );
    link.append('{}', 6);
    link.appendLines('output', ['said']);
    await link.flush();
    engine.reply = () => new Promise(() => undefined);
    for (const step of [7, 8]) {
      link.append('{}', step);
      link.appendLines('output', ['more']);
      link.post();
    }
    engine.die();
    await pass(1_000);
    expect(told).toEqual([{ history: 6, events: 0, output: 1 }]);
  });
});

describe('a journal that cannot be written', () => {
  it('is tried again with the same rows; nothing counts as lost', async () => {
    useFakeTimeouts();
    repliesInTurn([FULL, FULL]);
    const { link, told } = linkTo(engine);
    link.append('{"n":0}', 1);
    link.post();
    for (let i = 0; i < 4; i++) await pass(1_000);
    expect(engine.appended).toHaveLength(3);
    expect(engine.offsets).toEqual([0, 0, 0]);
    expect(told).toEqual({
      journaled: 1,
      failed: [
        ['storage-full', 0],
        ['storage-full', 0],
      ],
    });
  });

  it('does not keep a flush from resolving once it can be written again', async () => {
    useFakeTimeouts();
    repliesInTurn([FULL]);
    const { link } = linkTo(engine);
    link.append('{}', 1);
    let isFlushed = false;
    void link.flush().then(() => (isFlushed = true));
    await pass(0);
    expect(isFlushed).toBe(false);
    await pass(1_000);
    expect(isFlushed).toBe(true);
  });

  it('has the latest state at the end, also when an earlier batch fails and a later one does not', async () => {
    useFakeTimeouts();
    const journal = new Journal(openMemory());
    await journal.claim(RECORD, 'w1', { ...NO_LINES });
    let failures = 1;
    engine.reply = ({ batch }: Appended) => (failures-- > 0 ? FULL : append(journal, batch));
    let open: string | null = '{"open":"early"}';
    const { link } = linkTo(engine, { openRow: () => open });
    link.append('{"n":0}', 1);
    link.change({ pinned: { best: 1 } });
    link.post();
    open = '{"open":"late"}';
    link.change({ pinned: { best: 2 } });
    link.post();
    for (let i = 0; i < 4; i++) await pass(1_000);
    expect(await journal.load(runKey(RECORD))).toMatchObject({
      next: { history: 1 },
      pinned: { best: 2 },
      openRow: '{"open":"late"}',
    });
  });
});

describe('a run that another page has taken', () => {
  it('counts what it loses, once for each row, and says so to whoever waits', async () => {
    engine.reply = () => ({ ok: false, problem: { code: 'run-taken', message: 'taken' } });
    const { link, told } = linkTo(engine);
    link.append('{"n":0}', 1);
    link.append('{"n":1}', 2);
    await expect(link.flush()).rejects.toMatchObject({ code: 'run-taken' });
    link.append('{"n":2}', 3);
    expect(told.failed.reduce((sum, [, count]) => sum + count, 0)).toBe(3);
    expect(told.failed.every(([code]) => code === 'run-taken')).toBe(true);
    await expect(link.flush()).rejects.toMatchObject({ code: 'run-taken' });
    expect(engine.appended).toHaveLength(1);
  });
});

describe('a worker that fails', () => {
  it('is replaced by another, which gets everything that was not confirmed, in order', async () => {
    useFakeTimeouts();
    const second = new StandIn();
    const reconnect = vi.fn(async () => second.connection);
    const { link, told } = linkTo(engine, { reconnect });
    link.append('{"n":0}', 1);
    link.post();
    await pass(0);
    expect(told.journaled).toBe(1);
    engine.reply = () => new Promise(() => undefined);
    link.append('{"n":1}', 2);
    link.post();
    link.append('{"n":2}', 3);
    link.post();
    await pass(0);
    engine.die();
    await pass(1_000);
    await pass(1_000);
    expect(reconnect).toHaveBeenCalledTimes(1);
    expect([second.lines, second.offsets]).toEqual([
      ['{"n":1}', '{"n":2}'],
      [1, 2],
    ]);
    link.append('{"n":3}', 4);
    link.post();
    await pass(0);
    expect([second.lines.at(-1), second.offsets.at(-1), told.journaled]).toEqual(['{"n":3}', 3, 4]);
    second.close();
  });

  it('takes the pictures with it that it had been given, which is counted, and no others', async () => {
    useFakeTimeouts();
    const second = new StandIn();
    const { link, told } = linkTo(engine, { reconnect: async () => second.connection });
    engine.reply = () => new Promise(() => undefined);
    link.append(pictureOf('a'), 1);
    link.post();
    await pass(0);
    engine.die();
    await pass(0);
    link.append(pictureOf('b'), 2);
    link.post();
    for (let i = 0; i < 3; i++) await pass(1_000);
    const [first, last] = second.appended.flatMap(({ batch }) => batch.streams.history!.lines);
    expect([first, typeof last]).toEqual(['{"a":null}', 'object']);
    expect(told.failed.reduce((sum, [, count]) => sum + count, 0)).toBe(1);
    second.close();
  });

  it('is given nothing before what it had not confirmed: rows logged meanwhile wait, and keep their pictures', async () => {
    useFakeTimeouts();
    const second = new StandIn();
    let next = 0;
    second.reply = ({ batch }) => {
      const { offset, lines } = batch.streams.history!;
      if (offset > next) return { ok: false, problem: { code: 'storage-failed', message: 'lines are missing' } };
      next = Math.max(next, offset + lines.length);
      return OK;
    };
    const { link, told } = linkTo(engine, { reconnect: async () => second.connection });
    engine.reply = () => new Promise(() => undefined);
    link.append('{"n":0}', 1);
    link.post();
    await pass(0);
    engine.die();
    await pass(500);
    link.append(pictureOf('a'), 2);
    link.post();
    for (let i = 0; i < 6; i++) await pass(250);
    const lines = second.appended.flatMap(({ batch }) => batch.streams.history!.lines);
    expect(lines.map((line) => typeof line)).toEqual(['string', 'object']);
    expect(told.failed).toEqual([['worker-failed', 0]]);
    second.close();
  });

  it('is replaced also where nothing waits to be appended, and not when it was ended on purpose', async () => {
    useFakeTimeouts();
    const reconnect = vi.fn(async () => new StandIn().connection);
    linkTo(engine, { reconnect });
    engine.die();
    await pass(1_000);
    expect(reconnect).toHaveBeenCalledTimes(1);
    const other = new StandIn();
    linkTo(other, { reconnect });
    other.die(ENDED);
    await pass(1_000);
    expect(reconnect).toHaveBeenCalledTimes(1);
    other.close();
  });

  it('is replaced again and again until one can be started', async () => {
    useFakeTimeouts();
    const second = new StandIn();
    let attempts = 0;
    const reconnect = async () => {
      if (++attempts < 3) throw new Error('refused');
      return second.connection;
    };
    const { link, told } = linkTo(engine, { reconnect });
    engine.die();
    link.append('{"n":0}', 1);
    link.post();
    for (let i = 0; i < 6; i++) await pass(1_000);
    expect([attempts, second.lines, told.journaled]).toEqual([3, ['{"n":0}'], 1]);
    expect(told.failed.every(([code, count]) => code === 'worker-failed' && count === 0)).toBe(true);
    second.close();
  });
});

describe('a batch that cannot be posted', () => {
  it('does not hold up the rows after it for ever', async () => {
    useFakeTimeouts();
    const { link, told } = linkTo(engine, { reconnect: async () => engine.connection });
    // What no thread takes (postMessage throws a DataCloneError): here, a picture of something that has no pixels.
    const image = {
      source: new Blob(['x']),
      caption: (() => 'x') as unknown as string,
      format: 'png',
      quality: undefined,
    } as const;
    const draft: Draft = ['{"a":', { kind: 'images', key: 'a', step: 0, many: false, images: [image] }, '}'];
    link.append({ draft, settled: Promise.resolve(), now: () => '' }, 1);
    link.append('{"n":1}', 2);
    link.post();
    for (let i = 0; i < 5; i++) await pass(1_000);
    expect(engine.lines).toEqual(['{"a":null}', '{"n":1}']);
    expect(told.journaled).toBe(2);
  });
});

async function append(journal: Journal, batch: Appended['batch']): Promise<Answer<number>> {
  try {
    const streams = batch.streams as { history?: { offset: number; lines: string[] } };
    await journal.append(runKey(RECORD), 'w1', { ...batch, streams, files: [] });
    return OK;
  } catch (error) {
    return { ok: false, problem: toProblem(error, 'storage-failed') };
  }
}
