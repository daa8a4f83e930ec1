import { describe, expect, test } from 'vitest';
import {
  connectionOf,
  pagedConnection,
  type Connection,
  type PageArgs,
} from '../../../../src/server/graphql/connection';

const items = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));
const ids = ({ edges }: Connection<{ id: number }>) => edges.map(({ node }) => node.id);

/** The two ways to a page must give the same one. */
const WAYS: [string, (all: { id: number }[], args: PageArgs) => Promise<Connection<{ id: number }>>][] = [
  ['of a list', async (all, args) => connectionOf(all, args)],
  [
    'of a list that is read page by page',
    (all, args) =>
      pagedConnection(
        args,
        (after, limit) => all.filter(({ id }) => id > after).slice(0, limit),
        () => all.length,
      ),
  ],
];

describe.each(WAYS)('a page %s', (_what, page) => {
  test('leads on to the next, until all are told', async () => {
    const all = items(7);
    const told: number[] = [];
    let args: PageArgs = { first: 3 };
    for (;;) {
      const connection = await page(all, args);
      told.push(...ids(connection));
      expect(connection.totalCount).toBe(7);
      expect(connection.pageInfo.hasPreviousPage).toBe(args.after !== undefined);
      if (!connection.pageInfo.hasNextPage) break;
      args = { first: 3, after: connection.pageInfo.endCursor! };
    }
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('stays right when what comes before it goes', async () => {
    const first = await page(items(6), { first: 2 });
    expect(ids(await page(items(6).slice(1), { first: 2, after: first.pageInfo.endCursor! }))).toEqual([3, 4]);
  });

  test.each([
    [{}, 50],
    [{ first: null, after: null }, 50],
    [{ first: 0 }, 0],
    [{ first: -5 }, 0],
    [{ first: 1_000_000 }, 1000],
    [{ first: Infinity }, 1000],
  ])('has for %j so many: %i', async (args, count) => {
    const connection = await page(items(1200), args);
    expect(ids(connection)).toHaveLength(count);
    expect(connection.pageInfo.hasNextPage).toBe(true);
  });

  test.each(['nonsense', '', Buffer.from('cursor:999').toString('base64'), Buffer.from('Run:1').toString('base64')])(
    'after a cursor that nobody was given does not fail: %j',
    async (after) => {
      expect(ids(await page(items(3), { after })).length).toBeLessThanOrEqual(3);
    },
  );

  test('of nothing has no cursors', async () => {
    expect(await page([], {})).toEqual({
      edges: [],
      pageInfo: { startCursor: null, endCursor: null, hasNextPage: false, hasPreviousPage: false },
      totalCount: 0,
    });
  });
});

test('a page of heavy things is shorter, and never without one', () => {
  const MIB = 1024 * 1024;
  const weights = [20, 10, 6, 1].map((size, index) => ({ id: index + 1, size: size * MIB }));
  const page = (after?: string | null) => connectionOf(weights, { after: after ?? null }, ({ size }) => size);
  expect(ids(page())).toEqual([1]);
  expect(ids(page(page().pageInfo.endCursor))).toEqual([2, 3]);
});
