import { isRow, type LineValue } from '../../../wire/index';
import type { ShownFigure } from './figure';

/** Plotly draws on the page's thread, and few numbers can ask of it more than it can do in minutes. */
const MOST = {
  steps: 1000,
  traces: 200,
  axes: 60,
  scenes: 8,
  drawn: 500,
  dimensions: 20,
  numbers: 100_000,
  letters: 20_000,
};

/** How many parts there are to be. */
const COUNT = /^(nticks|nbins[xy]?|ncontours|rows|columns|count|maxdisplayed)$/;

/** What has sizes that are steps; elsewhere a size is that of a letter or a marker. */
const STEPPED = /^([xyz]bins|contours)$/;

const DRAWN_SINGLY = /^(annotations|shapes|images|updatemenus|buttons|sliders|steps|tickvals)$/;

/** Widths and precisions of numbers: three digits of them are more than anyone reads. */
const LONG_FORMAT = /\d{3,}/;
const LONG_TEMPLATE = /%\{[^}]*:[^}]*\d{3,}/;

/** Plotly takes numbers from texts too, and dates as milliseconds. */
function numberOf(value: LineValue): number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || value.trim() === '') return NaN;
  const number = Number(value);
  return Number.isNaN(number) ? Date.parse(value) : number;
}

const isLongText = (text: string, key: string) =>
  (text.length > MOST.letters && key !== 'source') ||
  (key.endsWith('format') && LONG_FORMAT.test(text)) ||
  LONG_TEMPLATE.test(text);

/**
 * Whether a figure may keep the page busy for long. It is judged by what it asks for and never by drawing it, so an
 * honest one with a lot in it is among them, and a person may draw it all the same.
 */
export function isHeavy({ data, layout, frames }: ShownFigure): boolean {
  let numbers = 0;
  let reach = 0;
  let step = Infinity;
  let asksMuch = data.length > MOST.traces || frames.length > MOST.drawn;

  const takeStep = (value: LineValue) => {
    // Months and days are steps of a calendar; of a logarithm (`L0.1`) nothing is known.
    const calendar = typeof value === 'string' ? /^(?:M(\d+)|D[12])$/.exec(value) : null;
    const size = Math.abs(calendar ? 2_592_000_000 * Number(calendar[1] ?? 0) || 1 : Number(value));
    if (Number.isNaN(size)) asksMuch = true;
    else if (size > 0 && !calendar?.[0].startsWith('D')) step = Math.min(step, size);
  };

  const weigh = (value: LineValue, key: string, isStepped: boolean) => {
    if (Array.isArray(value)) {
      reach = Math.max(reach, value.length);
      if (DRAWN_SINGLY.test(key) && value.length > MOST.drawn) asksMuch = true;
      if (key === 'dimensions' && value.length > MOST.dimensions) asksMuch = true;
      if (key === 'rangebreaks' && value.length > 0) asksMuch = true;
      for (const one of value) weigh(one, key, isStepped);
    } else if (isRow(value)) {
      // Numbers as bytes: how far they reach is not seen here.
      if ('bdata' in value) reach = Infinity;
      for (const [name, inner] of Object.entries(value)) weigh(inner, name, isStepped || STEPPED.test(key));
    } else if (key === 'dtick' || (key === 'size' && isStepped)) {
      takeStep(value);
    } else {
      if (typeof value === 'string') asksMuch ||= isLongText(value, key);
      // A logarithm of a number reaches no farther than this, whatever the numbers.
      if (value === 'log') reach = Math.max(reach, 616);
      const number = Math.abs(numberOf(value));
      if (Number.isNaN(number)) return;
      numbers++;
      reach = Math.max(reach, number);
      if (COUNT.test(key) && number > MOST.steps) asksMuch = true;
    }
  };
  for (const trace of data) weigh(trace, '', false);
  for (const frame of frames) weigh(frame, '', false);
  weigh(layout, '', false);
  const axes = Object.keys(layout).filter((name) => /^[xy]axis|^(polar|ternary|smith)/.test(name)).length;
  const scenes = new Set(data.map(({ scene }) => scene)).size;
  return asksMuch || numbers > MOST.numbers || axes > MOST.axes || scenes > MOST.scenes || reach / step > MOST.steps;
}
