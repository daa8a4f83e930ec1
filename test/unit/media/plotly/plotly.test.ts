import { describe, expect, it } from 'vitest';
import { encode } from '../../../../src/values/index';
import { Plotly } from '../../../../src/media/plotly/plotly';
import { placeFor, settled } from '../../values/place';

interface Encoded {
  json: string;
  files: { bytes: ArrayBuffer }[];
}

describe('Plotly', () => {
  it('is a file of the figure as it was when it was logged', async () => {
    const figure = { data: [{ type: 'bar', y: Float32Array.of(1, 2) }], layout: {} };
    const waiting = settled(encode(new Plotly(figure), placeFor()));
    figure.data[0]!.y.fill(0);
    const [part] = (await waiting) as unknown as [{ items: [Encoded] }];
    const [{ json, files }] = part.items;
    expect(JSON.parse(json)).toMatchObject({ _type: 'plotly-file' });
    expect(JSON.parse(new TextDecoder().decode(files[0]!.bytes))).toEqual({
      data: [{ type: 'bar', y: [1, 2] }],
      layout: {},
    });
  });

  it.each(['{', '5', '{"layout":{}}'])('is dropped when it is the text %s', async (text) => {
    const place = placeFor();
    expect(await settled(encode(new Plotly(text), place))).toBeNull();
    expect(place.dropped).toMatchObject([
      { reason: 'unreadable-media', detail: expect.stringMatching(/^unreadable-plotly: the /) },
    ]);
  });

  it('is dropped when it has a circle', async () => {
    const place = placeFor();
    const trace: Record<string, unknown> = {};
    trace['self'] = trace;
    expect(await settled(encode(new Plotly({ data: [trace] }), place))).toBeNull();
    expect(place.dropped).toMatchObject([{ reason: 'unreadable-media' }]);
  });

  it.each([5, null, undefined, {}, [], { data: 5 }, { data: [5] }])('is not made of %j', (source) =>
    expect(() => new Plotly(source as never)).toThrow(/The source of a Plotly must be a figure/),
  );
});
