import { extname } from 'node:path';

/** What a browser may show; SVG is not among them, for it can run scripts. */
const SHOWN: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.bmp': 'image/bmp',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.flac': 'audio/flac',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
};

/** The media type of a file by its name, if it is one that a browser may show. */
export function shownMimetypeOf(name: string): string | undefined {
  return SHOWN[extname(name).toLowerCase()];
}

/** The media type of a file by its name, as it is told and as it is served. */
export function mimetypeOf(name: string): string {
  return shownMimetypeOf(name) ?? 'application/octet-stream';
}
