import {
  checkOption,
  checkOptions,
  encodeMedia,
  LOGGABLE,
  STRING,
  type Fragment,
  type Media,
  type MediaKind,
  type OptionRule,
  type OptionRules,
  type Place,
} from '../../values/index';
import { bindMethods, isBlob } from '../../wire/index';
import { encode } from '../worker/encode';

/** Markdown on its way to its encoder. */
export interface MarkdownItem {
  markdown: string;
  caption: string | undefined;
}

/** Where Markdown comes from: a string, or a file of it. */
export type MarkdownSource = string | Blob;

/** What `new Markdown` takes beside the text. */
export interface MarkdownOptions {
  /** A line of text under it. Default: none. */
  caption?: string;
}

const SOURCE: OptionRule = {
  what: 'Markdown as a string or a Blob',
  is: (value) => typeof value === 'string' || isBlob(value),
};
const OPTIONS: OptionRules<MarkdownOptions> = { caption: STRING };

/**
 * Markdown to log: notes, model cards, samples of a language model. The dashboard shows it in GitHub's flavour, with
 * tables; links open in a tab of their own, HTML in it is cleaned, and pictures are shown only if they are in the text
 * itself, as `data:` addresses.
 *
 * W&B has no such type among what runs log. The text is stored as W&B stores other media, in a file
 * `media/markdown/….md` of the run under the `_type` `markdown-file`: W&B's own programs read row and file, and show
 * the file as text.
 *
 * @example run.log({ notes: new Markdown('| class | recall |\n|---|---|\n| cat | 0.93 |') });
 */
export class Markdown implements Media {
  readonly #source: MarkdownSource;
  readonly #caption: string | undefined;

  /**
   * Describes the text; `log()` takes it.
   *
   * @param source the text, or a Blob of it in UTF-8.
   * @param options its caption.
   * @throws SpoorError `bad-option` when source or caption is something else.
   */
  constructor(source: MarkdownSource, options: MarkdownOptions = {}) {
    this.#source = checkOption('The source of a Markdown', source, SOURCE);
    checkOptions('new Markdown()', options, OPTIONS);
    this.#caption = options.caption ?? undefined;
    bindMethods(this);
  }

  /** @internal */
  [LOGGABLE](place: Place): Fragment | undefined {
    return encodeMedia([this], false, place);
  }

  /** @internal */
  get media(): MediaKind {
    return { name: 'markdown', mostInList: Infinity, encode };
  }

  /** @internal */
  async take(): Promise<MarkdownItem> {
    const source = this.#source;
    return { markdown: typeof source === 'string' ? source : await source.text(), caption: this.#caption };
  }
}
