import type { LastWords } from '../../thread/contract';
import { findServiceWorker, handOver } from './background';
import { forgetLastWords, isLastWords, keepLastWords } from './last-words';
import type { Ownership } from './ownership';

/** What a run can do as its page lives and dies. */
export interface Watched {
  /** Posts what has gathered: the page is hidden and may never be seen again; no later event is sure to come. */
  post(): void;
  /** What the journal does not have yet. */
  lastWords(): LastWords | null;
  /** Resolves when the journal has everything. */
  flush(): Promise<void>;
  /** Tries to deliver now. */
  hurry(): void;
  /** The page was in the back/forward cache and is used again. */
  comeBack(): void;
  /** Another page of the origin has left last words. */
  rescue(): void;
}

export interface PageWatch {
  /** Something was logged; when the page is already going away, it must be said at once. */
  logged(): void;
  /** The run is ended: it is no longer this page's alone, though the page still tries to deliver it. */
  release(): void;
  end(): void;
}

/**
 * How long the last words of another page are left alone before they are taken up. It may say several things as it
 * goes, which reach this page one by one (seen with Firefox 153), and each takes the place of the one before: of words
 * that are taken up too early the rest is lost.
 */
export const HEAR_OUT_MS = 1_000;

const ignore = () => undefined;

/**
 * Sees a run through the life of its page: hidden, going away, coming back from the back/forward cache. Never by
 * `unload` or `beforeunload`: they keep pages out of that cache (Chrome's "Page Lifecycle API").
 */
export function watchPage(run: Watched, ownership: Ownership): PageWatch {
  const ending = new AbortController();
  const { signal } = ending;
  let isLeaving = false;
  let isReleased = false;
  let mayComeBack = false;
  let isHandedOver = true;
  let isSaying = false;
  let said: LastWords | null = null;
  let kept: LastWords | null = null;
  findServiceWorker();

  const say = () => {
    said = run.lastWords();
    kept = said && keepLastWords(said);
    if (!isHandedOver) return;
    isHandedOver = false;
    handOver(() => {
      isHandedOver = true;
      // A page that comes back has better to say of the tensors that it is reading, and only the first word counts.
      return mayComeBack ? null : said;
    });
  };

  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && run.post(), { signal });
  addEventListener(
    'pagehide',
    ({ persisted }) => {
      mayComeBack = persisted;
      isLeaving = true;
      try {
        say();
      } finally {
        ownership.release();
      }
    },
    { signal },
  );
  addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (!persisted) return;
      isLeaving = false;
      const words = kept;
      // Not before the journal has them: the browser may be killed just now. A page that leaves again meanwhile has new
      // ones, under the same name.
      if (words) void run.flush().then(() => words === kept && forgetLastWords(words), ignore);
      if (!isReleased) void ownership.retake();
      run.comeBack();
    },
    { signal },
  );
  addEventListener('online', () => run.hurry(), { signal });
  let isRescuing = false;
  const rescueSoon = () => {
    if (isRescuing) return;
    isRescuing = true;
    setTimeout(() => {
      isRescuing = false;
      if (!signal.aborted) run.rescue();
    }, HEAR_OUT_MS);
  };
  addEventListener('storage', ({ key, newValue }) => isLastWords(key) && newValue !== null && rescueSoon(), { signal });
  // What was said while this page opened its run nobody has heard.
  rescueSoon();

  return {
    // Another listener of pagehide, after ours, may still log.
    logged: () => {
      if (!isLeaving || isSaying) return;
      isSaying = true;
      // Once for all that a listener logs: of several writes in a row Firefox (seen with 153) may lose all but the
      // first, when it ends the page's process.
      queueMicrotask(() => {
        isSaying = false;
        if (isLeaving) say();
      });
    },
    release: () => {
      isReleased = true;
      ownership.release();
    },
    end: () => ending.abort(),
  };
}
