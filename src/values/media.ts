import { messageOf, type SpoorError } from '../wire/index';
import type { Draft, MediaPart } from '../thread/draft';
import { isLoggable, type Fragment, type Loggable, type Place } from './fragment';

/** What the page knows of a kind of media. */
export interface MediaKind {
  /** What its encoder is known by, and what one is called in a sentence. */
  name: string;
  /** A list of nothing else is one value of the row, of at most so many. Left out: each is a value of its own. */
  mostInList?: number;
  /**
   * Makes its files and its JSON, in a worker that its module brings along. Left out: an encoder of the engine does it,
   * `engine/encoders.ts`. What cannot be encoded goes to `onFailed`; so does what is stored otherwise than it was
   * logged, as a `SpoorError` of the code `clipped-media`.
   */
  encode?: (part: MediaPart<never>, onFailed: (error: unknown) => void) => Promise<object | null>;
}

/**
 * A value that becomes files of the run, which the worker writes. Its `[LOGGABLE]` is {@link encodeMedia} of itself.
 */
export interface Media extends Loggable {
  /** @internal */
  readonly media: MediaKind;
  /**
   * Takes what the encoder needs, as it is now, in objects of its own: what of them can be moved to the worker is gone
   * from the page. A list of objects is a list of values. Rejects with a sentence when there is nothing.
   *
   * @internal
   */
  take(place: Place): Promise<object>;
}

/** The name under which the engine takes media whose files are made already. */
export const ENCODED = 'encoded';

/** Also of media of another copy of the library. */
function kindOf(value: unknown): MediaKind | undefined {
  return isLoggable(Object(value) as object) ? (value as Media).media : undefined;
}

/** A list of media that is one value of the row; null when it is a list of values. */
export function encodeMediaList(list: unknown[], place: Place): Fragment | null {
  const kind = kindOf(list[0]);
  // A spread fills holes, which `every` would pass over.
  if (!kind?.mostInList || ![...list].every((item) => kindOf(item)?.name === kind.name)) return null;
  return encodeMedia(firstOf(list, kind, place) as Media[], true, place);
}

/** As many as one value may hold; the others are counted. */
function firstOf<T>(list: T[], { name, mostInList: most = Infinity }: MediaKind, { key, drop }: Place): T[] {
  if (list.length > most)
    drop(
      'value-too-large',
      key,
      `a list holds at most ${most} ${name}s; the first ${most} of ${list.length} were logged`,
    );
  return list.slice(0, most);
}

/** What of media is encoded: written out, as the package's types have {@link Media} without these two. */
export interface Taking {
  media: MediaKind;
  take(place: Place): Promise<object>;
}

/** What cannot be taken is counted, and the others stand. */
export function encodeMedia(values: Taking[], many: boolean, place: Place): Fragment {
  const { key, step } = place;
  // One of them may need more than the engine has.
  const { media } = values.find((value) => value.media.encode) ?? values[0]!;
  const { name: kind, encode } = media;
  const onFailed = (error: unknown) =>
    (error as SpoorError)?.code === 'clipped-media'
      ? place.drop('clipped-media', key, messageOf(error))
      : place.drop('unreadable-media', key, `unreadable-${kind}: ${messageOf(error)}`);
  // All are taken before anything is awaited: the caller may draw the next frame as soon as log() returns.
  const settled = Promise.all(values.map((value) => value.take(place).catch(onFailed))).then(
    async (taken): Promise<Draft | null> => {
      const items = firstOf(taken.flat().filter(Boolean) as object[], media, place);
      if (items.length === 0) return null;
      const part = { kind, key, step, many: many || items.length > 1, items };
      if (!encode) return [part];
      const encoded = await encode(part as MediaPart<never>, onFailed).catch(onFailed);
      return encoded ? [{ ...part, kind: ENCODED, items: [encoded] }] : null;
    },
  );
  return { settled, now: () => null };
}
