import { describe, expect, it } from 'vitest';
import { readFigure } from '../../../../../src/dashboard/media/plotly/figure';

const read = (figure: object) => readFigure(JSON.stringify(figure));

describe('readFigure', () => {
  it('reads traces, layout and frames, and NaN as a bare word', () => {
    expect(readFigure('{"data":[{"y":[1,NaN]}],"layout":{"title":{"text":"t"}},"frames":[{"name":"f"}]}')).toEqual({
      data: [{ y: [1, NaN] }],
      layout: { title: { text: 't' } },
      frames: [{ name: 'f' }],
    });
    expect(read({ data: [{ y: [1] }, 5], layout: null, frames: 5 })).toEqual({
      data: [{ y: [1] }],
      layout: {},
      frames: [],
    });
  });

  it.each(['', '{', '5', '[]', '{}', '{"data":{}}'])('says that %j has no figure', (text) =>
    expect(() => readFigure(text)).toThrow('This file has no Plotly figure.'),
  );

  it.each(['scattergeo', 'choropleth', 'scattermap', 'densitymapbox'])('does not draw %s', (type) => {
    expect(() => read({ data: [{ type }] })).toThrow(/drawn on a map/);
    expect(() => read({ data: [], frames: [{ data: [{ type }] }] })).toThrow(/drawn on a map/);
  });

  it('leaves out pictures from elsewhere, maps, buttons of Plotly, and names that are not for figures', () => {
    const layout = {
      images: [{ source: 'http://a/b.png' }, { source: 'data:image/png;base64,AA' }],
      geo: {},
      map: { style: 'http://a' },
      modebar: { add: ['sendDataToCloud'] },
      _context: {},
      template: { layout: { modebar: {}, images: [{ source: '//a' }] } },
    };
    expect(read({ data: [], layout }).layout).toEqual({
      images: [{ source: '' }, { source: 'data:image/png;base64,AA' }],
      template: { layout: { images: [{ source: '' }] } },
    });
    const { layout: polluted } = readFigure('{"data":[],"layout":{"__proto__":{"a":1},"constructor":{"b":1}}}');
    expect(Object.keys(polluted)).toEqual([]);
  });

  it('leaves out buttons that reach out, and keeps others', () => {
    const button = (args: unknown) => ({ buttons: [{ method: 'relayout', args }] });
    const updatemenus = [
      button(['images[0].source', 'http://a']),
      button([{ geo: {} }]),
      button([{ 'title.text': '//a' }]),
      button([{ 'title.text': 'b' }]),
    ];
    expect(read({ data: [], layout: { updatemenus } }).layout).toEqual({ updatemenus: [updatemenus[3]] });
  });

  it('makes plain text of labels, wherever they are', () =>
    expect(read({ data: [{ name: '<a href="javascript:1">x</a>', text: ['<', '<b>y</b>'] }] }).data).toEqual([
      { name: 'x', text: ['&lt;', '<b>y</b>'] },
    ]));
});
