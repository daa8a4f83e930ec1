import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../src/wire/index';
import { linkTo, pass, pictureOf, StandIn, useFakeTimeouts } from './stand-in';

const FULL: Answer<number> = { ok: false, problem: { code: 'storage-full', message: 'no room' } };
const OK: Answer<number> = { ok: true, value: 0 };

let engine: StandIn;
let isFull: boolean;
beforeEach(() => {
  useFakeTimeouts();
  engine = new StandIn();
  isFull = true;
  engine.reply = () => (isFull ? FULL : OK);
});
afterEach(() => {
  engine.close();
  vi.useRealTimers();
});

describe('a journal without room', () => {
  it('is not given everything that gathers, again and again: one batch, until it takes that', async () => {
    const { link, told } = linkTo(engine);
    for (let n = 0; n < 6; n++) {
      link.append(`{"n":${n}}`, n + 1);
      link.post();
      await pass(1_000);
    }
    expect(new Set(engine.offsets)).toEqual(new Set([0]));
    isFull = false;
    const asked = engine.appended.length;
    for (let i = 0; i < 3; i++) await pass(1_000);
    expect(engine.lines.slice(asked)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `{"n":${n}}`));
    expect(told.journaled).toBe(6);
  });

  it('is caught up with batch by batch, and then given rows as they come', async () => {
    let mostUnderWay = 0;
    let underWay = 0;
    engine.reply = async () => {
      mostUnderWay = Math.max(mostUnderWay, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return isFull ? FULL : OK;
    };
    const { link, told } = linkTo(engine);
    for (let n = 0; n < 7_000; n++) link.append(`{"n":${n}}`, n + 1);
    link.post();
    await pass(0);
    const refused = engine.appended.length;
    mostUnderWay = 0;
    for (let n = 7_000; n < 20_000; n++) link.append(`{"n":${n}}`, n + 1);
    isFull = false;
    for (let i = 0; i < 60; i++) await pass(100);
    expect(told.journaled).toBe(20_000);
    // Those that had failed together are given again together.
    expect(mostUnderWay).toBe(refused);
    mostUnderWay = 0;
    for (let n = 0; n < 3; n++) {
      link.append('{}', 20_001 + n);
      link.post();
    }
    await pass(0);
    expect(mostUnderWay).toBe(3);
  });

  it('costs pictures, each counted once: by the worker those that it had, by the page those that come after', async () => {
    const { link, told } = linkTo(engine);
    link.append(pictureOf('a'), 1);
    link.post();
    await pass(0);
    link.append(pictureOf('b'), 2);
    link.append(pictureOf('c'), 3);
    for (let i = 0; i < 3; i++) await pass(1_000);
    isFull = false;
    for (let i = 0; i < 3; i++) await pass(1_000);
    expect(engine.lines.slice(-3)).toEqual(['{"a":null}', '{"b":null}', '{"c":null}']);
    expect(told.failed.filter(([, count]) => count > 0)).toEqual([['storage-full', 2]]);
  });

  it('costs saved files too, and those of a batch are not given again', async () => {
    const { link, told } = linkTo(engine);
    const file = (path: string) => ({ path, blob: new Blob(['x']) });
    link.append('{"n":0}', 1);
    link.change({ file: file('a') });
    link.post();
    await pass(0);
    link.change({ file: file('b') });
    for (let i = 0; i < 2; i++) await pass(1_000);
    isFull = false;
    for (let i = 0; i < 3; i++) await pass(1_000);
    link.change({ file: file('c') });
    link.post();
    await pass(0);
    expect(engine.appended.flatMap(({ batch }) => batch.files ?? []).map(({ path }) => path)).toEqual(['a', 'c']);
    expect(told.failed.filter(([, count]) => count > 0)).toEqual([['storage-full', 1]]);
  });

  it('is told what has changed, as soon as it takes what came before', async () => {
    const { link } = linkTo(engine);
    link.append('{"n":0}', 1);
    link.post();
    await pass(0);
    link.change({ pinned: { best: 1 } });
    isFull = false;
    for (let i = 0; i < 3; i++) await pass(1_000);
    expect(engine.appended.at(-1)!.batch.pinned).toEqual({ best: 1 });
  });
});

describe('other failures, such as a worker that dies', () => {
  it('keep no rows waiting for an answer: a page that trains without a pause hears none', async () => {
    const second = new StandIn();
    const { link } = linkTo(engine, { reconnect: async () => second.connection });
    engine.reply = second.reply = () => new Promise(() => undefined);
    link.append('{"n":0}', 1);
    link.post();
    await pass(0);
    engine.die();
    await pass(1_000);
    await pass(0);
    link.append('{"n":1}', 2);
    link.post();
    await pass(0);
    expect(second.lines).toEqual(['{"n":0}', '{"n":1}']);
    second.close();
  });
});
