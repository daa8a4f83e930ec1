import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RowsAnswer, MAX_CONFIG_BYTES, MAX_LINE_BYTES } from '../../../../src/wire/index';
import { RUN_RESUME_STATUS } from '../../../../src/backend/wandb/operations';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server[Symbol.asyncDispose]());

/** A JSON object of so many bytes. */
const object = (bytes: number) => `{"t":"${'x'.repeat(bytes - 8)}"}`;
const MIB = 1024 * 1024;

const send = (file: string, offset: number, content: string[]) =>
  server.fileStream('p', 'r', { files: { [file]: { offset, content } } });
const ask = (fields: string) => server.graphql(`{ model(name: "p") { bucket(name: "r") { ${fields} } } }`);
const aliases = (field: string, count: number) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

describe('an answer', () => {
  test('that would be too long is refused, and says what to do', async () => {
    await server.createRun('p', 'r', { config: object(4 * MIB), notes: 'x'.repeat(MIB) });
    for (let offset = 0; offset < 8; offset += 2)
      await send('wandb-history.jsonl', offset, Array<string>(2).fill(object(9 * MIB)));
    for (const fields of [
      aliases('historyTail', 9),
      aliases('config', 17),
      // Asked for in other words each time: the same is parsed once.
      Array.from({ length: 17 }, (_, i) => `a${i}: config(keys: ["none${i}"])`).join(' '),
      aliases('notes', 65),
      'history',
      'sampledHistory(specs: ["{\\"keys\\":[\\"t\\"]}"])',
    ])
      expect(await ask(fields), fields).toEqual({
        status: 413,
        errors: [expect.objectContaining({ message: expect.stringContaining('ask for less') })],
      });
    const buckets = Array.from({ length: 20 }, (_, i) => `a${i}: bucket(name: "r", desc: "${i}") { id }`);
    expect(await server.graphql(`{ model(name: "p") { ${buckets.join(' ')} } }`)).toMatchObject({ status: 413 });
    expect((await ask('history(minStep: 0, maxStep: 3)')).status).toBe(200);
  });

  test('has all that resuming a run takes, however long that may be', async () => {
    await server.createRun('p', 'r', {
      config: object(MAX_CONFIG_BYTES),
      notes: 'x'.repeat(MIB),
      description: 'x'.repeat(MIB),
    });
    for (const file of ['wandb-history.jsonl', 'wandb-events.jsonl', 'wandb-summary.json'])
      expect((await send(file, 0, [object(MAX_LINE_BYTES)])).status).toBe(200);
    expect((await server.graphql(RUN_RESUME_STATUS, { name: 'r', project: 'p' })).status).toBe(200);
  });

  test('with rows ends early when they are long, and says where to go on', async () => {
    await server.createRun('p', 'r');
    for (let offset = 0; offset < 4; offset += 2)
      await send('wandb-history.jsonl', offset, Array<string>(2).fill(object(9 * MIB)));
    const rows = async (from: number) => {
      const { rows: found, next } = (await (
        await server.fetch(`/api/runs/local/p/r/rows?key=t&from=${from}`)
      ).json()) as RowsAnswer;
      return [found.map(({ line }) => line), next];
    };
    expect(await rows(0)).toEqual([[0, 1], 2]);
    expect(await rows(2)).toEqual([[2, 3], null]);
  });
});
