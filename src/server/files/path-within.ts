import { sep } from 'node:path';

/**
 * Whether a path is that of a folder or leads into it. Both are real paths: of symlinks, and of letters whose case does
 * not count, nothing is known here.
 */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
