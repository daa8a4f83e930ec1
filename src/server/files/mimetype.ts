import { extname } from 'node:path';
import { mimes } from 'hono/utils/mime';

const UNKNOWN = 'application/octet-stream';

/**
 * Media types by the ending of a name: hono's, and those of sounds that it lacks. A Map, since a plain object would
 * also have something for the ending "constructor".
 */
const TYPES = new Map(Object.entries({ ...mimes, wav: 'audio/wav', ogg: 'audio/ogg', flac: 'audio/flac' }));

/** What a browser may show; SVG is not among them, for it can run scripts. */
const SHOWN = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'wav', 'mp3', 'ogg', 'flac', 'mp4', 'webm'];

/** The media type of a file of our own or of the app, by its name: whatever it is, a browser may run it. */
export function trustedMimetypeOf(name: string): string {
  return TYPES.get(endingOf(name)) ?? UNKNOWN;
}

/** The media type of a stranger's file by its name, if it is one that a browser may show. */
export function shownMimetypeOf(name: string): string | undefined {
  const ending = endingOf(name);
  return SHOWN.includes(ending) ? TYPES.get(ending) : undefined;
}

/** The media type of a stranger's file by its name, as it is told and as it is served. */
export function mimetypeOf(name: string): string {
  return shownMimetypeOf(name) ?? UNKNOWN;
}

function endingOf(name: string): string {
  return extname(name).slice(1).toLowerCase();
}
