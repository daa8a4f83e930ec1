import { describe, expect, it } from 'vitest';
import { encodePlotly } from '../../../../../src/media/plotly/engine/encode';
import { freezeFigure, type FrozenFigure } from '../../../../../src/media/plotly/figure';

const encoded = (item: FrozenFigure) =>
  encodePlotly({ kind: 'plotly', key: 'val/loss', step: 3, many: false, items: [item] }, () => undefined);
const textOf = (json: string): FrozenFigure => ({ json, arrays: [], token: '' });

describe('encodePlotly', () => {
  it('makes a file of a figure, whose typed arrays are lists again', async () => {
    const z = Float64Array.of(1.5, NaN, -Infinity);
    const made = await encoded(freezeFigure({ data: [{ z, y: BigInt64Array.of(3n) }], layout: { title: 't' } }));
    const { json, files } = made!;
    expect(JSON.parse(json)).toMatchObject({
      _type: 'plotly-file',
      size: files[0]!.bytes.byteLength,
      path: expect.stringMatching(/^media\/plotly\/val\/loss_3_[0-9a-f]{20}\.plotly\.json$/),
    });
    expect(JSON.parse(new TextDecoder().decode(files[0]!.bytes))).toEqual({
      data: [{ z: [1.5, null, null], y: [3] }],
      layout: { title: 't' },
    });
  });

  it('keeps JSON as it is', async () => {
    const text = '{ "data": [] }';
    const made = await encoded(textOf(text));
    expect(new TextDecoder().decode(made!.files[0]!.bytes)).toBe(text);
  });

  it.each([
    ['{', /must be JSON/],
    ['{"data":5}', /must be \{ data, layout \}/],
    ['[]', /must be \{ data, layout \}/],
  ])('refuses %s', (text, expected) => expect(encoded(textOf(text))).rejects.toThrow(expected));
});
