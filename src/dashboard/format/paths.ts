/** Which run; all three are plain names, not yet encoded. */
export interface RunPath {
  entity: string;
  project: string;
  run: string;
}

/** Half a character is all that `encodeURIComponent` throws at, and names and paths are what runs say. */
const enc = (name: string) => encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'));

/** The page of a project. */
export function projectHref(entity: string, project: string): string {
  return `/${enc(entity)}/${enc(project)}`;
}

/** The page of a run. */
export function runHref({ entity, project, run }: RunPath): string {
  return `${projectHref(entity, project)}/runs/${enc(run)}`;
}

/** Where the server keeps what it says of one run. */
export function runApi({ entity, project, run }: RunPath): string {
  return `/api/runs/${enc(entity)}/${enc(project)}/${enc(run)}`;
}

/** A file of a run. The path comes from the run, so each of its segments is encoded: it cannot lead elsewhere. */
export function fileHref({ entity, project, run }: RunPath, path: string): string {
  // The browser resolves "." and ".." even when they are encoded; a file of a run has no such segment.
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return `/files/${enc(entity)}/${enc(project)}/${enc(run)}/${segments.map(enc).join('/')}`;
}

/** A name out of an address. The router has decoded all but reserved letters such as `&`. */
export function nameFrom(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
