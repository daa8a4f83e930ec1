import { deliverInBackground } from 'spoor/service-worker';
import type { Precache } from '../../scripts/precache.mjs';

/** The list is put in by the build, see `scripts/precache.mjs`. */
declare const __PRECACHE__: Precache;

/** TypeScript's library of the page leaves out what service workers hear. */
interface WorkerEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const { version, files } = __PRECACHE__;
const PREFIX = 'spoor-demo-';
const scope = new URL('./', location.href).href;

deliverInBackground();

addEventListener('install', (event) => {
  const keep = async () => (await caches.open(PREFIX + version)).addAll(files);
  (event as WorkerEvent).waitUntil(keep());
});

addEventListener('activate', (event) => {
  const forget = async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PREFIX + version);
    await Promise.all(names.map((name) => caches.delete(name)));
  };
  (event as WorkerEvent).waitUntil(forget());
});

addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent;
  // The files of the page, and nothing else: what Spoor sends (POST and PUT) goes its own way.
  if (request.method === 'GET' && request.url.startsWith(scope)) (event as FetchEvent).respondWith(answer(request));
});

/** From the server where there is one, so that whoever builds the demo anew sees it at once; else as it was kept. */
async function answer(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    // The address of a page carries its run.
    const kept = await caches.match(request, { ignoreSearch: true });
    if (!kept) throw error;
    return kept;
  }
}
