import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ColumnTable } from '../../../../src/server/store/sqlite/columns';
import { RunTable } from '../../../../src/server/store/sqlite/runs';
import { formatLine, basicAuthorization } from '../../../../src/wire/index';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server[Symbol.asyncDispose]();
});

const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => formatLine({ _step: from + i, loss: 1 / (i + 1) }));
const log = (content: string[], offset = 0) =>
  server.fileStream('p', 'r', { files: { 'wandb-history.jsonl': { offset, content } } });
const ofRun = (fields: string) => `{ project(name: "p", entityName: "local") { run(name: "r") { ${fields} } } }`;
const aliases = (count: number, field: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => `a${i}: ${field(i)}`).join(' ');

describe('a query that asks for the same again and again', () => {
  test.each([
    ['historyKeys', () => 'historyKeys'],
    ['sampledHistory', () => 'sampledHistory(specs: ["{\\"keys\\":[\\"_step\\",\\"loss\\"],\\"samples\\":3}"])'],
    ['history between steps', (i: number) => `history(minStep: 1, maxStep: 9, samples: ${i + 1})`],
  ])('reads its columns once: %s', async (_what, field) => {
    await log(lines(2000));
    const methods = ['keys', 'numbers', 'linesWith', 'end', 'bounds'] as const;
    const readings = methods.map((name) => vi.spyOn(ColumnTable.prototype, name));
    const ask = async (count: number) => {
      const before = readings.reduce((sum, { mock }) => sum + mock.calls.length, 0);
      const answer = await server.graphql(ofRun(aliases(count, field)));
      expect(answer.status).toBe(200);
      expect(Object.keys((answer.data as never as { project: { run: object } }).project.run)).toHaveLength(count);
      return readings.reduce((sum, { mock }) => sum + mock.calls.length, 0) - before;
    };
    const once = await ask(1);
    expect(once).toBeGreaterThan(0);
    expect(await ask(50)).toBe(once);
  });

  test('lists the runs of a project once', async () => {
    const listing = vi.spyOn(RunTable.prototype, 'list');
    const { status } = await server.graphql(
      `{ project(name: "p", entityName: "local") { ${aliases(50, () => 'runs { totalCount }')} } }`,
    );
    expect([status, listing.mock.calls.length]).toEqual([200, 1]);
  });
});

describe('a change in the same request', () => {
  const UPSERT = 'upsertBucket(input: { name: "r", modelName: "p", entityName: "local" })';
  const keyReadings = async (query: string, operationName?: string) => {
    const reading = vi.spyOn(ColumnTable.prototype, 'keys');
    const answer = await server.fetch('/graphql', {
      method: 'POST',
      body: JSON.stringify({ query, operationName }),
      headers: { 'content-type': 'application/json', authorization: basicAuthorization(server.key) },
    });
    expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining('"errors"')]);
    return reading.mock.calls.length;
  };
  beforeEach(() => log(lines(10)));

  test('that is not asked for leaves a query what it is', async () => {
    const query = `query Q ${ofRun(aliases(50, () => 'historyKeys'))} mutation M { ${UPSERT} { inserted } }`;
    expect(await keyReadings(query, 'Q')).toBe(1);
  });

  test('is followed by readings like any other', async () => {
    expect(await keyReadings(`mutation { ${UPSERT} { bucket { ${aliases(50, () => 'historyKeys')} } } }`)).toBe(1);
    expect(
      await keyReadings(
        `mutation { ${UPSERT} { bucket { project { ${aliases(50, () => 'run(name: "r") { historyKeys }')} } } } }`,
      ),
    ).toBe(2);
  });

  test('is seen by what is read after it', async () => {
    const seen = '{ historyTail historyLineCount project { run(name: "r") { historyTail historyKeys } } }';
    const rewind = (step: number) =>
      `rewindRun(input: { runName: "r", projectName: "p", metricName: "_step", metricValue: ${step} })`;
    const { data } = await server.graphql(
      `mutation { a: ${UPSERT} { bucket ${seen} } b: ${rewind(5)} { rewoundRun ${seen} } c: ${rewind(2)} { rewoundRun ${seen} } d: ${UPSERT} { bucket ${seen} } }`,
    );
    const steps = Object.values(data!).map((payload: Record<string, never>) => {
      const run = Object.values(payload)[0] as never as {
        historyTail: string;
        project: { run: { historyTail: string; historyKeys: { lastStep: number } } };
      };
      const stepOf = (tail: string) => (JSON.parse((JSON.parse(tail) as string[])[0]!) as { _step: number })._step;
      return [stepOf(run.historyTail), stepOf(run.project.run.historyTail), run.project.run.historyKeys.lastStep];
    });
    expect(steps).toEqual([9, 5, 2, 2].map((step) => [step, step, step]));
  });
});

test('other requests are answered while much is made of what was read once', async () => {
  await log(lines(10));
  const end = vi.spyOn(ColumnTable.prototype, 'end');
  const column = { key: 'loss', kind: 'number' as const, count: 10 };
  vi.spyOn(ColumnTable.prototype, 'keys').mockImplementation(() => Array.from({ length: 10_000 }, () => column));
  const order: string[] = [];
  // Other arguments, so that each is a reading of its own.
  const large = server
    .graphql(
      `{ project(name: "p", entityName: "local") { ${aliases(10, (i) => `run(name: "r", desc: "${i}") { historyKeys }`)} } }`,
    )
    .then(({ status }) => order.push(`large ${status}`));
  for (let count = 0; count < 3; count++) {
    await server.fetch('/api/health');
    order.push('small');
  }
  await large;
  expect(order).toEqual(['small', 'small', 'small', 'large 200']);
  expect(end).toHaveBeenCalledTimes(1);
});

test('keys that are gone before they are looked at cost no answer', async () => {
  await log(lines(2));
  vi.spyOn(ColumnTable.prototype, 'keys').mockImplementation(() => [{ key: 'gone', kind: 'number', count: 1 }]);
  const { status, data } = await server.graphql(ofRun('historyKeys'));
  expect([status, JSON.stringify(data)]).toEqual([200, expect.stringContaining('"gone"')]);
});

test('a query that reads too much is refused, and says what to do', async () => {
  vi.spyOn(ColumnTable.prototype, 'numbers').mockImplementation(() => ({
    lines: new Float64Array(2_000_000),
    values: new Float64Array(2_000_000).fill(NaN),
  }));
  await log(lines(2));
  const field = (i: number) => `sampledHistory(specs: ["{\\"keys\\":[\\"loss\\"],\\"minStep\\":${i}}"])`;
  const answer = await server.graphql(ofRun(aliases(20, field)));
  expect(answer.errors?.[0]?.message).toContain('ask for less at a time');
});

test('other requests are answered while a large query is', async () => {
  await log(lines(20_000));
  const order: string[] = [];
  const large = server
    .graphql(
      ofRun(
        aliases(60, (i) => `sampledHistory(specs: ["{\\"keys\\":[\\"loss\\"],\\"minStep\\":${i},\\"samples\\":1}"])`),
      ),
    )
    .then(({ status }) => order.push(`large ${status}`));
  const small = async () => {
    await server.fetch('/api/health');
    order.push('small');
  };
  for (let count = 0; count < 5; count++) await small();
  await large;
  expect(order).toEqual(['small', 'small', 'small', 'small', 'small', 'large 200']);
});

test('a query whose client has left is read no further', async () => {
  await log(lines(20_000));
  // oxlint-disable-next-line typescript/unbound-method -- it is called with `this` below
  const real = ColumnTable.prototype.numbers;
  let readings = 0;
  const reading = vi.spyOn(ColumnTable.prototype, 'numbers').mockImplementation(function (this: ColumnTable, ...args) {
    if (++readings === 3) sending.destroy();
    return real.apply(this, args);
  });
  const field = (i: number) =>
    `sampledHistory(specs: ["{\\"keys\\":[\\"loss\\"],\\"minStep\\":${i},\\"samples\\":1}"])`;
  const body = JSON.stringify({ query: ofRun(aliases(400, field)) });
  const sending = request(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: basicAuthorization(server.key) },
  });
  const left = new Promise((resolve) => sending.on('close', resolve).on('error', () => undefined));
  sending.end(body);
  await left;
  // The next answers come after the server has noticed.
  for (let count = 0; count < 20; count++) await server.fetch('/api/health');
  const then = reading.mock.calls.length;
  for (let count = 0; count < 20; count++) await server.fetch('/api/health');
  expect(reading.mock.calls.length).toBe(then);
  expect(then).toBeLessThan(400);
});
