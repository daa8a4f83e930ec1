import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KeysAnswer, type SeriesAnswer, parseLine } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

const send = (offset: number, content: string[]) =>
  server.fileStream('p', 'r', {
    files: { 'wandb-events.jsonl': { offset, content }, 'wandb-history.jsonl': { offset, content: ['{"loss":1}'] } },
  });
const ask = async <T>(path: string) => parseLine(await (await server.fetch(`/api/runs/local/p/r/${path}`)).text()) as T;
const events = Array.from(
  { length: 2500 },
  (_, line) => `{"_wandb":true,"_runtime":${line * 15},"system.cpu":${line % 100}}`,
);

test('events have keys and series like the history, and apart from it', async () => {
  await send(0, [
    '{"_wandb":true,"_runtime":15,"system.cpu":NaN,"system.gpu.0.name":"x"}',
    'no row',
    '{"_runtime":30,"system.cpu":4}',
  ]);
  expect(await ask<KeysAnswer>('keys?stream=events')).toEqual({
    lineCount: 3,
    keys: [
      { key: '_wandb', kinds: ['boolean'], count: 1 },
      { key: '_runtime', kinds: ['number'], count: 2 },
      { key: 'system.cpu', kinds: ['number'], count: 2 },
      { key: 'system.gpu.0.name', kinds: ['text'], count: 1 },
    ],
    isFull: false,
  });
  expect(await ask<KeysAnswer>('keys')).toMatchObject({ lineCount: 1, keys: [{ key: 'loss' }] });
  expect(await ask<SeriesAnswer>('series?stream=events&x=_runtime&keys=system.cpu&keys=loss')).toEqual({
    lineCount: 3,
    series: [
      { key: 'system.cpu', x: [15, 30], y: [NaN, 4], count: 2, last: 4 },
      { key: 'loss', x: [], y: [], count: 0, last: null },
    ],
  });
});

test('they are read on from a line', async () => {
  await send(0, events);
  const answer = await ask<SeriesAnswer>('series?stream=events&x=_runtime&keys=system.cpu&from=2498');
  expect(answer).toEqual({
    lineCount: 2500,
    series: [{ key: 'system.cpu', x: [37_470, 37_485], y: [98, 99], count: 2, last: 99 }],
  });
  const all = await ask<SeriesAnswer>('series?stream=events&x=_runtime&keys=system.cpu&points=100000');
  expect(all.series[0]).toMatchObject({ count: 2500, y: Array.from({ length: 2500 }, (_, line) => line % 100) });
});

test('of very many every second or third is read', async () => {
  for (let offset = 0; offset < 60_000; offset += 2500) await send(offset, events);
  const answer = await ask<SeriesAnswer>('series?stream=events&x=_runtime&keys=system.cpu&points=100');
  expect(answer.lineCount).toBe(60_000);
  expect(answer.series[0]!.count).toBe(30_000);
});

test('other streams have none', async () => {
  expect((await server.fetch('/api/runs/local/p/r/keys?stream=output')).status).toBe(400);
});
