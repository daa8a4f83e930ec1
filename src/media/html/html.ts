import {
  checkOption,
  encodeMedia,
  LOGGABLE,
  type Fragment,
  type Media,
  type MediaKind,
  type OptionRule,
  type Place,
} from '../../values/index';
import { bindMethods, isBlob } from '../../wire/index';
import { encode } from '../worker/encode';

/** A document on its way to its encoder. */
export interface HtmlItem {
  html: string;
}

/** Where a document comes from: its text, a file of it, or an element of the page as it is now. */
export type HtmlSource = string | Blob | Element;

const SOURCE: OptionRule = {
  what: 'HTML as a string, a Blob or an element',
  is: (value) => typeof value === 'string' || isBlob(value) || isElement(value),
};

/** Also of another window. */
function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && typeof (value as Element).outerHTML === 'string';
}

/**
 * A document to log, shown by the dashboard in a frame that runs no scripts and loads nothing from elsewhere: charts as
 * SVG, tables, reports. It is stored as it is given, in a file of the run. (W&B's client puts a link to its own style
 * sheet into every document; this class adds nothing.)
 *
 * @example run.log({ report: new Html('<h1>Epoch 3</h1><p>Loss fell by a third.</p>') });
 * @example run.log({ chart: new Html(document.querySelector('#chart svg')) });
 */
export class Html implements Media {
  readonly #source: HtmlSource;

  /**
   * Describes a document; `log()` takes its text.
   *
   * @param source its text, a Blob of it, or an element, which is taken with all that is in it.
   * @throws SpoorError `bad-option` when it is something else.
   */
  constructor(source: HtmlSource) {
    this.#source = checkOption('The source of an Html', source, SOURCE);
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    return encodeMedia([this], false, place);
  }

  /** @internal */
  get media(): MediaKind {
    return { name: 'html', mostInList: Infinity, encode };
  }

  /** @internal */
  async take(): Promise<HtmlItem> {
    const source = this.#source;
    if (typeof source === 'string') return { html: source };
    return { html: isBlob(source) ? await source.text() : source.outerHTML };
  }
}
