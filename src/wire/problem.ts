/**
 * Every code that an error or a drop can carry. A code is stable: programs may compare it, texts may change.
 *
 * Misuse, thrown at once: `no-project`, `bad-option`, `bad-mode`, `bad-name`, `bad-step`, `bad-row`, `no-run`,
 * `run-finished`, `run-in-use`, `no-such-run`, `run-exists`. A value that could not be logged, or not kept, counted by
 * this reason: `unsupported-value`, `cyclic-value`, `value-too-large`, `value-replaced` by another of its key and step,
 * `unreadable-tensor`, `unreadable-media` (an `Image` or a `Histogram`; the detail of the drop says which it was, as
 * `unreadable-image: …`), `unreadable-file`. A value that is stored otherwise than it was logged: `clipped-image`,
 * `clipped-media` (a sound, points, a histogram of NaN). A row that was not to be kept: `withheld` by `beforeLog`,
 * `consent-denied`. What is logged, saved or told outside of a browser's page, where nothing can be kept yet:
 * `no-page`. Trouble on the way, visible in `run.status()`: `offline`, `unreachable`, `busy`, `unauthorized`,
 * `refused`, `not-found`, `too-large`, `storage-failed`, `storage-full` (of the browser, or of
 * `settings.storageBudget`), `worker-failed`, `run-taken`. Why `startServer` of `spoor/server` fails: `port-taken`,
 * `folder-unusable`, `database-unusable` (missing, damaged, or of another folder), `newer-database`,
 * `missing-dependency`, `bad-option`. A fault of Spoor's own: `unexpected`.
 */
export type ProblemCode =
  | 'no-project'
  | 'bad-option'
  | 'bad-mode'
  | 'bad-name'
  | 'bad-step'
  | 'bad-row'
  | 'no-run'
  | 'run-finished'
  | 'run-in-use'
  | 'no-such-run'
  | 'run-exists'
  | 'unsupported-value'
  | 'cyclic-value'
  | 'value-too-large'
  | 'value-replaced'
  | 'unreadable-tensor'
  | 'unreadable-media'
  /** No longer a reason of its own: what the detail of `unreadable-media` says. */
  | 'unreadable-image'
  | 'clipped-image'
  | 'clipped-media'
  | 'unreadable-file'
  | 'withheld'
  | 'consent-denied'
  | 'no-page'
  | 'offline'
  | 'unreachable'
  | 'busy'
  | 'unauthorized'
  | 'refused'
  | 'not-found'
  | 'too-large'
  | 'storage-failed'
  | 'storage-full'
  | 'worker-failed'
  | 'run-taken'
  | 'port-taken'
  | 'folder-unusable'
  | 'database-unusable'
  | 'newer-database'
  | 'missing-dependency'
  | 'bad-archive'
  | 'unexpected';

/** A problem as data: what crosses the worker and the network, where an error would lose its class and its code. */
export interface Problem {
  /** Stable: programs may compare it. */
  code: ProblemCode;
  /** For people: what is wrong, and what to do. */
  message: string;
}

/**
 * The one error class of Spoor. Compare `error.code`, which is stable, or use {@link isSpoorError}: `instanceof` fails
 * between two copies of the library.
 *
 * @example
 * try {
 *   await init({ project: '' });
 * } catch (error) {
 *   if (isSpoorError(error) && error.code === 'no-project') showSetup();
 * }
 */
export class SpoorError extends Error {
  /** What `isSpoorError` goes by. */
  override readonly name = 'SpoorError';
  /** Stable: programs may compare it. */
  readonly code: ProblemCode;

  constructor(code: ProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Whether a caught value is an error of Spoor's, from whichever copy of the library.
 *
 * @example if (isSpoorError(error) && error.code === 'run-in-use') showOtherTab();
 */
export function isSpoorError(error: unknown): error is SpoorError {
  return error instanceof Error && error.name === 'SpoorError' && typeof (error as SpoorError).code === 'string';
}

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Turns whatever was thrown into data that survives `postMessage` and JSON. */
export function toProblem(error: unknown, fallback: ProblemCode = 'unexpected'): Problem {
  if (isSpoorError(error)) return { code: error.code, message: error.message };
  return { code: fallback, message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
}

/** Rebuilds the error on this side of the crossing. */
export function fromProblem(problem: Problem): SpoorError {
  return new SpoorError(problem.code, problem.message);
}

/** The answer of a call that crosses a thread: a result, or a problem as data. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };
