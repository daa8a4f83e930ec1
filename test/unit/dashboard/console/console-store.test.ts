import { beforeEach, describe, expect, it } from 'vitest';
import { ConsoleStore, MOST_LINES, PAGE_LINES } from '../../../../src/dashboard/console/console-store';
import type { ConsoleLine } from '../../../../src/wire/index';

const lineOf = (number: number, text = `line ${number}`): ConsoleLine => ({
  number,
  text,
  timestamp: null,
  isError: false,
});

/** A server with lines, which counts what it is asked and can be made to hold its answers back. */
class Server {
  lines: ConsoleLine[] = [];
  readonly asked: [from: number, count: number][] = [];
  held: (() => void)[] | null = null;
  fails = false;

  readonly ask = async (from: number, count: number): Promise<ConsoleLine[]> => {
    this.asked.push([from, count]);
    const answer = this.lines.slice(from, from + count);
    const { held } = this;
    if (held) await new Promise<void>((resolve) => held.push(resolve));
    if (this.fails) throw new Error('no answer');
    return answer;
  };

  print(count: number): void {
    for (let number = 0; number < count; number++) this.lines.push(lineOf(this.lines.length));
  }
}

describe('ConsoleStore', () => {
  let server: Server;
  let store: ConsoleStore;
  const texts = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => store.line(from + index)?.text);

  beforeEach(() => {
    server = new Server();
    store = new ConsoleStore(server.ask);
  });

  it('asks for the pages that are looked at, once', async () => {
    server.print(100_000);
    store.catchUp(100_000);
    await store.want(99_990, 100_000);
    await store.want(99_900, 100_000);
    expect(server.asked).toEqual([[99_500, PAGE_LINES]]);
    expect(texts(99_998, 100_000)).toEqual(['line 99998', 'line 99999']);
    expect(store.line(5)).toBeUndefined();
  });

  it('gets all lines in a few requests', async () => {
    server.print(12_345);
    store.catchUp(12_345);
    await store.want(0, 12_345);
    expect(server.asked).toEqual([
      [0, 5000],
      [5000, 5000],
      [10_000, 2500],
    ]);
    expect(texts(0, 12_345)).toEqual(server.lines.map(({ text }) => text));
  });

  it('waits for what others have asked for', async () => {
    server.print(1200);
    store.catchUp(1200);
    server.held = [];
    const first = store.want(500, 600);
    const all = store.want(0, 1200);
    while (server.held.length > 0) {
      server.held.shift()!();
      await new Promise(setImmediate);
    }
    await all;
    await first;
    expect(texts(0, 1200)).toEqual(server.lines.map(({ text }) => text));
    expect(server.asked).toEqual([
      [500, 500],
      [0, 500],
      [1000, 500],
    ]);
  });

  it('takes in live lines without asking, also those that are written anew', async () => {
    server.print(3);
    store.catchUp(3);
    await store.want(0, 3);
    let told = 0;
    const end = store.subscribe(() => told++);
    store.append({ run: 'r', lineCount: 4, from: 2, lines: [lineOf(2, '100 %'), lineOf(3)] });
    await store.want(0, 4);
    expect(texts(0, 4)).toEqual(['line 0', 'line 1', '100 %', 'line 3']);
    expect(server.asked).toHaveLength(1);
    expect(told).toBe(1);
    end();
  });

  it('asks for nothing that has come live from its beginning', async () => {
    store.append({ run: 'r', lineCount: 2, from: 0, lines: [lineOf(0), lineOf(1)] });
    store.append({ run: 'r', lineCount: 3, from: 2, lines: [lineOf(2)] });
    await store.want(0, 3);
    expect(server.asked).toEqual([]);
    // Of a line that was dropped on its way nobody has told.
    store.append({ run: 'r', lineCount: PAGE_LINES + 2, from: PAGE_LINES + 1, lines: [lineOf(PAGE_LINES + 1)] });
    await store.want(PAGE_LINES, PAGE_LINES + 2);
    expect(server.asked).toEqual([[PAGE_LINES, PAGE_LINES]]);
  });

  it('asks again from where too many lines have come at once', async () => {
    server.print(600);
    store.catchUp(600);
    await store.want(0, 600);
    server.print(5000);
    store.append({ run: 'r', lineCount: 5600, from: 600, lines: [] });
    await store.want(0, 700);
    expect(server.asked.slice(1)).toEqual([[500, PAGE_LINES]]);
    expect(texts(698, 700)).toEqual(['line 698', 'line 699']);
  });

  it('prefers a line that came live to an answer that was on its way', async () => {
    server.print(2);
    store.catchUp(2);
    server.held = [];
    const wanted = store.want(0, 2);
    store.append({ run: 'r', lineCount: 2, from: 1, lines: [lineOf(1, 'newer')] });
    for (const answer of server.held) answer();
    await wanted;
    expect(texts(0, 2)).toEqual(['line 0', 'newer']);
  });

  it('asks anew after a time of not listening, and shows what it has meanwhile', async () => {
    server.print(2);
    store.catchUp(2);
    await store.want(0, 2);
    server.lines[0] = lineOf(0, 'written anew');
    server.print(1);
    store.catchUp(3);
    expect(texts(0, 2)).toEqual(['line 0', 'line 1']);
    await store.want(0, 3);
    expect(texts(0, 3)).toEqual(['written anew', 'line 1', 'line 2']);
  });

  it('does not take an answer of before for the state of now', async () => {
    server.print(2);
    store.catchUp(2);
    server.held = [];
    const early = store.want(0, 2);
    const { held } = server;
    server.held = null;
    server.lines[0] = lineOf(0, 'written anew');
    store.catchUp(2);
    for (const answer of held) answer();
    await early;
    await store.want(0, 2);
    expect(texts(0, 2)).toEqual(['written anew', 'line 1']);
  });

  it('is not led astray by an answer that is older than what came live', async () => {
    store.append({ run: 'r', lineCount: 2, from: 0, lines: [lineOf(0), lineOf(1)] });
    store.catchUp(1);
    expect(store.lineCount).toBe(2);
    expect(texts(0, 2)).toEqual(['line 0', 'line 1']);
  });

  it('begins anew when the run was rewound', async () => {
    server.print(9);
    store.catchUp(9);
    await store.want(0, 9);
    store.append({ run: 'r', lineCount: 1, from: 0, lines: [lineOf(0, 'again')] });
    expect(store.lineCount).toBe(1);
    expect(texts(0, 2)).toEqual(['again', undefined]);
  });

  it('says why it has nothing, and asks again when it is wanted again', async () => {
    server.print(1);
    store.catchUp(1);
    server.fails = true;
    await store.want(0, 1);
    expect(store.error).toEqual(new Error('no answer'));
    server.fails = false;
    await store.want(0, 1);
    expect(store.error).toBeUndefined();
    expect(texts(0, 1)).toEqual(['line 0']);
  });

  it('shows the last lines of very many, and none of the codes for colours', () => {
    store.append({
      run: 'r',
      lineCount: MOST_LINES + 7,
      from: 9,
      lines: [lineOf(MOST_LINES, '\u001b[31mred\u001b[0m')],
    });
    expect(store.first).toBe(7);
    expect(texts(MOST_LINES, MOST_LINES + 1)).toEqual(['red']);
  });
});
