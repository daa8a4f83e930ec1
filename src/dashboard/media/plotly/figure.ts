import { isRow, parseLine, type LineValue, type Row } from '../../../wire/index';
import { plainText } from './plain-text';

/** What Plotly is given of a figure. */
export interface ShownFigure {
  data: Row[];
  layout: Row;
  frames: Row[];
}

/** Why a figure is not drawn: a sentence for the reader. */
export class NotDrawn extends Error {}

/** Traces that are drawn upon maps, which Plotly fetches from elsewhere. */
const ON_MAPS = /^(scattergeo|choropleth|(scatter|choropleth|density)map(box)?)$/;

/**
 * Reads a stranger's figure, and leaves out all that would load, lead elsewhere, or run.
 *
 * @throws NotDrawn when it cannot be drawn here.
 */
export function readFigure(text: string): ShownFigure {
  // W&B's client writes NaN as a bare word.
  const figure = parse(text);
  if (!isRow(figure) || !Array.isArray(figure['data'])) throw new NotDrawn('This file has no Plotly figure.');
  const { layout, frames } = figure;
  const shown: ShownFigure = {
    data: figure['data'].filter(isRow).map((trace) => clean(trace) as Row),
    layout: isRow(layout) ? (clean(layout) as Row) : {},
    frames: Array.isArray(frames) ? frames.filter(isRow).map((frame) => clean(frame) as Row) : [],
  };
  const framed = shown.frames.flatMap(({ data }) => (Array.isArray(data) ? data.filter(isRow) : []));
  if ([...shown.data, ...framed].some(({ type }) => typeof type === 'string' && ON_MAPS.test(type)))
    throw new NotDrawn('This figure is drawn on a map, which would come from elsewhere, so it is not drawn here.');
  // The card says how large it is.
  for (const name of ['geo', 'map', 'mapbox', 'width', 'height']) delete shown.layout[name];
  return shown;
}

function parse(text: string): LineValue {
  try {
    return parseLine(text);
  } catch {
    throw new NotDrawn('This file has no Plotly figure.');
  }
}

/** Names with an underscore are Plotly's own, and some are of every object; `modebar` can add its links. */
const FORBIDDEN = /^(_.*|modebar|constructor|prototype)$/;

/** What a button of the figure's own must not name: an address, a picture, a map, Plotly's buttons. */
const REACHES_OUT = /:\/\/|"\/\/|source|images|modebar|geo|map|__proto__/i;

/** Pictures must be in the figure itself; texts may only be formatted. */
function clean(value: LineValue, key = ''): LineValue {
  if (typeof value === 'string') return key === 'source' && !/^data:image\//i.test(value) ? '' : plainText(value);
  if (Array.isArray(value)) {
    const isOfButtons = key === 'updatemenus' || key === 'sliders';
    const kept = isOfButtons ? value.filter((one) => !REACHES_OUT.test(JSON.stringify(one))) : value;
    return kept.map((one) => clean(one, key));
  }
  if (!isRow(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !FORBIDDEN.test(name))
      .map(([name, inner]) => [name, clean(inner, name)]),
  );
}
