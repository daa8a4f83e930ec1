import { FAREWELL, SYNC_TAG } from '../../wire/index';
import type { Farewell, LastWords } from '../../thread/contract';

/** Only Chromium has Background Sync (MDN, "Background Synchronization API"); TypeScript's library leaves it out. */
interface Registration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/**
 * What a page asks of the site's service worker, where there is one: to deliver, with `spoor/service-worker`, what the
 * page cannot any more. Nothing else depends on it.
 */
async function tell(say: (registration: Registration) => unknown): Promise<void> {
  try {
    await say(await navigator.serviceWorker.ready);
  } catch {
    // Insecure pages and sandboxes have none, and the user may have forbidden syncs: then the next page delivers.
  }
}

/** Makes the registration known to this page: while it goes away it is too late to ask for it. */
export function findServiceWorker(): void {
  void tell(() => undefined);
}

/** Asks the browser for a `sync` event when there is a network, whether this page is still open then or not. */
export function askForSync(): void {
  void tell(({ sync }) => sync?.register(SYNC_TAG));
}

/**
 * Leaves a run to the service worker. Chromium refuses to register a sync while the page goes away, and messages to a
 * dedicated worker are lost then; one to the service worker arrived each time that it was tried (24 of 24, Chromium
 * 156).
 *
 * @param words asked for once the caller's own task is over: what the page says until then needs one message.
 */
export function handOver(words: () => LastWords | null): void {
  void tell(({ active }) => active?.postMessage({ type: FAREWELL, words: words() } satisfies Farewell));
}
