import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

interface HistoryKeys {
  keys: Record<string, { typeCounts: object[]; monotonic: boolean; previousValue: unknown }>;
  lastStep: number;
}

async function log(rows: object[], offset = 0): Promise<void> {
  const content = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row)));
  await server.fileStream('p', 'r', { files: { 'wandb-history.jsonl': { offset, content } } });
}

async function ask(): Promise<{ historyKeys: HistoryKeys; parquetHistory: object }> {
  const { data } = await server.graphql<{ project: { run: { historyKeys: HistoryKeys; parquetHistory: object } } }>(
    '{ project(name: "p") { run(name: "r") { historyKeys parquetHistory(liveKeys: ["_step"]) { parquetUrls liveData } } } }',
  );
  return data!.project.run;
}

describe('historyKeys', () => {
  test('say the last value of each key, whatever its kind, and which numbers only rise', async () => {
    await log([
      { _step: 0, loss: 1, epoch: 0, note: 'first', flag: true, deep: { acc: 0.5 }, list: [1] },
      { _step: 1, loss: 0.5, epoch: 0, deep: { acc: 0.4 }, img: { _type: 'image-file', path: 'a.png' } },
      { _step: 2, loss: 0.75, epoch: 1, note: 'last', flag: false, list: [1, 'two'] },
      { _step: 3, epoch: 1, mixed: 'text' },
      { _step: 4, epoch: 1, mixed: 7 },
    ]);
    const { historyKeys } = await ask();
    const told = Object.entries(historyKeys.keys).map(([key, { monotonic, previousValue }]) => [
      key,
      [monotonic, previousValue],
    ]);
    expect(Object.fromEntries(told)).toEqual({
      _step: [true, 4],
      loss: [false, 0.75],
      epoch: [true, 1],
      note: [false, 'last'],
      flag: [false, false],
      'deep.acc': [false, 0.4],
      list: [false, [1, 'two']],
      img: [false, { _type: 'image-file', path: 'a.png' }],
      mixed: [false, 7],
    });
    expect(historyKeys.lastStep).toBe(4);
    expect(historyKeys.keys['mixed']!.typeCounts).toEqual([
      { type: 'string', count: 1 },
      { type: 'number', count: 1 },
    ]);
  });

  test.for([
    ['in another block', [...Array<number>(3000).keys(), 2000], false],
    ['at the border of two blocks', [...Array<number>(1024).keys(), 1000], false],
    ['nowhere', [...Array<number>(40_000).keys()], true],
    ['nowhere, with what is equal', Array<number>(2000).fill(5), true],
  ] as const)('find a number that falls %s', async ([, numbers, rises]) => {
    await log(numbers.map((x, index) => ({ _step: index, x })));
    expect((await ask()).historyKeys.keys['x']).toMatchObject({ monotonic: rises, previousValue: numbers.at(-1) });
  });

  test('NaN and the infinities are told as words, and nothing rises past NaN', async () => {
    await log([
      '{"_step":0,"x":1,"y":NaN}',
      '{"_step":1,"x":NaN,"y":2}',
      '{"_step":2,"x":3,"z":-Infinity}',
    ] as unknown as object[]);
    const { keys } = (await ask()).historyKeys;
    expect(keys).toMatchObject({
      x: { monotonic: false, previousValue: 3 },
      y: { monotonic: false, previousValue: 2 },
      z: { previousValue: '-Infinity' },
    });
  });

  test('the last step is the greatest, in whatever order they came', async () => {
    await log([{ _step: 7 }, { _step: 3 }]);
    expect((await ask()).historyKeys).toMatchObject({
      lastStep: 7,
      keys: { _step: { monotonic: false, previousValue: 3 } },
    });
  });

  test('of an empty history: no key, and -1', async () => {
    expect((await ask()).historyKeys).toEqual({ keys: {}, lastStep: -1, sets: [] });
  });
});

test('the history is told to be live from its first step on: none of it has been exported', async () => {
  expect((await ask()).parquetHistory).toEqual({ parquetUrls: [], liveData: [] });
  await log([{ _step: 12 }, { _step: 10 }]);
  expect((await ask()).parquetHistory).toEqual({ parquetUrls: [], liveData: [{ _step: 10 }] });
});

test('the history of a run that does not number its steps is live from 0 on', async () => {
  await log([{ x: 1 }]);
  expect((await ask()).parquetHistory).toEqual({ parquetUrls: [], liveData: [{ _step: 0 }] });
});

describe('rows', () => {
  beforeEach(() =>
    log(
      Array.from({ length: 50 }, (_, line) => ({ _step: line * 2, loss: line, ...(line % 10 === 0 && { val: line }) })),
    ),
  );
  const read = async <T>(fields: string) => {
    const { data } = await server.graphql<{ project: { run: T } }>(
      `{ project(name: "p") { run(name: "r") { ${fields} } } }`,
    );
    return data!.project.run;
  };
  const sampled = (spec: object) => `sampledHistory(specs: [${JSON.stringify(JSON.stringify(spec))}])`;

  test('come in pages from a step to before a step', async () => {
    const { history } = await read<{ history: string[] }>('history(minStep: 10, maxStep: 16, samples: 1000)');
    expect(history.map((line) => (JSON.parse(line) as { _step: number })._step)).toEqual([10, 12, 14]);
  });

  test('have the first and the last one, however few are asked for', async () => {
    const { history } = await read<{ history: string[] }>('history(samples: 5)');
    expect(history.map((line) => (JSON.parse(line) as { loss: number }).loss)).toHaveLength(5);
    expect([history[0], history[4]]).toEqual([
      expect.stringContaining('"loss":0'),
      expect.stringContaining('"loss":49'),
    ]);
    for (const samples of [0, -3]) {
      const { length } = (await read<{ history: string[] }>(`history(samples: ${samples})`)).history;
      expect(length).toBeGreaterThan(0);
    }
  });

  test('that are sampled have all the keys and only those, up to a step included', async () => {
    const spec = { keys: ['_step', 'val'], minStep: 0, maxStep: 40, samples: 100 };
    expect(await read(sampled(spec))).toEqual({
      sampledHistory: [
        [
          { _step: 0, val: 0 },
          { _step: 20, val: 10 },
          { _step: 40, val: 20 },
        ],
      ],
    });
    expect(await read(sampled({ keys: ['__proto__'] }))).toEqual({ sampledHistory: [[]] });
  });

  test.each(['[]', '5', 'null'])('are refused for a spec that is not an object: %s', async (spec) => {
    const answer = await server.graphql(
      `{ project(name: "p") { run(name: "r") { sampledHistory(specs: ["${spec}"]) } } }`,
    );
    expect(answer).toMatchObject({ status: 400, errors: [{ message: expect.stringContaining('object') }] });
  });

  test('of events, their tail and the last system metrics come apart from the history', async () => {
    const content = ['{"system.cpu":1}', '{"system.cpu":2}'];
    await server.fileStream('p', 'r', { files: { 'wandb-events.jsonl': { offset: 0, content } } });
    expect(
      await read('events eventsTail historyTail systemMetrics historyLineCount eventsLineCount logLineCount'),
    ).toEqual({
      events: content,
      eventsTail: '["{\\"system.cpu\\":2}"]',
      historyTail: '["{\\"_step\\":98,\\"loss\\":49}"]',
      systemMetrics: '{"system.cpu":2}',
      historyLineCount: 50,
      eventsLineCount: 2,
      logLineCount: 0,
    });
  });
});
