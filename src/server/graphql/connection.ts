import type { Awaitable } from '../store/port/store';

/** One page of a list in the form that GraphQL clients page through. */
export interface Connection<T> {
  edges: { node: T; cursor: string }[];
  pageInfo: { startCursor: string | null; endCursor: string | null; hasNextPage: boolean; hasPreviousPage: boolean };
  totalCount: number;
}

export interface PageArgs {
  first?: number | null;
  after?: string | null;
}

const DEFAULT_PAGE = 50;
const MAX_PAGE = 1000;

/** A page of heavier elements has fewer of them, one at least. A quarter of what a request may read and answer. */
const MAX_WEIGHT = 16 * 1024 * 1024;

/**
 * Cuts one page out of a list. A cursor is the id of an element, so a page stays right when elements come and go before
 * it.
 */
export function connectionOf<T extends { id: number }>(
  items: T[],
  { first, after }: PageArgs,
  weightOf: (item: T) => number = () => 0,
): Connection<T> {
  const start = after ? items.findIndex(({ id }) => cursorOf(id) === after) + 1 : 0;
  const limit = Math.min(start + Math.min(Math.max(first ?? DEFAULT_PAGE, 0), MAX_PAGE), items.length);
  let end = start;
  for (let weight = 0; end < limit; end++) {
    weight += weightOf(items[end]!);
    if (weight > MAX_WEIGHT && end > start) break;
  }
  const edges = items.slice(start, end).map((node) => ({ node, cursor: cursorOf(node.id) }));
  return {
    edges,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
    },
    totalCount: items.length,
  };
}

/** The same for a list that is read page by page: `read` gives the elements after an id, in the order of their ids. */
export async function pagedConnection<T extends { id: number }>(
  { first, after }: PageArgs,
  read: (after: number, limit: number) => Awaitable<T[]>,
  count: () => Awaitable<number>,
): Promise<Connection<T>> {
  const limit = Math.min(Math.max(first ?? DEFAULT_PAGE, 0), MAX_PAGE);
  const start = after ? idOf(after) : 0;
  const found = await read(start, limit + 1);
  const edges = found.slice(0, limit).map((node) => ({ node, cursor: cursorOf(node.id) }));
  return {
    edges,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
      hasNextPage: found.length > limit,
      hasPreviousPage: start > 0,
    },
    totalCount: await count(),
  };
}

function idOf(cursor: string): number {
  const [, id] = /^cursor:(\d{1,15})$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  return Number(id ?? 0);
}

function cursorOf(id: number): string {
  return Buffer.from(`cursor:${id}`).toString('base64');
}
