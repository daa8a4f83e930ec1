import { encodeName } from '../../format/paths';
import type { RunPath } from '../source';

/** Where the server keeps what it says of one run. */
export function runApi({ entity, project, run }: RunPath): string {
  return `/api/runs/${encodeName(entity)}/${encodeName(project)}/${encodeName(run)}`;
}

/** Where the server packs a run for W&B's client. */
export function wandbArchiveHref(path: RunPath): string {
  return `${runApi(path)}/wandb.zip`;
}

/** A file of a run. The path comes from the run, so each of its segments is encoded: it cannot lead elsewhere. */
export function fileHref({ entity, project, run }: RunPath, path: string, attempt = 0): string {
  // The browser resolves "." and ".." even when they are encoded (URL Standard, "double-dot path segment"); a file of a
  // run has no such segment.
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  const href = `/files/${[entity, project, run, ...segments].map(encodeName).join('/')}`;
  // An address that is new to the browser, so that it asks for it instead of remembering the failure.
  return attempt === 0 ? href : `${href}?try=${attempt}`;
}
