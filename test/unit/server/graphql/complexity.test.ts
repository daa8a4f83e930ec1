import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkNesting, tooComplex } from '../../../../src/server/graphql/complexity';
import { startTestServer, type TestServer } from '../../../support/server';

let server: TestServer;
beforeAll(async () => void (server = await startTestServer()));
afterAll(() => server[Symbol.asyncDispose]());

const brackets = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('a query that is nested so deep that the parser could overflow', () => {
  test.each([
    ['a selection', `${'{ a '.repeat(2400)}${'}'.repeat(2400)}`],
    ['a list', `{ model(name: ${brackets(2400)}) { id } }`],
    ['a list without an end', `{ model(name: ${'['.repeat(4900)}`],
    ['an object', `{ model(name: ${'{a: '.repeat(1600)} 1 ${'}'.repeat(1600)}) { id } }`],
    ['a type', `query ($a: ${'['.repeat(2400)}Int${']'.repeat(2400)}) { viewer { id } }`],
    ['what a comment hides from who only counts quotes', `#"\n{ model(name: ${brackets(2400)}) { id } }`],
  ])('is refused: %s', async (_what, query) => {
    const { status, errors } = await server.graphql(query);
    expect([status, errors?.[0]?.message]).toEqual([400, expect.stringContaining('nested more than')]);
    expect(server.reported.filter((line) => line.includes('RangeError'))).toEqual([]);
  });

  test('is not one whose brackets are in a string, or side by side', () => {
    checkNesting(`{ a(b: "${'{'.repeat(500)}") }`, 5000);
    checkNesting(`{ a(b: [${'[] '.repeat(500)}]) }`, 5000);
    expect(() => checkNesting(brackets(201), 5000)).toThrow('nested more than 200 deep');
  });

  test('is looked at no further than the parser would', () => {
    checkNesting(`${'a '.repeat(10)}${brackets(300)}`, 10);
  });
});

describe('a query that asks for too much', () => {
  const deep = (levels: number) => `{ ${'a { '.repeat(levels - 1)}a${' }'.repeat(levels)}`;

  test.each([
    ['as deep as may be', deep(16), true],
    ['one deeper', deep(17), false],
    ['with as many fields as may be', `{ ${'a '.repeat(2000)}}`, true],
    ['with one more', `{ ${'a '.repeat(2001)}}`, false],
    ['by a fragment, counted where it is used', `{ ...f ...f ...f } fragment f on Q { ${'a '.repeat(700)}}`, false],
    ['by a fragment that is used once', `{ ...f } fragment f on Q { ${'a '.repeat(700)}}`, true],
    ['by fragments inside it', `{ ... on Q { ${'a '.repeat(1000)}} ... on Q { ${'a '.repeat(1001)}} }`, false],
    ['in the second operation', `query A { a } query B { ${'a '.repeat(2001)}}`, false],
  ])('%s', (_what, query, isTaken) => {
    const error = tooComplex(parse(query));
    expect(error?.message ?? null).toBe(
      isTaken ? null : 'The query has more than 2000 fields or is deeper than 16; ask in parts.',
    );
  });

  test('is refused by the server: too deep, too long, or wide by fragments', async () => {
    const far = `{ project(name: "p") { run(name: "r0") { ${'project { run(name: "r0") { '.repeat(20)} id ${'} }'.repeat(20)} } } }`;
    const long = `{ ${'viewer { id } '.repeat(3000)} }`;
    const bomb = `{ ...f0 } ${Array.from({ length: 14 }, (_, n) => `fragment f${n} on Query { viewer { id } ${n < 13 ? `...f${n + 1} ...on Query { ...f${n + 1} }` : ''} }`).join(' ')}`;
    for (const query of [far, long, bomb])
      expect(await server.graphql(query)).toMatchObject({ status: 400, errors: [{ message: expect.any(String) }] });
  });
});
