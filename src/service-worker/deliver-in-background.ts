import { FAREWELL, SYNC_TAG } from '../wire/index';
import { checkOptions } from '../values/index';
import { asLastWords } from '../run/page/last-words';
import { resolveBaseUrl, type InitOptions } from '../run/options';
import type { Farewell } from '../thread/contract';
import { Courier } from './courier';

/** Which server's runs are delivered, and with which credential: what the pages of the app give to `init`. */
export type BackgroundOptions = Pick<InitOptions, 'baseUrl' | 'token'>;

/** TypeScript's library of the page leaves out what service workers hear. */
interface ExtendableEvent extends Event {
  /** Keeps the service worker alive until then. A sync whose promise rejects comes again. */
  waitUntil(promise: Promise<unknown>): void;
}
type SyncEvent = ExtendableEvent & { tag: string };
type MessageFromPage = ExtendableEvent & { data: Partial<Farewell> | null };

/**
 * Lets a service worker deliver what the pages of its origin leave undelivered: at once when a page goes away, and, in
 * browsers with Background Sync (Chromium), when there is a network again, even if no page is open. Call it at the top
 * of the service worker's script, once for each server.
 *
 * Pages ask for the sync by themselves. A run that a page has open is left to that page. A delivery that fails is tried
 * again by the browser, when it sees fit, and by the next page in any case. Where an app has registered a periodic sync
 * of the tag `spoor-deliver`, that delivers too.
 *
 * @param options the server, by default the origin of the service worker; and its token, by default a page token of the
 * same origin. Tokens are never stored, so what a page gave to `init` is not known here.
 * @throws SpoorError `bad-option` when `baseUrl` is not an address, or there is no such option.
 * @example
 * deliverInBackground();
 * const token = async () => (await fetch('/my-spoor-token')).text();
 * deliverInBackground({ baseUrl: 'https://spoor.example', token });
 */
export function deliverInBackground(options: BackgroundOptions = {}): void {
  checkOptions('deliverInBackground()', options, { baseUrl: null, token: null });
  if (!('ServiceWorkerGlobalScope' in globalThis)) {
    // oxlint-disable-next-line no-console -- nothing would ever come of the call, and nothing else would say so
    console.warn("spoor: deliverInBackground() does nothing here: call it in the script of the app's service worker.");
  }
  const { baseUrl, token } = options;
  const courier = new Courier(resolveBaseUrl(baseUrl), token);
  const onSync = (event: Event) => {
    const { tag } = event as SyncEvent;
    if (tag === SYNC_TAG) (event as SyncEvent).waitUntil(courier.deliver());
  };
  addEventListener('sync', onSync);
  addEventListener('periodicsync', onSync);
  addEventListener('message', (event) => {
    const { data } = event as unknown as MessageFromPage;
    if (data?.type !== FAREWELL) return;
    (event as unknown as MessageFromPage).waitUntil(courier.take(asLastWords(() => data.words)));
  });
}
