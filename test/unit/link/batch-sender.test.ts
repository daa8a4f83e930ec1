import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SpoorError, type Problem } from '../../../src/wire/index';
import { BatchSender } from '../../../src/link/batch-sender';
import type { Connection } from '../../../src/thread/spawn';
import { batchOf } from './batches';
import { pass, StandIn, useFakeTimeouts } from './stand-in';

const TAKEN: Problem = { code: 'run-taken', message: 'taken' };

let first: StandIn;
let second: StandIn;
beforeEach(() => {
  useFakeTimeouts();
  [first, second] = [new StandIn(), new StandIn()];
});
afterEach(() => {
  first.close();
  second.close();
  vi.useRealTimers();
});

function lineTo(reconnect: () => Promise<Connection>): {
  line: BatchSender;
  append: (row: string) => Promise<unknown>;
  told: string[];
} {
  const told: string[] = [];
  const line = new BatchSender(first.connection, { reconnect, failed: ({ code }) => void told.push(code) });
  return { line, append: (row) => line.append('key', 'w1', batchOf(0, [row])), told };
}

describe('the line to a worker', () => {
  it('fails every append once its worker is dead, and goes on with another after a second', async () => {
    const { line, append, told } = lineTo(() => Promise.resolve(second.connection));
    const pending = append('{"n":0}');
    first.die();
    expect(await pending).toMatchObject({ ok: false, problem: { code: 'worker-failed' } });
    await pass(0);
    expect(line.isAlive).toBe(false);
    expect(await append('{"n":1}')).toMatchObject({ ok: false, problem: { code: 'worker-failed' } });
    await pass(999);
    expect(line.recovery).not.toBeNull();
    await pass(1);
    expect(line.recovery).toBeNull();
    expect(await append('{"n":2}')).toEqual({ ok: true, value: 0 });
    expect([first.lines, second.lines, told]).toEqual([['{"n":0}'], ['{"n":2}'], []]);
  });

  it('tries until there is one, and says each time why there is not', async () => {
    const problems = [new Error('blocked'), new SpoorError('storage-full', 'no room')];
    const { line, told } = lineTo(() => {
      const problem = problems.shift();
      return problem ? Promise.reject(problem) : Promise.resolve(second.connection);
    });
    first.die();
    for (let i = 0; i < 4; i++) await pass(1_000);
    expect([line.isAlive, told]).toEqual([true, ['worker-failed', 'storage-full']]);
  });

  it('keeps its worker where something else has failed', async () => {
    const reconnect = vi.fn(() => Promise.resolve(second.connection));
    const { line, append } = lineTo(reconnect);
    const shared = [line.recover(false), line.recover(false)];
    expect(shared[0]).toBe(shared[1]);
    await pass(1_000);
    await shared[0];
    expect(await append('{"n":0}')).toEqual({ ok: true, value: 0 });
    expect(reconnect).not.toHaveBeenCalled();
  });

  it('starts no other worker when it was closed: neither then nor for a death before', async () => {
    const reconnect = vi.fn(() => Promise.resolve(second.connection));
    const { line, append } = lineTo(reconnect);
    line.close(TAKEN);
    first.die();
    await pass(1_000);
    expect(await append('{"n":0}')).toEqual({ ok: false, problem: TAKEN });

    const third = new StandIn();
    const other = new BatchSender(third.connection, { reconnect, failed: () => undefined });
    third.die();
    await pass(500);
    other.close(TAKEN);
    await pass(500);
    expect([other.isAlive, other.recovery, reconnect.mock.calls]).toEqual([false, null, []]);
    third.close();
  });

  it('is closed by a reconnect that found the run taken', async () => {
    const told: string[] = [];
    const line: BatchSender = new BatchSender(first.connection, {
      reconnect: () => Promise.reject(new SpoorError('run-taken', 'taken')),
      failed: ({ code }) => {
        told.push(code);
        line.close(TAKEN);
      },
    });
    first.die();
    for (let i = 0; i < 3; i++) await pass(1_000);
    expect([told, line.recovery]).toEqual([['run-taken'], null]);
  });
});

describe('a page in the back/forward cache', () => {
  it('gets another worker when it is used again, at once', async () => {
    const reconnect = vi.fn(() => Promise.resolve(second.connection));
    const { line, append } = lineTo(reconnect);
    first.setAside();
    for (let i = 0; i < 3; i++) await pass(1_000);
    expect([line.isAway, reconnect.mock.calls.length]).toEqual([true, 0]);
    const present = line.present();
    line.comeBack();
    await present;
    expect([line.isAway, line.isAlive]).toEqual([false, true]);
    expect(await append('{"n":0}')).toEqual({ ok: true, value: 0 });
  });
});
