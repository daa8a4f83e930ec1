/** Resolves when the page has had a turn. Timers wait four milliseconds, messages do not. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const take = () => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', take, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}
