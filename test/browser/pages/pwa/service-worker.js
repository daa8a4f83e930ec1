importScripts('/sdk/service-worker.iife.js');
spoor.deliverInBackground();

// For the test to see what came.
self.heard = [];
for (const type of ['sync', 'periodicsync', 'message']) addEventListener(type, () => self.heard.push(type));

// As an app has one that works offline: it must leave alone what Spoor sends.
addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return;
  event.respondWith(fetch(event.request));
});
