import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../support/server';
import { upload } from '../upload';

const EVIL = `${'a'.repeat(60)}!`;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await server.createRun('p', 'r', { displayName: EVIL });
  await upload(server, `${'a'.repeat(1000)}.txt`, 'x');
});
afterAll(() => server[Symbol.asyncDispose]());

describe('a pattern for names of files', () => {
  test.each([
    // What JavaScript would try for ever.
    [`${'%a'.repeat(30)}%b`, 0],
    [`${'%a'.repeat(30)}%`, 1],
    ['a%.tx_', 1],
    ['a%.tx', 0],
    // What has a meaning elsewhere has none here.
    ['a*', 0],
    ['a.*', 0],
  ])('%s finds %i', async (pattern, count) => {
    const { data } = await server.graphql<{ project: { run: { files: { edges: unknown[] } } } }>(
      'query($pattern: String) { project(name: "p") { run(name: "r") { files(pattern: $pattern) { edges { node { name } } } } } }',
      { pattern },
    );
    expect(data?.project.run.files.edges).toHaveLength(count);
  });
});

describe('a $regex', () => {
  const count = async (regex: unknown) => {
    const { data, errors } = await server.graphql<{ project: { runs: { totalCount: number } } }>(
      'query($f: JSONString) { project(name: "p", entityName: "local") { runs(filters: $f) { totalCount } } }',
      { f: JSON.stringify({ display_name: { $regex: regex } }) },
    );
    return errors?.[0]?.message ?? data?.project.runs.totalCount;
  };

  test.each([
    ['^(a+)+$', 0],
    ['^(a|aa)+$', 0],
    ['(.*a){25}b', 0],
    ['^(a+)+!$', 1],
  ])('that JavaScript would try for ever is answered: %s', async (regex, found) => {
    expect(await count(regex)).toBe(found);
  });

  test('that cannot be one is refused', async () => {
    expect(await count('(')).toContain('The pattern "(" is not understood');
    expect(await count('a'.repeat(1001))).toContain('at most 1000 characters, not 1001');
    expect(await count(5)).toContain('must be a string, not 5');
  });
});
