import { sep } from 'node:path';

/**
 * Whether a path is that of a folder or leads into it. Both must come from `realpath`: symlinks are not followed here,
 * and letters count as different in another case.
 */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
