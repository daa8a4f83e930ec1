import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SpoorError } from '../../../src/wire/index';
import { linkTo, pass, StandIn, useFakeTimeouts } from './stand-in';

let engine: StandIn;
beforeEach(() => void (engine = new StandIn()));
afterEach(() => {
  engine.close();
  vi.useRealTimers();
});

describe('a page in the back/forward cache', () => {
  it('has no worker; the next one gets what was not confirmed, and nobody is told of trouble', async () => {
    useFakeTimeouts();
    const second = new StandIn();
    const reconnect = vi.fn(async () => second.connection);
    const { link, told } = linkTo(engine, { reconnect });
    engine.reply = () => new Promise(() => undefined);
    link.append('{"n":0}', 1);
    link.post();
    await pass(0);
    engine.setAside();
    link.append('{"n":1}', 2);
    link.post();
    for (let i = 0; i < 5; i++) await pass(1_000);
    expect(reconnect).not.toHaveBeenCalled();

    link.comeBack();
    await pass(0);
    await pass(0);
    expect([second.lines, second.offsets, told]).toEqual([
      ['{"n":0}', '{"n":1}'],
      [0, 1],
      { journaled: 2, failed: [] },
    ]);
    expect(reconnect).toHaveBeenCalledTimes(1);
    second.close();
  });

  it('says that its rows go nowhere, when another page has opened the run meanwhile', async () => {
    useFakeTimeouts();
    const { link, told } = linkTo(engine, { reconnect: () => Promise.reject(new SpoorError('run-taken', 'taken')) });
    engine.setAside();
    await pass(0);
    link.comeBack();
    await expect(link.present()).rejects.toMatchObject({ code: 'run-taken' });
    link.append('{"n":0}', 1);
    link.post();
    await pass(0);
    expect(engine.lines).toEqual([]);
    expect(told.failed).toEqual([
      ['run-taken', 0],
      ['run-taken', 1],
    ]);
  });

  it('flushes when its next worker is there, however long that takes', async () => {
    const second = new StandIn();
    let start!: () => void;
    const started = new Promise<void>((resolve) => (start = resolve));
    const { link } = linkTo(engine, { reconnect: () => started.then(() => second.connection) });
    engine.setAside();
    await new Promise((resolve) => setImmediate(resolve));
    link.comeBack();
    link.append('{"n":0}', 1);
    const flushed = link.flush();
    // The page is not kept busy meanwhile: else no turn of the event loop would come.
    await new Promise((resolve) => setImmediate(resolve));
    expect(second.lines).toEqual([]);
    start();
    await flushed;
    expect(second.lines).toEqual(['{"n":0}']);
    second.close();
  });

  it('changes nothing for a page that comes back with its worker', async () => {
    const { link } = linkTo(engine);
    link.comeBack();
    await link.present();
    link.append('{"n":0}', 1);
    await link.flush();
    expect(engine.lines).toEqual(['{"n":0}']);
  });
});
