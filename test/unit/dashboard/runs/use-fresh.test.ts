import { h, render, type ContainerNode } from 'preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useFresh, type Fresh } from '../../../../src/dashboard/runs/use-fresh';
import type { LinesChange } from '../../../../src/wire/index';

const container = { nodeType: 1, childNodes: [], firstChild: null } as unknown as ContainerNode;
beforeEach(() => vi.stubGlobal('document', {}));
afterEach(() => {
  render(null, container);
  vi.unstubAllGlobals();
});

const lines = (run: string, lineCount: number, others: string[], stream: LinesChange['stream'] = 'history') =>
  ({ run, stream, lineCount, lines: [], values: {}, others }) satisfies LinesChange;

it('tells of new rows by run and metric, and of all of them after the connection was broken', async () => {
  let fresh!: Fresh;
  const Probe = () => {
    fresh = useFresh();
    return null;
  };
  render(h(Probe, null), container);
  const seen = () => [fresh.freshOf('a', 'm'), fresh.freshOf('b', 'm'), fresh.known];
  expect(seen()).toEqual([0, 0, 0]);
  fresh.lines(lines('a', 5, ['m']));
  await expect.poll(seen).toEqual([5, 0, 1]);
  fresh.lines(lines('a', 6, []));
  fresh.lines(lines('a', 7, ['m'], 'events'));
  fresh.lines(lines('a', 8, ['m']));
  await expect.poll(seen).toEqual([8, 0, 1]);
  fresh.reopened();
  await expect.poll(seen).toEqual([9, 1, 2]);
});
