import type { RunPath } from '../source/source';

/**
 * A name as a part of an address. Half a character is all that `encodeURIComponent` throws at, and names and paths are
 * what runs say.
 */
export function encodeName(name: string): string {
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'));
}

/** The page of a project. */
export function projectHref(entity: string, project: string): string {
  return `/${encodeName(entity)}/${encodeName(project)}`;
}

/** The page of a run. */
export function runHref({ entity, project, run }: RunPath): string {
  return `${projectHref(entity, project)}/runs/${encodeName(run)}`;
}

/** A name out of an address. The router has decoded all but reserved letters such as `&`. */
export function nameFrom(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
