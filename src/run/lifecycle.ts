/** What a run does when its page is hidden, goes away, comes back. */
export interface PageMoments {
  /** The page is hidden, and may never be seen again: this is the last event that reliably comes. */
  hidden(): void;
  /** The page goes away, for good or into the back/forward cache. */
  leaving(): void;
  /** The page came back from the back/forward cache. */
  returned(): void;
  /** The browser believes that there is a network. */
  online(): void;
}

/** Listens to the life of the page; returns a function that ends it. Never `unload` or `beforeunload`: they keep pages out of the back/forward cache. */
export function watchPage({ hidden, leaving, returned, online }: { [moment in keyof PageMoments]: () => void }): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  globalThis.document?.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && hidden(), { signal });
  globalThis.addEventListener?.('pagehide', leaving, { signal });
  globalThis.addEventListener?.('pageshow', (event) => event.persisted && returned(), { signal });
  globalThis.addEventListener?.('online', online, { signal });
  return () => ending.abort();
}
