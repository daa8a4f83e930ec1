import {
  checkOption,
  encodeMedia,
  LOGGABLE,
  type Fragment,
  type Media,
  type MediaKind,
  type Place,
} from '../../values/index';
import { bindMethods } from '../../wire/index';
import { encode } from '../worker/encode';
import { freezeFigure, isFigure, type Figure, type FrozenFigure } from './figure';

/** Where a figure comes from: itself, the element that Plotly has drawn it in, or its JSON. */
export type PlotlySource = Figure | string;

/**
 * A figure of Plotly to log. It is taken as it is at `log()` and stored as Plotly's JSON in a file of the run, as W&B's
 * client does it. The dashboard draws it with Plotly itself, in its own colours where the figure has none, and without
 * what would come from elsewhere: maps, pictures that are not in the figure, links.
 *
 * @example run.log({ loss: new Plotly({ data: [{ type: 'scatter', x: epochs, y: losses }], layout: {} }) });
 * @example run.log({ loss: new Plotly(document.querySelector('#chart')) }); // an element with a chart of plotly.js
 */
export class Plotly implements Media {
  readonly #source: PlotlySource;

  /**
   * Describes a figure; `log()` takes it.
   *
   * @param source `{ data, layout }`, where `data` is a list of traces; an element in which `Plotly.newPlot()` has
   * drawn; or JSON of a figure. Typed arrays become lists, of which NaN and infinities are null: a gap in the plot.
   * @throws SpoorError `bad-option` when it is something else. JSON of something else is dropped as
   * `unreadable-media` when it is logged.
   */
  constructor(source: PlotlySource) {
    this.#source = checkOption('The source of a Plotly', source, {
      what: 'a figure { data, layout } whose data is a list of traces, an element that Plotly has drawn in, or JSON',
      is: (value) => typeof value === 'string' || isFigure(value),
    });
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    return encodeMedia([this], false, place);
  }

  /**
   * A list of figures is a list of values, as with W&B.
   *
   * @internal
   */
  get media(): MediaKind {
    return { name: 'plotly', encode };
  }

  /** @internal */
  async take(): Promise<FrozenFigure> {
    const source = this.#source;
    return typeof source === 'string' ? { json: source, arrays: [], token: '' } : freezeFigure(source);
  }
}
