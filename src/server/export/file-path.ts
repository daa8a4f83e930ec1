import { createHash } from 'node:crypto';

/** File systems take names of 255 bytes; some keep a few for themselves. */
const MAX_SEGMENT_BYTES = 240;

/**
 * A path for each of these names, none of which leads out of a folder, and no two of which meet. Names come from
 * strangers; one that is an ordinary relative path is its own path, any other gets one that looks like it.
 *
 * @example
 * safePaths(['media/a.png', '../../etc/passwd']);
 * // Map { 'media/a.png' → same, '../../etc/passwd' → '_/_/etc/passwd' }
 */
export function safePaths(names: Iterable<string>): Map<string, string> {
  const files = new Set<string>();
  const folders = new Set<string>();
  const paths = new Map<string, string>();
  for (const name of names) {
    let path = safePath(name);
    const collides = files.has(path) || folders.has(path) || foldersOf(path).some((folder) => files.has(folder));
    // A hash of the name, at the top: what a stranger would have to meet by chance.
    if (collides)
      path = safeSegment(`${createHash('sha256').update(name).digest('hex').slice(0, 16)}-${path.split('/').at(-1)}`);
    files.add(path);
    for (const folder of foldersOf(path)) folders.add(folder);
    paths.set(name, path);
  }
  return paths;
}

function foldersOf(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}

function safePath(name: string): string {
  // On Windows, where the archive may be unpacked, a backslash separates folders and a letter with a colon is a drive.
  const segments = name.replace(/^[/\\]*([A-Za-z]):/, '$1_').split(/[/\\]/);
  return (
    segments
      .filter((segment) => segment !== '')
      .map(safeSegment)
      .join('/') || '_'
  );
}

/** A name of a file or folder that is one and not a way to another, and not too long. */
export function safeSegment(segment: string): string {
  const plain = segment.replace(/[\u0000-\u001f\u007f]/g, '_');
  if (plain === '.' || plain === '..' || plain.trim() === '') return '_';
  const bytes = Buffer.from(plain);
  if (bytes.length <= MAX_SEGMENT_BYTES) return plain;
  const hash = createHash('sha256').update(segment).digest('hex').slice(0, 16);
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? '';
  // Cut between letters, not within one.
  const head = bytes
    .subarray(0, MAX_SEGMENT_BYTES - 40)
    .toString()
    .replace(/\uFFFD+$/, '');
  return `${head}-${hash}${ending}`;
}
