import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SeriesStore } from '../../../../../src/dashboard/charts/data/series-store';
import type { LinesChange, SeriesAnswer } from '../../../../../src/wire/index';

/** A run whose line i has step i and loss 100 + i, and a server that counts what it is asked. */
class Server {
  lineCount = 0;
  readonly asked: { keys: string[]; from: number }[] = [];
  held: (() => void)[] | null = null;

  readonly ask = async (keys: readonly string[], _points: number, from: number): Promise<SeriesAnswer> => {
    this.asked.push({ keys: [...keys], from });
    const x = Array.from({ length: Math.max(0, this.lineCount - from) }, (_, index) => from + index);
    const answer = {
      lineCount: this.lineCount,
      series: keys.map((key) => ({
        key,
        x,
        y: x.map((step) => 100 + step),
        count: x.length,
        last: x.length > 0 ? 100 + x.at(-1)! : null,
      })),
    };
    const { held } = this;
    if (held) await new Promise<void>((resolve) => held.push(resolve));
    return structuredClone(answer);
  };

  /** Logs lines and returns what the live connection says of them. */
  log(count: number): LinesChange {
    const lines = Array.from({ length: count }, (_, index) => this.lineCount + index);
    this.lineCount += count;
    return {
      run: 'r',
      stream: 'history',
      lineCount: this.lineCount,
      lines,
      values: { _step: lines, loss: lines.map((line) => 100 + line) },
      others: [],
    };
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('SeriesStore', () => {
  let server: Server;
  let store: SeriesStore;
  const settle = () => vi.advanceTimersByTimeAsync(100);

  beforeEach(() => {
    vi.useFakeTimers();
    server = new Server();
    store = new SeriesStore('_step', server.ask);
  });

  it('asks for the charts that come into view together in one request, and once', async () => {
    server.log(3);
    store.want('loss', 100);
    store.want('accuracy', 100);
    store.want('loss', 100);
    expect(store.get('loss')).toBeUndefined();
    await settle();
    expect(server.asked).toEqual([{ keys: ['loss', 'accuracy'], from: 0 }]);
    expect(store.get('loss')!.x).toEqual([0, 1, 2]);
  });

  it('appends live lines without asking', async () => {
    server.log(3);
    store.want('loss', 100);
    await settle();
    const told = vi.fn();
    store.subscribe('loss', told);
    store.append(server.log(2));
    await settle();
    expect(store.get('loss')).toMatchObject({ x: upTo(5), y: upTo(5).map((step) => 100 + step) });
    expect(told).toHaveBeenCalledOnce();
    expect(server.asked).toHaveLength(1);
  });

  it('does not take a line twice', async () => {
    server.log(3);
    store.want('loss', 100);
    await settle();
    const change = server.log(2);
    store.append(change);
    store.append(change);
    expect(store.get('loss')!.x).toEqual(upTo(5));
  });

  it('asks for exactly the lines that it missed', async () => {
    server.log(3);
    store.want('loss', 100);
    await settle();
    server.log(4);
    store.append(server.log(2));
    await settle();
    expect(server.asked[1]).toEqual({ keys: ['loss'], from: 3 });
    expect(store.get('loss')!.x).toEqual(upTo(9));
  });

  it('asks when the server had too many lines to name', async () => {
    server.log(3);
    store.want('loss', 100);
    await settle();
    server.log(5000);
    store.append({ run: 'r', stream: 'history', lineCount: server.lineCount, lines: [], values: {}, others: [] });
    await settle();
    expect(server.asked[1]!.from).toBe(3);
    expect(store.get('loss')!.thinned).toBe(true);
  });

  it('loses and doubles nothing when lines come while an answer is on its way', async () => {
    server.log(3);
    server.held = [];
    store.want('loss', 100);
    await settle();
    store.append(server.log(2));
    const waiting = server.held;
    server.held = null;
    for (const answer of waiting) answer();
    await settle();
    expect(server.asked[1]).toEqual({ keys: ['loss'], from: 3 });
    expect(store.get('loss')!.x).toEqual(upTo(5));
  });

  it('catches up after a broken connection', async () => {
    server.log(3);
    store.want('loss', 100);
    await settle();
    server.log(7);
    store.catchUp(server.lineCount);
    store.catchUp(server.lineCount);
    await settle();
    expect(server.asked).toHaveLength(2);
    expect(store.get('loss')!.x).toEqual(upTo(10));
  });

  it('asks for all again when the run was rewound', async () => {
    server.log(10);
    store.want('loss', 100);
    await settle();
    server.lineCount = 4;
    store.catchUp(4);
    await settle();
    expect(store.get('loss')!.x).toEqual(upTo(4));
  });

  it('goes by lines when the run does not number its steps', async () => {
    store.want('loss', 100);
    await settle();
    store.append({ run: 'r', stream: 'history', lineCount: 2, lines: [0, 1], values: { loss: [5, null] }, others: [] });
    expect(store.get('loss')).toMatchObject({ x: [0], y: [5] });
  });

  it('knows what was logged last, also of a row that came late, and after thinning', async () => {
    const late = new SeriesStore('_step', async () => ({
      lineCount: 3,
      series: [{ key: 'loss', x: [0, 5, 9], y: [1, 7, 2], count: 3, last: 7 }],
    }));
    late.want('loss', 100);
    await settle();
    expect(late.get('loss')!.last).toBe(7);
    late.append({
      run: 'r',
      stream: 'history',
      lineCount: 4,
      lines: [3],
      values: { _step: [4], loss: [8] },
      others: [],
    });
    expect(late.get('loss')).toMatchObject({ x: [0, 4, 5, 9], last: 8 });
  });

  it('over a metric keeps the order of the lines', async () => {
    const over = new SeriesStore('epoch', async () => ({
      lineCount: 3,
      series: [{ key: 'loss', x: [0, 1, 2], y: [1, 2, 3], count: 3, last: 3 }],
    }));
    over.want('loss', 100);
    await settle();
    over.append({
      run: 'r',
      stream: 'history',
      lineCount: 5,
      lines: [3, 4],
      values: { epoch: [0, 1], loss: [4, 5] },
      others: [],
    });
    expect(over.get('loss')).toMatchObject({ x: [0, 1, 2, 0, 1], y: [1, 2, 3, 4, 5], last: 5 });
  });

  it('says why a question failed and asks again when it is wanted again', async () => {
    let broken = true;
    const failing = new SeriesStore('_step', async (...question) => {
      if (broken) throw new Error('no answer');
      return server.ask(...question);
    });
    server.log(2);
    failing.want('loss', 100);
    await settle();
    expect(failing.errorOf('loss')).toEqual(new Error('no answer'));
    broken = false;
    failing.want('loss', 100);
    await settle();
    expect(failing.errorOf('loss')).toBeUndefined();
    expect(failing.get('loss')!.x).toEqual([0, 1]);
  });

  it('stays small however long a run is watched', async () => {
    store.want('loss', 300);
    await settle();
    for (let batch = 0; batch < 50; batch++) store.append(server.log(100));
    expect(store.get('loss')!.x.length).toBeLessThanOrEqual(700);
    expect(store.get('loss')!.x.at(-1)).toBe(4999);
  });
});
