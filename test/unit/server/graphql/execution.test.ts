import type { GraphQLField, GraphQLResolveInfo } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asReading, asStep, type Execution } from '../../../../src/server/graphql/execution';
import { startTestServer, type TestServer } from '../../../support/server';

// How often the columns are read for it is in reading/metered-store.test.ts.
const INFO = {} as GraphQLResolveInfo;
const FIELD = { name: 'loss' } as GraphQLField<unknown, Execution>;
const execution = (changed = () => {}) =>
  ({ answers: new WeakMap(), changing: { name: 'the store itself' }, changed }) as unknown as Execution;

describe('a reading', () => {
  function counted() {
    let count = 0;
    return asReading(FIELD, () => ++count);
  }

  test('is made once for the same of the same thing', () => {
    const [read, during, run] = [counted(), execution(), {}];
    expect([read(run, { a: 1 }, during, INFO), read(run, { a: 1 }, during, INFO)]).toEqual([1, 1]);
  });

  test('is made anew for another argument, another thing, another request', () => {
    const [read, during, run] = [counted(), execution(), {}];
    const asked = [read(run, {}, during, INFO), read(run, { a: 1 }, during, INFO), read({}, {}, during, INFO)];
    expect([...asked, read(run, {}, execution(), INFO)]).toEqual([1, 2, 3, 4]);
  });

  test('of nothing, at the root, is not kept', () => {
    const [read, during] = [counted(), execution()];
    expect([read(undefined, {}, during, INFO), read(null, {}, during, INFO)]).toEqual([1, 2]);
  });

  test('that fails is not tried again for another name', async () => {
    let count = 0;
    const read = asReading(FIELD, () => Promise.reject(new Error(`time ${++count}`)));
    const [during, run] = [execution(), {}];
    const tried = await Promise.allSettled([read(run, {}, during, INFO), read(run, {}, during, INFO)]);
    expect(tried.map((one) => String((one as PromiseRejectedResult).reason))).toEqual([
      'Error: time 1',
      'Error: time 1',
    ]);
  });
});

test('a step of a change has the store itself, and what was read is forgotten after it, also when it failed', async () => {
  let forgotten = 0;
  const during = execution(() => forgotten++);
  const step = asStep((_source, { fails }: { fails?: boolean }, context) => {
    expect(forgotten).toBe(fails ? 1 : 0);
    if (fails) throw new Error('refused');
    return context;
  });
  expect(await step({}, {}, during, INFO)).toBe(during.changing);
  await expect(step({}, { fails: true }, during, INFO)).rejects.toThrow('refused');
  expect(forgotten).toBe(2);
});

describe('in a request', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    await server.createRun('p', 'r', { notes: 'old' });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test('what is read after a change has it, in the order of the changes', async () => {
    const upsert = (notes: string) =>
      `upsertBucket(input: { name: "r", modelName: "p", notes: "${notes}" }) { bucket { notes project { run(name: "r") { notes } } } }`;
    const { data } = await server.graphql(`mutation { a: ${upsert('one')} b: ${upsert('two')} }`);
    const seen = (notes: string) => ({ bucket: { notes, project: { run: { notes } } } });
    expect(data).toEqual({ a: seen('one'), b: seen('two') });
  });
});
