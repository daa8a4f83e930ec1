/**
 * Delivery by the service worker of an app, when none of its pages is open.
 *
 * @module spoor/service-worker
 * @example
 * // In the app's service worker.
 * import { deliverInBackground } from 'spoor/service-worker';
 * deliverInBackground();
 */
export { deliverInBackground, type BackgroundOptions } from './deliver-in-background';
