import type { RunPath, Source } from './source';

/** So often a file is asked for that is not there: after 1, 2, 4 … seconds. */
export const TRIES = 6;

/** How long is waited after an attempt, in milliseconds. */
export const pauseAfter = (attempt: number): number => 1000 * 2 ** attempt;

interface FetchOptions {
  /** Bytes of which there may not be more. */
  most: number;
  signal: AbortSignal;
  /** It is not there yet, and is asked for again. */
  onLate?: () => void;
}

/**
 * Fetches a file of a run. Its row may arrive before it does: then it is asked for again. Null when it has not come at
 * all, or nobody waits any more.
 *
 * @throws as `source.content` does.
 */
export async function fetchFile(
  source: Pick<Source, 'content'>,
  path: RunPath,
  name: string,
  { most, signal, onLate }: FetchOptions,
): Promise<Blob | null> {
  for (let attempt = 0; ; attempt++) {
    const file = await source.content(path, name, { most, attempt, signal });
    if (file || attempt >= TRIES || signal.aborted) return file;
    onLate?.();
    await pause(pauseAfter(attempt), signal);
    if (signal.aborted) return null;
  }
}

/** Ends early when nobody waits any more. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        done();
      },
      { once: true },
    );
  });
}
