import { expect, it } from 'vitest';
import { fold, groupsIn } from '../../../../../src/dashboard/media/graph/fold';
import type { LoggedGraph } from '../../../../../src/dashboard/media/graph/logged-graph';

const layer = (name: string, parameters: number | null = 1) => ({ name, type: 'T', shape: `of ${name}`, parameters });
const graph = {
  layers: ['in', 'enc/a/1', 'enc/a/2', 'enc/b', 'out'].map((name) => layer(name)),
  links: [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [0, 3],
  ],
  lost: 0,
} as LoggedGraph;
const groups = groupsIn(graph.layers);
const folded = (opened: string[]) => {
  const { boxes, links } = fold(graph, groups, new Set(opened));
  return { boxes: boxes.map((box) => `${box.layer.name} ${box.count}`), links: links.map((link) => link.join('-')) };
};

it('finds the parts of names that several layers share, but not all', () => {
  expect([...groups]).toEqual(['enc', 'enc/a']);
  expect([...groupsIn([layer('net.a.0'), layer('net.a.1'), layer('net.b')])]).toEqual(['net.a']);
  expect(groupsIn([layer('/x'), layer('a//'), layer('')]).size).toBe(0);
});

it('folds groups, and the groups within those that are opened', () => {
  expect(folded([])).toEqual({ boxes: ['in 1', 'enc 3', 'out 1'], links: ['0-1', '1-2'] });
  expect(folded(['enc'])).toEqual({
    boxes: ['in 1', 'enc/a 2', 'enc/b 1', 'out 1'],
    links: ['0-1', '1-2', '2-3', '0-2'],
  });
  expect(folded(['enc', 'enc/a']).boxes).toHaveLength(5);
});

it('adds up what a group has, and leaves the graph as it is', () => {
  const { boxes } = fold(graph, groups, new Set());
  expect(boxes[1]).toMatchObject({ group: 'enc', layer: { name: 'enc', parameters: 3, shape: 'of enc/b' } });
  expect(graph.layers[1]).toEqual(layer('enc/a/1'));
  const unknown = { ...graph, layers: [layer('a/1', null), layer('a/2', 4), layer('b', null)], links: [] };
  expect(fold(unknown, groupsIn(unknown.layers), new Set()).boxes.map((box) => box.layer.parameters)).toEqual([
    4,
    null,
  ]);
});

it('keeps the link of a layer to itself, and none within a group', () => {
  const loops = {
    ...graph,
    links: [
      [0, 0],
      [1, 1],
    ],
  } as LoggedGraph;
  expect(fold(loops, groups, new Set()).links).toEqual([[0, 0]]);
});
