import type { Link } from './logged-graph';

/** A graph in rows: each node stands below all that lead to it, but for links that lead back. */
export interface Untangled {
  /** Whether a link leads back to where it came from. */
  turned: boolean[];
  /** The row of each node, from 0 at the top. */
  rows: Uint32Array;
  /** How many rows all links cross: what a drawing of them costs. */
  length: number;
}

export function untangle(count: number, links: readonly Link[]): Untangled {
  const leaving: number[][] = Array.from({ length: count }, () => []);
  for (const [link, [from]] of links.entries()) leaving[from]!.push(link);
  const turned = links.map(() => false);
  const isOnPath = new Uint8Array(count);
  const isDone = new Uint8Array(count);
  const lastFirst: number[] = [];
  // By hand and not by recursion: a chain may be longer than the stack is deep.
  for (let start = 0; start < count; start++) {
    if (isDone[start]) continue;
    const path = [start];
    const next = new Map([[start, 0]]);
    isOnPath[start] = 1;
    while (path.length > 0) {
      const node = path.at(-1)!;
      const tried = next.get(node)!;
      const link = leaving[node]![tried];
      next.set(node, tried + 1);
      if (link === undefined) {
        isDone[node] = 1;
        isOnPath[node] = 0;
        lastFirst.push(node);
        path.pop();
        continue;
      }
      const to = links[link]![1];
      if (isOnPath[to]) turned[link] = true;
      else if (!isDone[to]) {
        path.push(to);
        next.set(to, 0);
        isOnPath[to] = 1;
      }
    }
  }
  const rows = new Uint32Array(count);
  for (const node of lastFirst.toReversed())
    for (const link of leaving[node]!) {
      const to = links[link]![1];
      if (!turned[link]) rows[to] = Math.max(rows[to]!, rows[node]! + 1);
    }
  return { turned, rows, length: links.reduce((sum, [from, to]) => sum + Math.abs(rows[to]! - rows[from]!), 0) };
}
