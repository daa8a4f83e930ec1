import { create } from 'content-disposition';

/**
 * The `Content-Disposition` by which a browser saves an answer as a file, whatever its path has in it: the last part of
 * the path is the name, and a plain one is for those that do not read the other form (RFC 6266).
 */
export function attachment(path: string): string {
  // Half of a surrogate pair has no UTF-8.
  const name = Buffer.from(path.split('/').at(-1)!).toString();
  return create(name, { fallback: name.replace(/[^\w. -]/g, '_') });
}
