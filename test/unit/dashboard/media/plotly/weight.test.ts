import { expect, it } from 'vitest';
import { readFigure } from '../../../../../src/dashboard/media/plotly/figure';
import { isHeavy } from '../../../../../src/dashboard/media/plotly/weight';

const weigh = (data: object[], layout: object = {}) => isHeavy(readFigure(JSON.stringify({ data, layout })));
const xy = { type: 'scatter', x: [0, 1], y: [0, 1] };
const many = <T>(count: number, of: T): T[] => Array.from({ length: count }, () => of);

it.each<[string, object[], object?]>([
  ['lines', [xy, { ...xy, mode: 'markers', marker: { size: 1e-3 } }], { xaxis: { dtick: 0.1 }, font: { size: 12 } }],
  ['ticks by month', [{ ...xy, x: ['2024-01-01', '2024-09-01'] }], { xaxis: { dtick: 'M1', tickformat: '%b %Y' } }],
  ['bins', [{ type: 'histogram', x: [1, 2, 3], nbinsx: 50, xbins: { start: 0, end: 4, size: 0.5 } }]],
  ['many points', [{ y: many(20_000, 1) }]],
  ['a format', [{ ...xy, hovertemplate: '%{y:.3f}' }], { xaxis: { tickformat: '.2%' } }],
])('%s are not heavy', (_name, data, layout) => expect(weigh(data, layout)).toBe(false));

it.each<[string, object[], object?]>([
  ['tiny steps between ticks', [xy], { xaxis: { dtick: 1e-12 } }],
  ['steps given as text', [xy], { xaxis: { minor: { dtick: '1e-12' } } }],
  ['steps of a logarithm', [xy], { xaxis: { type: 'log', dtick: 'L1e-300' } }],
  ['milliseconds between dates', [{ ...xy, x: ['2020-01-01', '2024-01-01'] }], { xaxis: { dtick: 1 } }],
  ['breaks in a range', [xy], { xaxis: { rangebreaks: [{ bounds: [1, 2], pattern: 'hour' }] } }],
  ['many ticks', [xy], { xaxis: { nticks: 1e9 } }],
  ['many ticks, in a template', [xy], { template: { layout: { xaxis: { nticks: '1e9' } } } }],
  ['a vast grid', [xy], { grid: { rows: 1e8, columns: 1e8 } }],
  ['tiny bins', [{ type: 'histogram', x: [0, 1], xbins: { size: 1e-9 } }]],
  ['many bins', [{ type: 'histogram', x: [0, 1], nbinsx: 1e9 }]],
  ['tiny contours', [{ type: 'contour', z: [[0, 1]], contours: { size: 1e-9 } }]],
  ['tiny contours of a surface', [{ type: 'surface', z: [[0, 1]], contours: { z: { size: 1e-9 } } }]],
  ['many surfaces', [{ type: 'volume', value: [1], surface: { count: 1e8 } }]],
  ['a long format', [xy], { xaxis: { tickformat: '099999999.99f' } }],
  ['a long format in a template', [{ ...xy, hovertemplate: '%{y:099999999f}' }]],
  ['many traces', many(201, xy)],
  ['many scenes', Array.from({ length: 9 }, (_, place) => ({ type: 'scatter3d', scene: `scene${place + 1}` }))],
  ['many annotations', [xy], { annotations: many(501, { text: 'a' }) }],
  ['many shapes', [xy], { shapes: many(501, { x0: 0 }) }],
  ['many points', [{ y: many(100_001, 1) }]],
  ['a matrix of many dimensions', [{ type: 'splom', dimensions: many(21, { values: [1] }) }]],
  ['a very long text', [{ ...xy, text: ['y<br>'.repeat(20_000)] }]],
  ['steps through bytes', [{ ...xy, y: { dtype: 'f8', bdata: 'AAAAAAAA8D8=' } }], { yaxis: { dtick: 1 } }],
])('%s are heavy', (_name, data, layout) => expect(weigh(data, layout)).toBe(true));
