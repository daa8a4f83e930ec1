import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Object3D, type Object3DSource, type Point3D } from '../../../../src/media/object3d/object3d';
import { made } from '../made';

beforeAll(() => tf.setBackend('cpu'));

const jsonOf = ({ files }: Awaited<ReturnType<typeof made>>) =>
  JSON.parse(new TextDecoder().decode(files[0]!.bytes)) as unknown;
const CORNERS = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z): Point3D => [x, y, z])));

describe('Object3D', () => {
  it('is a file of its points, as they were when it was logged', async () => {
    const points = Float32Array.of(0, 1, 2, 3, 4, 0.5);
    const waiting = made(new Object3D(points, { caption: 'scan' }));
    points.fill(9);
    const { json, files } = await waiting;
    expect(new TextDecoder().decode(files[0]!.bytes)).toBe('[[0,1,2],[3,4,0.5]]');
    expect(json).toEqual({
      _type: 'object3D-file',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      size: 19,
      path: expect.stringMatching(/^media\/object3D\/k_7_[0-9a-f]{20}\.pts\.json$/),
      caption: 'scan',
    });
  });

  it('takes points of 3, 4 and 6 numbers from arrays, typed arrays and tensors', async () => {
    expect(jsonOf(await made(new Object3D([[1, 2, 3, 14]])))).toEqual([[1, 2, 3, 14]]);
    const colored = Float64Array.of(1, 2, 3, 255, 0, 0.1);
    expect(jsonOf(await made(new Object3D(colored, { columns: 6 })))).toEqual([[1, 2, 3, 255, 0, 0.1]]);
    const before = tf.memory().numTensors;
    const tensor = tf.tensor2d([[1, 2, 3]]);
    const waiting = made(new Object3D(tensor));
    tensor.dispose();
    expect(jsonOf(await waiting)).toEqual([[1, 2, 3]]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is a scene with boxes and vectors', async () => {
    const scene = {
      points: [[0, 0, 0]],
      boxes: [{ corners: CORNERS, label: '"</script>', score: 0.5 }],
      vectors: [{ start: [0, 0, 0] as const, end: [1, 2, 3] as const }],
    };
    expect(jsonOf(await made(new Object3D(scene)))).toEqual({
      type: 'lidar/beta',
      points: [[0, 0, 0]],
      boxes: [{ corners: CORNERS, label: '"</script>', color: [47, 91, 215], score: 0.5 }],
      vectors: [{ start: [0, 0, 0], end: [1, 2, 3] }],
    });
  });

  it('leaves points out that are not finite, and says so', async () => {
    const logged = await made(new Object3D(Float32Array.of(NaN, 0, 0, 1, 2, 3, 0, 0, -Infinity)));
    expect(jsonOf(logged)).toEqual([[1, 2, 3]]);
    expect(logged.dropped).toEqual([
      { reason: 'clipped-media', key: 'k', detail: '2 of 3 points have NaN or Infinity and were left out' },
    ]);
  });

  it('keeps a file as it is, by its content', async () => {
    for (const [text, ending] of [
      ['# a cube\nv 0 0 0\n', 'obj'],
      ['{"asset":{"version":"2.0"}}', 'gltf'],
      ['{"meshes":[]}', 'babylon'],
      ['solid x\nfacet\nvertex 0 0 0\n', 'stl'],
      ['[[0,0,0]]', 'pts.json'],
    ]) {
      const { json, files } = await made(new Object3D(new Blob([text!], { type: 'image/png' })));
      expect(json!['path']).toMatch(new RegExp(`_7_[0-9a-f]{20}\\.${ending!}$`));
      expect(new TextDecoder().decode(files[0]!.bytes)).toBe(text);
    }
  });

  it.each<[string, () => Object3DSource, string]>([
    ['no points', () => new Float32Array(0), 'its points are empty'],
    ['no rows', () => [], 'it has no points'],
    ['points of two numbers', () => [[1, 2]], 'a point must be 3, 4 or 6 numbers, not 2'],
    ['points of several widths', () => [[1, 2, 3], [1]], 'point 1 is not'],
    ['half a point', () => Float32Array.of(1, 2, 3, 4), '4 numbers are not points of 3'],
    ['a tensor of another shape', () => tf.zeros([2, 5]), 'not [2, 5]'],
    ['complex elements', () => tf.complex([[1, 1, 1]], [[0, 0, 0]]), 'complex64'],
    [
      'a disposed tensor',
      () => {
        const tensor = tf.zeros([1, 3]);
        tensor.dispose();
        return tensor;
      },
      'the tensor was disposed before it was logged',
    ],
    [
      'an array that was moved',
      () => {
        const moved = Float32Array.of(1, 2, 3);
        structuredClone(moved, { transfer: [moved.buffer] });
        return moved;
      },
      'were moved to a worker',
    ],
    ['nothing finite', () => [[NaN, 0, 0]], 'none of its points is finite'],
    [
      'seven corners',
      () => ({ points: [[0, 0, 0]], boxes: [{ corners: CORNERS.slice(1) }] }),
      'box 0 must have 8 corners',
    ],
    [
      'a corner of two numbers',
      () => ({ points: [[0, 0, 0]], boxes: [{ corners: [[0, 0] as unknown as Point3D, ...CORNERS.slice(1)] }] }),
      'a corner of box 0 must be three finite numbers',
    ],
    [
      'a vector without an end',
      () => ({ points: [[0, 0, 0]], vectors: [{ start: [0, 0, 0] } as never] }),
      'the end of',
    ],
    ['an obj without vertices', () => 'o nothing\n', 'an obj (with vertices)'],
    ['JSON cut off', () => '{"asset":', 'it begins as JSON and cannot be read as such'],
    ['an empty file', () => new Blob([]), 'the file is empty'],
  ])('is not made of %s', async (_what, source, said) => {
    const { json, dropped } = await made(new Object3D(source()));
    expect(json).toBeNull();
    expect(dropped).toEqual([{ reason: 'unreadable-media', key: 'k', detail: expect.stringContaining(said) }]);
  });

  it('refuses a format that the content is not of', async () => {
    const { dropped } = await made(new Object3D('[[0,0,0]]', { format: 'gltf' }));
    expect(dropped[0]!.detail).toContain('its format is pts.json by its content, not gltf');
  });

  it.each([5, null, undefined, {}, new Date(0), new Int8Array(3)])('throws for a source such as %j', (source) =>
    expect(() => new Object3D(source as never)).toThrow(/The source of an Object3D must be a Blob or text/),
  );
});
