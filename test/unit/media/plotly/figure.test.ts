import { describe, expect, it } from 'vitest';
import { freezeFigure, isFigure } from '../../../../src/media/plotly/figure';

it.each([
  [{ data: [] }, true],
  [{ data: [{ y: [1] }], layout: {} }, true],
  [{ data: [{}], layout: null }, true],
  [{ layout: {} }, false],
  [{ data: {} }, false],
  [{ data: [5] }, false],
  [{ data: [], layout: 5 }, false],
  [[], false],
  [null, false],
])('%j is a figure: %s', (value, expected) => expect(isFigure(value)).toBe(expected));

describe('freezeFigure', () => {
  it('takes traces, layout and frames, and nothing else that an element of Plotly has', () => {
    const element = { data: [{ y: [1] }], layout: { title: 't' }, frames: [{ name: 'f' }], _fullData: [{}] };
    expect(JSON.parse(freezeFigure(element).json)).toEqual({
      data: [{ y: [1] }],
      layout: { title: 't' },
      frames: [{ name: 'f' }],
    });
    expect(JSON.parse(freezeFigure({ data: [] }).json)).toEqual({ data: [], layout: {} });
  });

  it('copies typed arrays, and leaves a mark where each stood', () => {
    const all = Float32Array.of(9, 1, 2);
    const { json, arrays, token } = freezeFigure({ data: [{ x: all.subarray(1), y: BigInt64Array.of(3n), n: 4n }] });
    all.fill(0);
    expect(arrays).toEqual([Float32Array.of(1, 2), BigInt64Array.of(3n)]);
    expect(arrays[0]).toHaveProperty('buffer.byteLength', 8);
    expect(JSON.parse(json).data).toEqual([{ x: `${token}:0`, y: `${token}:1`, n: 4 }]);
  });
});
