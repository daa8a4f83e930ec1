import { extname } from 'node:path';
import { mimes } from 'hono/utils/mime';

const UNKNOWN = 'application/octet-stream';

/**
 * Media types by the ending of a name: hono's, and those of sounds that it lacks. A Map, since a plain object would
 * also have something for the ending "constructor".
 */
const TYPES = new Map(Object.entries({ ...mimes, wav: 'audio/wav', ogg: 'audio/ogg', flac: 'audio/flac' }));

/** What a browser may show by itself. */
const SHOWN = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'bmp', 'wav', 'mp3', 'ogg', 'flac', 'mp4', 'webm'];

/** What may stand in an `<img>`, where its scripts do not run and nothing of it is loaded. By itself it could. */
const DRAWN = ['svg'];

/** The media type of a file of our own or of the app, by its name: whatever it is, a browser may run it. */
export function trustedMimetypeOf(name: string): string {
  return TYPES.get(endingOf(name)) ?? UNKNOWN;
}

/** Whether a stranger's file of this name is one that a browser may show by itself. */
export function isShown(name: string): boolean {
  return SHOWN.includes(endingOf(name));
}

/** The media type of a stranger's file by its name, as it is told and as it is served. */
export function mimetypeOf(name: string): string {
  const ending = endingOf(name);
  if (DRAWN.includes(ending)) return 'image/svg+xml';
  return (isShown(name) && TYPES.get(ending)) || UNKNOWN;
}

function endingOf(name: string): string {
  return extname(name).slice(1).toLowerCase();
}
