/**
 * Notices when a page goes into the back/forward cache and when it comes back. WebKit (seen with WebKitGTK 2.50.6)
 * freezes a page there as it is, and while it holds a transaction every other page of the origin waits for IndexedDB.
 * (In a worker there is nothing to notice; its page ends it.)
 */
export class PageAbsence {
  /** Resolves when the page is back; null while it is here. */
  over: Promise<void> | null = null;
  /** How often the page has gone. */
  count = 0;

  constructor(onLeave: () => void) {
    if (typeof document === 'undefined') return;
    addEventListener('pagehide', ({ persisted }) => {
      if (!persisted) return;
      this.count++;
      const back = new Promise<void>((resolve) => addEventListener('pageshow', () => resolve(), { once: true }));
      this.over = back.then(() => void (this.over = null));
      onLeave();
    });
  }
}
