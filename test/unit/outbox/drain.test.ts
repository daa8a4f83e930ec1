import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../../src/wire/index';
import { line, linesFrom } from '../journal/entries';
import { faultsInTurn, Station } from './station';
import { PARCEL_BYTES } from '../../../src/outbox/parcel';

const DOWN = { when: 'before' } as const;

describe('Drain', () => {
  it('introduces the run, delivers what is there, and says so', async () => {
    const station = await Station.open();
    await station.log(linesFrom(0, 3));
    await station.start();
    expect(station.stored).toEqual(linesFrom(0, 3));
    expect(station.links).toEqual([{ state: 'online', problem: null, retryInMs: null }]);
    expect([station.introductions, station.acknowledged]).toEqual([1, [3]]);
  });

  it('lets news gather for the interval', async () => {
    const station = await Station.open();
    await station.start();
    for (let i = 0; i < 10; i++) {
      await station.log([line(i)]);
      await station.clock.advance(99);
    }
    expect(station.stored).toEqual([]);
    await station.clock.advance(10);
    expect(station.stored).toEqual(linesFrom(0, 10));
    expect(station.sends).toBe(1);
  });

  it('sends at once what comes after a silence, and then not again before the interval', async () => {
    const station = await Station.open();
    await station.start();
    await station.clock.advance(5_000);
    await station.log([line(0)]);
    await station.clock.rest();
    expect(station.stored).toHaveLength(1);
    await station.log([line(1)]);
    await station.clock.advance(999);
    expect(station.stored).toHaveLength(1);
    await station.clock.advance(1);
    expect(station.stored).toHaveLength(2);
  });

  it('does not wait for the interval when there is enough for a request, but does after a failure', async () => {
    const station = await Station.open();
    await station.start();
    const large = (n: number) => JSON.stringify({ _step: n, text: 'x'.repeat(PARCEL_BYTES / 2) });
    await station.log([large(0)]);
    await station.clock.rest();
    expect(station.stored).toHaveLength(0);
    await station.log([large(1)]);
    await station.clock.rest();
    expect(station.stored).toHaveLength(2);
    faultsInTurn(station.backend, [DOWN]);
    await station.clock.advance(1_000);
    await station.log([large(2)]);
    await station.clock.rest();
    await station.log([large(3), large(4)]);
    await station.clock.advance(249);
    expect(station.stored).toHaveLength(2);
    await station.clock.advance(1);
    expect(station.stored).toHaveLength(5);
  });

  it('is hurried past the interval', async () => {
    const station = await Station.open();
    await station.start();
    await station.log([line(0)]);
    station.drain.hurry();
    await station.clock.rest();
    expect(station.stored).toHaveLength(1);
  });

  it('sends a heartbeat when there is no news for 30 seconds, for as long as the run is not finished', async () => {
    const station = await Station.open();
    await station.start();
    await station.clock.advance(95_000);
    const heartbeats = () =>
      station.backend.requests.filter(
        ({ operation, request }) => operation === 'send' && Object.keys(request!).length === 0,
      ).length;
    expect(heartbeats()).toBe(3);
    await station.finish();
    await station.clock.advance(100_000);
    expect(heartbeats()).toBe(3);
  });

  it('passes on that somebody asks to stop, also with a heartbeat', async () => {
    const station = await Station.open();
    await station.start();
    station.backend.answer = { stopped: true };
    await station.clock.advance(32_000);
    expect(station.stops).toBe(1);
  });

  it('waits after a failure, tries again, and starts with short waits again after a success', async () => {
    const station = await Station.open();
    faultsInTurn(station.backend, [DOWN, DOWN, null, DOWN]);
    await station.log([line(0)]);
    await station.start();
    expect(station.links.at(-1)).toMatchObject({ state: 'waiting', problem: { code: 'unreachable' }, retryInMs: 250 });
    await station.clock.advance(250);
    expect(station.links.at(-1)).toMatchObject({ state: 'waiting', retryInMs: 500 });
    await station.clock.advance(500);
    // The fourth request, the first with rows, fails again: the two steps before it were not success of the whole.
    expect(station.links.at(-1)).toMatchObject({ state: 'waiting', retryInMs: 1_000 });
    await station.clock.advance(1_000);
    expect(station.links.at(-1)).toMatchObject({ state: 'online' });
    faultsInTurn(station.backend, [DOWN]);
    await station.log([line(1)]);
    await station.clock.advance(2_000);
    expect(station.links.filter(({ state }) => state === 'waiting').at(-1)).toMatchObject({ retryInMs: 250 });
    expect(station.stored).toEqual(linesFrom(0, 2));
  });

  it('does not come back before the time that the server asks for, however it is hurried', async () => {
    const station = await Station.open();
    faultsInTurn(station.backend, [{ when: 'before', code: 'busy', retryAfter: 20_000 }]);
    await station.start();
    for (let i = 0; i < 19; i++) {
      station.drain.hurry();
      await station.clock.advance(1_000);
    }
    expect(station.backend.requests).toHaveLength(1);
    await station.clock.advance(1_300);
    expect(station.backend.requests.length).toBeGreaterThan(1);
  });

  it('says "refused" when the server says no, and tries again when it is hurried', async () => {
    const station = await Station.open();
    faultsInTurn(station.backend, [{ when: 'before', code: 'unauthorized' }]);
    await station.log([line(0)]);
    await station.start();
    expect(station.links.at(-1)).toMatchObject({
      state: 'refused',
      problem: { code: 'unauthorized' },
      retryInMs: 60_000,
    });
    await station.clock.advance(59_000);
    expect(station.backend.requests).toHaveLength(1);
    station.drain.hurry();
    await station.clock.rest();
    expect(station.stored).toEqual([line(0)]);
  });

  it('keeps trying for a week', async () => {
    const station = await Station.open();
    station.backend.fault = () => DOWN;
    await station.log([line(0)]);
    await station.start();
    await station.clock.advance(7 * 24 * 3_600_000);
    station.backend.fault = () => null;
    await station.clock.advance(60_000);
    expect(station.stored).toEqual([line(0)]);
  });

  it('stops when it is closed, wherever it was', async () => {
    for (const fault of [null, DOWN, { ...DOWN, code: 'busy', retryAfter: 100_000 } as const]) {
      const station = await Station.open();
      station.backend.fault = () => fault;
      const running = station.drain.run();
      await station.clock.rest();
      station.drain.close();
      await running;
      const { length } = station.backend.requests;
      await station.log([line(0)]);
      await station.clock.advance(100_000);
      expect(station.backend.requests).toHaveLength(length);
    }
  });
});

describe('settled', () => {
  it('resolves with null when all that is in the journal is acknowledged', async () => {
    for (const patient of [true, false]) {
      const station = await Station.open();
      await station.start();
      await station.log(linesFrom(0, 3));
      const settled = station.drain.settled(patient);
      await station.clock.rest();
      expect(await settled).toBeNull();
      expect(station.stored).toEqual(linesFrom(0, 3));
    }
  });

  it('waits on through failures when it is patient, and gives the problem when it is not', async () => {
    const station = await Station.open();
    faultsInTurn(station.backend, [DOWN, DOWN]);
    await station.log([line(0)]);
    const outcomes: unknown[] = [];
    void station.drain.settled(true).then((problem) => outcomes.push(['patient', problem]));
    void station.drain.settled(false).then((problem) => outcomes.push(['not', problem?.code]));
    await station.start();
    expect(outcomes).toEqual([['not', 'unreachable']]);
    await station.clock.advance(2_000);
    expect(outcomes).toEqual([
      ['not', 'unreachable'],
      ['patient', null],
    ]);
  });

  it('does not let somebody who is not patient wait while the server has asked for a pause', async () => {
    const station = await Station.open();
    faultsInTurn(station.backend, [{ when: 'before', code: 'busy', retryAfter: 300_000 }]);
    await station.start();
    let problem: unknown;
    void station.drain.settled(false).then((given) => (problem = given));
    await station.clock.rest();
    expect(problem).toMatchObject({ code: 'busy' });
  });

  it('is told when the drain is closed, before or after it asks', async () => {
    const station = await Station.open();
    station.backend.fault = () => DOWN;
    await station.start();
    const outcomes: unknown[] = [];
    void station.drain.settled(true).then((problem) => outcomes.push(problem?.code));
    station.drain.close();
    await station.clock.rest();
    expect(outcomes).toEqual(['offline']);
    void station.drain.settled(true).then((problem) => outcomes.push(problem?.code));
    await station.clock.rest();
    expect(outcomes).toEqual(['offline', 'offline']);
  });

  it('means also rows that come while others are being sent', async () => {
    const station = await Station.open();
    await station.log([line(0)]);
    let isSecondSent = false;
    station.backend.fault = (operation) => {
      if (operation === 'send' && !isSecondSent) {
        isSecondSent = true;
        void station
          .log([line(1)])
          .then(() => station.drain.settled(true).then(() => expect(station.stored).toEqual(linesFrom(0, 2))));
      }
      return null;
    };
    await station.start();
    await station.clock.advance(1_000);
    expect(isSecondSent && station.stored).toEqual(linesFrom(0, 2));
  });

  it('is a problem as data, not an error', async () => {
    const station = await Station.open();
    faultsInTurn(station.backend, [DOWN]);
    const settled = station.drain.settled(false);
    await station.start();
    const problem = await settled;
    expect(problem).not.toBeInstanceOf(DeliveryError);
    expect(structuredClone(problem)).toEqual({ code: 'unreachable', message: 'fault: before' });
  });
});
