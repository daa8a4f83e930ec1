import { element } from './element';

/**
 * Keeps the page on this device, for when there is no network, and says so once it is kept. Insecure pages have no
 * service worker.
 */
export async function workOffline(): Promise<void> {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register('service-worker.js', { type: 'module' });
  await navigator.serviceWorker.ready;
  element('offline-note', HTMLElement).hidden = false;
}
