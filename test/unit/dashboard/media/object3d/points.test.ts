import { expect, it } from 'vitest';
import { edgesOf, readPoints } from '../../../../../src/dashboard/media/object3d/points';

const CORNERS = [0, 9].flatMap((x) => [0, 2].flatMap((y) => [0, 1].map((z) => [x, y, z])));

it('reads points, their colours and categories, and leaves out what is not a point', () => {
  const { positions, colors } = readPoints('[[1,2,3,255,0,51],[NaN,0,0],[0,0],"x",[4,5,6,1]]');
  expect([...positions]).toEqual([1, 2, 3, 4, 5, 6]);
  expect([...colors!].slice(0, 3)).toEqual([1, 0, expect.closeTo(0.2)]);
  expect(readPoints('[[0,0,0]]').colors).toBeNull();
});

it('reads a scene', () => {
  const scene = {
    type: 'lidar/beta',
    points: [],
    boxes: [{ corners: CORNERS, label: 'car', color: [255, 0, 0], score: 0.5 }, { corners: [[0, 0, 0]] }, null],
    vectors: [{ start: [0, 0, 0], end: [1, 1, 1] }, { start: [0] }, 5],
  };
  const { boxes, vectors } = readPoints(JSON.stringify(scene));
  expect(boxes).toEqual([{ corners: CORNERS, label: 'car 0.5', color: [1, 0, 0] }]);
  expect(vectors).toEqual([[0, 0, 0, 1, 1, 1]]);
});

it.each(['5', 'null', '{}', '{"points":5,"boxes":{},"vectors":"x"}'])('reads nothing of %s', (text) =>
  expect(readPoints(text)).toEqual({ positions: new Float32Array(0), colors: null, boxes: [], vectors: [] }),
);

it('finds the edges of a box whose corners are in any order', () => {
  const shuffled = [3, 7, 0, 5, 1, 6, 2, 4].map((at) => CORNERS[at]!);
  const edges = edgesOf(shuffled);
  expect(edges).toHaveLength(12);
  for (const [from, to] of edges)
    expect(shuffled[from]!.filter((part, axis) => part !== shuffled[to]![axis])).toHaveLength(1);
});
