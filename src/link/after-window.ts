/**
 * Does the work when the window is over, in milliseconds; at once in a hidden tab, where timers come once a second,
 * later once a minute.
 */
export function afterWindow(window: number, work: () => void): void {
  if (globalThis.document?.visibilityState === 'hidden') queueMicrotask(work);
  else setTimeout(work, window);
}
