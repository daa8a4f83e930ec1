import { encodeMedia, isPending, LOGGABLE } from '../../values/index';
import type { Fragment, Loggable, Media, Place, Taking } from '../../values/index';
import { messageOf } from '../../wire/index';
import type { MediaPart } from '../../thread/draft';
import type { Encoded } from '../engine/encoder';
import { encode } from '../worker/encode';

/**
 * Media in a cell. What it is made of is taken as it comes into the table, since by the time the table is logged its
 * canvas may show something else, and its tensor be disposed of. Its files are made when the table is first logged.
 */
export class HeldMedia {
  /** As the user has it. */
  readonly media: Loggable;
  readonly #taken: Promise<object> | Fragment | undefined;
  #encoded: Promise<Encoded | null> | undefined;
  #place: Place | undefined;
  /** What there was to say before there was anybody to tell. */
  #unsaid: ((place: Place) => void)[] = [];

  constructor(media: Loggable) {
    this.media = media;
    const place: Place = {
      key: '',
      step: 0,
      drop: (reason, _key, detail) => this.#say((to) => to.drop(reason, to.key, detail)),
      addSingleton: (type, key, value) => this.#say((to) => to.addSingleton?.(type, `${to.key}${key}`, value)),
    };
    try {
      this.#taken = isMedia(media) ? media.take(place) : media[LOGGABLE](place);
    } catch (error) {
      place.drop('unsupported-value', place.key, messageOf(error));
    }
    // It is looked at when the table is logged.
    if (this.#taken instanceof Promise) this.#taken.catch(() => undefined);
  }

  /** What it is called in a sentence and by the type of its column. */
  get kind(): string {
    return isMedia(this.media) ? this.media.media.name : 'histogram';
  }

  /**
   * Its JSON, and its files: copies, since they are moved to the engine. Null where it could not be read, which is
   * counted.
   */
  async encode(place: Place): Promise<Encoded | null> {
    this.#place = place;
    for (const say of this.#unsaid.splice(0)) say(place);
    const encoded = await (this.#encoded ??= this.#encode(place));
    return encoded && { ...encoded, files: encoded.files.map((file) => ({ ...file, bytes: file.bytes.slice(0) })) };
  }

  async #encode(place: Place): Promise<Encoded | null> {
    const { media } = this;
    const fragment = isMedia(media)
      ? encodeMedia([this.#asTaken(media)], false, place)
      : (this.#taken as Fragment | undefined);
    if (fragment === undefined) return null;
    const draft = isPending(fragment) ? await fragment.settled : fragment;
    if (draft === null || typeof draft === 'string') return draft === null ? null : { json: draft, files: [] };
    return (draft[0] as MediaPart<Encoded>).items[0]!;
  }

  /** Its content is there already. What the engine would encode, the worker of `spoor/media` can encode too. */
  #asTaken({ media: kind }: Media): Taking {
    return { media: { encode, ...kind }, take: () => this.#taken as Promise<object> };
  }

  #say(what: (place: Place) => void): void {
    if (this.#place) what(this.#place);
    else this.#unsaid.push(what);
  }
}

function isMedia(value: Loggable): value is Media {
  return 'media' in value;
}
