/**
 * The next frame; while the page is hidden no frames come, and timers only once a second (Chrome's "Timer throttling in
 * Chrome 88"), but a message comes at once. The frame is waited for all the same: a page that goes into the
 * back/forward cache may lose the message (seen with WebKitGTK 2.50.6), and has a frame when it is back.
 */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    // In Node and in workers there is no page, and no frame either.
    const page = globalThis.document as Document | undefined;
    const { port1, port2 } = new MessageChannel();
    const hidden = () => port2.postMessage(null);
    const next = () => {
      port1.close();
      page?.removeEventListener('visibilitychange', hidden);
      if (frame !== undefined) cancelAnimationFrame(frame);
      resolve();
    };
    port1.addEventListener('message', next);
    port1.start();
    const frame = page && requestAnimationFrame(next);
    if (page?.visibilityState === 'visible') page.addEventListener('visibilitychange', hidden, { once: true });
    else hidden();
  });
}
