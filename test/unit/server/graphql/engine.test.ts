import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r');
});
afterEach(() => server[Symbol.asyncDispose]());

const UPSERT = 'mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }';

describe('what a client asks for and the server does not know is refused and reported, once', () => {
  test.each([
    ['a field', '{ viewer { favouriteColour } }', {}, 'GraphQL: Cannot query field "favouriteColour" on type "User".'],
    [
      'an operation',
      'mutation { colourEverything(id: "x") { id } }',
      {},
      'GraphQL: Cannot query field "colourEverything" on type "Mutation".',
    ],
    [
      'an argument',
      '{ project(name: "p", colour: "red") { id } }',
      {},
      'GraphQL: Unknown argument "colour" on field "Query.project".',
    ],
    ['a type', 'query($c: Colour) { project(name: $c) { id } }', {}, 'GraphQL: Unknown type "Colour".'],
    ['a variable', '{ project(name: $name) { id } }', {}, 'GraphQL: Variable "$name" is not defined.'],
    [
      'a key of an input in the text',
      'mutation { upsertBucket(input: { name: "r", colour: "red" }) { inserted } }',
      {},
      'GraphQL: Field "colour" is not defined by type "UpsertBucketInput".',
    ],
    [
      'a key of an input in the variables',
      UPSERT,
      { input: { name: 'r', modelName: 'p', notes: 'a secret', colour: 'red' } },
      'GraphQL: Field "colour" is not defined by type "UpsertBucketInput".',
    ],
    ['a syntax', '{ viewer { id } | project }', {}, 'GraphQL: Syntax Error: Expected Name, found "|".'],
  ])('%s', async (_what, query, variables, line) => {
    for (let time = 0; time < 2; time++) {
      const answer = await server.graphql(query, variables);
      expect(answer).toMatchObject({ status: 400, errors: [{ message: expect.any(String) }] });
    }
    expect(server.reported).toEqual([line]);
  });
});

test('several faults of a query are told together', async () => {
  expect(await server.graphql('{ project(name: "p") { runQueues { id } gallery { id } } }')).toMatchObject({
    status: 400,
    errors: [{ message: expect.stringContaining('"runQueues"') }, { message: expect.stringContaining('"gallery"') }],
  });
});

test('one part that is refused costs the others nothing, and the status says so', async () => {
  const answer = await server.graphql(
    '{ model(name: "p") { name bucket(name: "none") { id } run(name: "r") { name } } }',
  );
  expect(answer).toEqual({
    status: 404,
    data: { model: { name: 'p', bucket: null, run: { name: 'r' } } },
    errors: [expect.objectContaining({ message: expect.stringContaining('local/p/none') })],
  });
});

test('what cannot be stored is asked for again, and nothing of the inside is told', async () => {
  rmSync(join(server.data, 'spoor.db'));
  const answer = await server.graphql(UPSERT, { input: { name: 'other', modelName: 'p' } });
  expect(answer).toMatchObject({ status: 503, errors: [{ message: expect.stringContaining('Send it again') }] });
  expect(JSON.stringify(answer)).not.toContain(server.data);
  expect(server.reported.join('\n')).toContain(server.data);
});

describe('what is not reported', () => {
  test('values that do not fit, undeclared variables, runs and files that are not there', async () => {
    await server.graphql(UPSERT, { input: { name: 3 } });
    await server.graphql('{ viewer { id } }', { undeclared: 1 });
    await server.graphql('mutation { stopRun(input: { id: "x" }) { success } }');
    await server.fetch('/files/local/p/r/none.txt');
    expect(server.reported).toEqual([]);
  });

  test('more than 500 inventions, or all of a long one', async () => {
    const long = 'x'.repeat(5000);
    await server.graphql(`{ viewer { ${long} } }`);
    expect(server.reported[0]!.length).toBeLessThanOrEqual(500);
    for (let batch = 0; batch < 40; batch++) {
      const fields = Array.from({ length: 20 }, (_, i) => `f${batch}x${i}`).join(' ');
      await server.graphql(`{ viewer { ${fields} } }`);
    }
    expect(server.reported.length).toBe(500);
  });
});
